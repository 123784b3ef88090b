#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BOOKING_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BOOKING_H_

#include <span>
#include <type_traits>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"

// The one transaction that changes what takes a place. It locks first, then looks: whatever runs at once, no
// place is given twice.
namespace boulevard::placements::domain {

// Now, as precise as the tables keep it.
absl::Time NowOf(const runtime::Clock& clock);

// A place under its lock, with what a booking is held against.
struct LockedPlace {
  Place place;
  Unit unit;
  Programme programme;
  std::vector<Occupancy> of_place;
  std::vector<Occupancy> of_unit;  // without quotas those of the place alone
  bool unit_locked = false;        // it has quotas, or there is someone to keep apart from others

  // What a stay in it (or an offer of one) takes.
  Occupancy StayOf(const Uuid& source_id, OccupancySource source, ResidentKind kind,
                   const Period& period) const;
  // What the source takes now. INTERNAL when it takes nothing: what is running always does.
  absl::StatusOr<Occupancy> TakenBy(const Uuid& source_id) const;
  // ABORTED when the stay does not fit: withdrawn, not in the stock yet, taken.
  absl::Status CheckFree(const Occupancy& stay) const;
};

class Booking {
 public:
  Tables& tables() { return tables_; }
  absl::Time now() const { return now_; }
  Day today() const { return today_; }
  // One of those that the booking was made for.
  const LockedPlace& At(const Uuid& place_id) const;
  bool Locks(const Uuid& place_id) const;

  // Writes what changed about one of them; its free periods will be those of the changed place.
  absl::Status Update(const Place& place);

  // Locks the young person: nobody gets two places at once. ABORTED when a confirmed or arrived placement of
  // theirs, `ignored` apart, overlaps the period.
  absl::Status ClaimResident(const Uuid& young_person_id, const Period& period, const Uuid& ignored = {});

 private:
  friend absl::Status RunBooking(Store&, const runtime::Clock&, absl::Time, std::span<const Uuid>,
                                 absl::FunctionRef<absl::Status(Booking&)>, std::span<const Uuid>);

  Booking(Tables& tables, absl::Time now);
  absl::Status Lock(std::span<const Uuid> place_ids, std::span<const Uuid> residents);
  // Somebody among them must not share a unit with someone.
  absl::StatusOr<bool> KeepsApart(std::span<const Uuid> residents);
  absl::StatusOr<LockedPlace> LockedWith(Place place, Unit unit, bool unit_locked);
  // The open offers of the locked places and units whose time is over.
  absl::StatusOr<std::vector<Offer>> FindOverdue();
  absl::Status LockResidents(std::span<const Uuid> residents, std::span<const Offer> overdue);
  absl::Status Expire(Offer offer);
  absl::Status Finish();

  Tables& tables_;
  absl::Time now_;
  Day today_;
  std::vector<LockedPlace> places_;
};

// In one transaction: locks the places (and their units when these have quotas, or who comes must not share
// with someone), then the young people whose applications `work` changes, expires the overdue offers that it
// meets, runs `work`, and refreshes what is free. `work` may run more than once.
absl::Status RunBooking(Store& store, const runtime::Clock& clock, absl::Time deadline,
                        std::span<const Uuid> place_ids, absl::FunctionRef<absl::Status(Booking&)> work,
                        std::span<const Uuid> residents = {});

// The same for work that takes (Booking&) and gives absl::StatusOr<T>; gives what it gave last.
template <typename Function>
std::invoke_result_t<Function, Booking&> Book(Store& store, const runtime::Clock& clock, absl::Time deadline,
                                              std::span<const Uuid> place_ids, Function work,
                                              std::span<const Uuid> residents = {}) {
  std::invoke_result_t<Function, Booking&> made = absl::UnknownError("not booked");
  const auto keep = [&](Booking& booking) {
    made = work(booking);
    return made.status();
  };
  RETURN_IF_ERROR(RunBooking(store, clock, deadline, place_ids, keep, residents));
  return made;
}

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BOOKING_H_
