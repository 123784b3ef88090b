#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_RESIDENTS_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_RESIDENTS_H_

#include "services/boulevard/demo/city.h"
#include "services/boulevard/demo/dice.h"
#include "services/boulevard/demo/ids.h"
#include "services/placements/domain/bulk.h"
#include "services/placements/domain/types.h"

namespace boulevard::demo {

// Fills places with stays and closures that keep the rules of their programme.
class Residents {
 public:
  // All outlive it. With history: those who have left too, and offers.
  Residents(placements::domain::Day today, bool with_history, Dice& dice, Ids& ids, City& city)
      : today_(today), with_history_(with_history), dice_(dice), ids_(ids), city_(city), batch_(city.stock) {}

  // `kind` is the kind of everyone who ever lives in this place: a unit whose places are dealt out to kinds
  // by its quotas never breaks them.
  void Fill(const placements::domain::Place& place, const placements::domain::Programme& programme,
            placements::domain::ResidentKind kind);

 private:
  using Day = placements::domain::Day;
  struct Home {
    const placements::domain::Place& place;
    const placements::domain::Programme& programme;
    placements::domain::ResidentKind kind;
  };

  placements::domain::Placement& Add(const Home& home, placements::domain::PlacementState state,
                                     const placements::domain::Period& period);
  void AddHistory(const Home& home, Day until);
  void AddDeparted(const Home& home, const placements::domain::Period& period);
  void AddNeverArrived(const Home& home);
  // Gives the first day that the next one could live there; kForever when it is open-ended.
  Day AddCurrent(const Home& home, Day from);
  void AddNext(const Home& home, Day from);
  void AddOffer(const Home& home);
  void AddClosure(const Home& home, const placements::domain::Period& period, bool cancelled);

  const Day today_;
  const bool with_history_;
  Dice& dice_;
  Ids& ids_;
  City& city_;
  placements::domain::StockBatch& batch_;
};

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_RESIDENTS_H_
