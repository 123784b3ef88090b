#ifndef BOULEVARD_TESTS_SUPPORT_PLACEMENTS_BOOKING_SCENE_H_
#define BOULEVARD_TESTS_SUPPORT_PLACEMENTS_BOOKING_SCENE_H_

#include <string>
#include <vector>

#include "services/placements/domain/applications.h"
#include "services/placements/domain/closures.h"
#include "services/placements/domain/offers.h"
#include "services/placements/domain/stays.h"
#include "tests/support/placements/placements_database.h"

namespace boulevard::tests {

template <typename T>
std::vector<runtime::Uuid> IdsOf(const absl::StatusOr<placements::domain::PageOf<T>>& page) {
  std::vector<runtime::Uuid> ids;
  for (const T& row : page.value().rows) ids.push_back(row.id);
  return ids;
}

// The use cases that book, on a database of their own. What a helper makes is made by the use cases, as a
// coordinator; a failure ends the program.
struct BookingScene {
  using Day = placements::domain::Day;
  using Period = placements::domain::Period;
  using ResidentKind = placements::domain::ResidentKind;

  // Of a young person of their own, 20 years old, who needs light guidance.
  placements::domain::Application Submitted(ResidentKind kind = ResidentKind::kStudent,
                                            const std::string& programme_id = "foyer");
  // The same on the waiting list.
  placements::domain::Application Applicant(ResidentKind kind = ResidentKind::kStudent,
                                            const std::string& programme_id = "foyer");
  placements::domain::Application Admitted(const placements::domain::Application& submitted);
  // Of someone who is there already, on the waiting list.
  placements::domain::Application AppliesAgain(const runtime::Uuid& young_person_id,
                                               const std::string& programme_id = "foyer");
  // The draft of an offer of that place to a new applicant.
  placements::domain::OfferDraft DraftFor(const runtime::Uuid& place_id, const Period& period,
                                          ResidentKind kind = ResidentKind::kStudent);
  placements::domain::Offer Offered(const runtime::Uuid& place_id, const Period& period,
                                    ResidentKind kind = ResidentKind::kStudent);
  placements::domain::Placement Confirmed(const runtime::Uuid& place_id, const Period& period,
                                          ResidentKind kind = ResidentKind::kStudent);
  // Since today.
  placements::domain::Placement Arrived(const runtime::Uuid& place_id, Day until,
                                        ResidentKind kind = ResidentKind::kStudent);

  // In a new unit with a quota of that many places for students and as many for status holders: twice as many
  // places, of "co-living".
  std::vector<placements::domain::Place> SharedUnit(int quota);
  // So many days later, at the same time of day.
  void Later(int days);

  std::vector<placements::domain::Occupancy> TakenIn(const placements::domain::Place& place);
  placements::domain::KindCounts ResidentsOf(const runtime::Uuid& unit_id);

  // Whatever is in the database that must never be, in words: things that clash in a place, a quota that is
  // exceeded, free periods that are not those of the occupancies, residents not counted.
  std::vector<std::string> Faults();

  PlacementsDatabase db;
  placements::domain::Applications applications{db.store(), db.clock()};
  placements::domain::Offers offers{db.store(), db.clock()};
  placements::domain::Stays stays{db.store(), db.clock()};
  placements::domain::Closures closures{db.store(), db.clock()};
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_PLACEMENTS_BOOKING_SCENE_H_
