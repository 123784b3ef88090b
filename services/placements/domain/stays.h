#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STAYS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STAYS_H_

#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

struct Departure {
  std::optional<Day> on;  // today when left out
  DepartureReason reason = DepartureReason::kOther;
  DepartureDestination destination = DepartureDestination::kUnknown;
};

struct Transferred {
  Placement ended;
  Placement started;
};

// Stays in places, from arrival to departure. A provider sees and keeps those in its own places, and never
// learns who it is: application_id and young_person_id are nil then. Each step gives the placement after it.
class Stays {
 public:
  // Both outlive it.
  Stays(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Placement>> List(const runtime::CallContext& context, PlacementFilter filter,
                                         const Page& page) const;
  absl::StatusOr<Placement> Get(const runtime::CallContext& context, const Uuid& id) const;

  // From the first day of the stay until its planned end. ABORTED while someone before them has not departed.
  absl::StatusOr<Placement> Arrive(const runtime::CallContext& context, const Uuid& id) const;
  // To a later end, or the first end of an open-ended stay.
  absl::StatusOr<Placement> Extend(const runtime::CallContext& context, const Uuid& id, Day ends_on) const;
  // Between the first day and today. Later than the planned end only when nothing follows on those days.
  absl::StatusOr<Placement> Depart(const runtime::CallContext& context, const Uuid& id,
                                   const Departure& departure) const;
  // Not before the first day.
  absl::StatusOr<Placement> ReportNoShow(const runtime::CallContext& context, const Uuid& id) const;
  absl::StatusOr<Placement> Cancel(const runtime::CallContext& context, const Uuid& id) const;
  // To another place of the same programme, held against the same rules as an offer. The new stay keeps the
  // planned end; it is open-ended when that end is over.
  absl::StatusOr<Transferred> Transfer(const runtime::CallContext& context, const Uuid& id,
                                       const Uuid& to_place_id, std::optional<Day> on) const;

 private:
  // With application and young person, whoever asks.
  absl::StatusOr<Placement> Find(const runtime::CallContext& context, const Uuid& id) const;
  // Changes a placement and what it takes, under the lock of its place.
  using Change = absl::FunctionRef<absl::Status(Booking&, Placement&)>;
  absl::StatusOr<Placement> Step(const runtime::CallContext& context, const Uuid& id, std::string_view step,
                                 Change change) const;

  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STAYS_H_
