#include "services/placements/domain/closures.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "services/placements/domain/booking.h"
#include "services/placements/domain/conflicts.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/references.h"
#include "services/placements/domain/scope.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

absl::Status CheckFields(const Closure& closure) {
  std::vector<runtime::FieldViolation> faults;
  if (closure.period.Empty()) faults.push_back({"closure.endsOn", "order", "must be after startsOn"});
  if (closure.reason == ClosureReason::kOther && closure.note.empty()) {
    faults.push_back({"closure.note", "required", "must be given when the reason is other"});
  }
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

absl::Status CheckNotCancelled(const Closure& closure, std::string_view step) {
  return closure.cancelled ? runtime::WrongState("closure", step, "cancelled", {}) : absl::OkStatus();
}

Occupancy TakenBy(const Closure& closure, const Place& place) {
  return {.place_id = place.id,
          .unit_id = place.unit_id,
          .source_id = closure.id,
          .source = OccupancySource::kClosure,
          .period = closure.period,
          .busy_until = closure.period.until};
}

absl::StatusOr<Closure> CreateClosure(Booking& booking, const runtime::Principal& principal,
                                      Closure closure) {
  const LockedPlace& locked = booking.At(closure.place_id);
  RETURN_IF_ERROR(CheckOwner(principal, locked.place.provider_id));
  closure.id = runtime::NewUuid(booking.now());
  const Occupancy taken = TakenBy(closure, locked.place);
  RETURN_IF_ERROR(CheckClash(taken, locked.of_place));
  RETURN_IF_ERROR(booking.tables().bookings.Insert(closure));
  RETURN_IF_ERROR(booking.tables().bookings.Insert(taken));
  return closure;
}

absl::StatusOr<Closure> ChangeClosure(Booking& booking, const Uuid& id,
                                      absl::FunctionRef<absl::Status(Closure&)> change) {
  ASSIGN_OR_RETURN(Closure closure, booking.tables().bookings.GetClosure(id));
  RETURN_IF_ERROR(CheckNotCancelled(closure, "update"));
  RETURN_IF_ERROR(change(closure));
  RETURN_IF_ERROR(CheckFields(closure));
  const LockedPlace& locked = booking.At(closure.place_id);
  const Occupancy taken = TakenBy(closure, locked.place);
  RETURN_IF_ERROR(CheckClash(taken, locked.of_place));
  RETURN_IF_ERROR(booking.tables().bookings.Update(closure));
  RETURN_IF_ERROR(booking.tables().bookings.Update(taken));
  return closure;
}

absl::StatusOr<Closure> CancelClosure(Booking& booking, const Uuid& id) {
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(Closure closure, bookings.GetClosure(id));
  RETURN_IF_ERROR(CheckNotCancelled(closure, "cancel"));
  closure.cancelled = true;
  if (closure.period.from < booking.today()) {
    closure.period.until = std::min(closure.period.until, booking.today());
    RETURN_IF_ERROR(bookings.Update(TakenBy(closure, booking.At(closure.place_id).place)));
  } else {
    RETURN_IF_ERROR(bookings.DeleteOccupancy(closure.place_id, closure.id));
  }
  RETURN_IF_ERROR(bookings.Update(closure));
  return closure;
}

}  // namespace

absl::StatusOr<PageOf<Closure>> Closures::List(const runtime::CallContext& context, ClosureFilter filter,
                                               const Page& page) const {
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.bookings.ListClosures(filter, page); });
}

absl::StatusOr<Closure> Closures::Get(const runtime::CallContext& context, const Uuid& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Closure> {
    ASSIGN_OR_RETURN(Closure closure, tables.bookings.GetClosure(id));
    ASSIGN_OR_RETURN(const Place place, tables.stock.GetPlace(closure.place_id));
    RETURN_IF_ERROR(CheckOwner(context.principal, place.provider_id));
    return closure;
  });
}

absl::StatusOr<Closure> Closures::Create(const runtime::CallContext& context, const Closure& draft) const {
  RETURN_IF_ERROR(CheckFields(draft));
  return ReferredTo("closure.placeId",
                    Book(store_, clock_, context.deadline, {&draft.place_id, 1},
                         [&](Booking& booking) { return CreateClosure(booking, context.principal, draft); }));
}

absl::StatusOr<Closure> Closures::Update(const runtime::CallContext& context, const Uuid& id,
                                         absl::FunctionRef<absl::Status(Closure&)> change) const {
  // Which place is closed never changes, so it may be read before that place is locked.
  ASSIGN_OR_RETURN(const Closure closure, Get(context, id));
  return Book(store_, clock_, context.deadline, {&closure.place_id, 1},
              [&](Booking& booking) { return ChangeClosure(booking, id, change); });
}

absl::StatusOr<Closure> Closures::Cancel(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(const Closure closure, Get(context, id));
  return Book(store_, clock_, context.deadline, {&closure.place_id, 1},
              [&](Booking& booking) { return CancelClosure(booking, id); });
}

}  // namespace boulevard::placements::domain
