#include "services/placements/domain/stays.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/application_offers.h"
#include "services/placements/domain/placement_state.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/references.h"
#include "services/placements/domain/scope.h"
#include "services/placements/domain/stay_end.h"
#include "services/placements/domain/transfer.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

Placement SeenBy(const runtime::Principal& principal, Placement placement) {
  if (principal.role == runtime::Role::kProvider) {
    placement.application_id = {};
    placement.young_person_id = {};
    placement.blocked_since.reset();
    placement.blocked_cause.reset();
  }
  return placement;
}

absl::Status CheckBegun(const Placement& placement, Day today) {
  if (placement.period.from <= today) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the stay begins on ", absl::FormatCivilTime(placement.period.from)));
}

absl::Status MoveIn(Booking& booking, Placement& placement) {
  BookingTables& bookings = booking.tables().bookings;
  RETURN_IF_ERROR(CheckBegun(placement, booking.today()));
  if (placement.period.until <= booking.today()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the stay was planned to end on ", absl::FormatCivilTime(placement.period.until)));
  }
  ASSIGN_OR_RETURN(const std::optional<Placement> living, bookings.ArrivedPlacementIn(placement.place_id));
  if (living) return runtime::Conflict("someone who has not departed lives in the place");
  ASSIGN_OR_RETURN(const Readiness readiness,
                   booking.tables().readiness.ReadinessOf(placement.young_person_id));
  SetBlocked(readiness, placement);
  return bookings.CountResident(booking.At(placement.place_id).unit.id, placement.resident_kind, 1);
}

absl::Status MoveOut(Booking& booking, Placement& placement, const Departure& departure) {
  const Day on = departure.on.value_or(booking.today());
  RETURN_IF_ERROR(CheckStayDay(placement, on, booking.today()));
  RETURN_IF_ERROR(EndStay(booking, placement, on));
  placement.departure_reason = departure.reason;
  placement.departure_destination = departure.destination;
  return booking.tables().bookings.CountResident(booking.At(placement.place_id).unit.id,
                                                 placement.resident_kind, -1);
}

absl::Status PlanEnd(Booking& booking, Placement& placement, Day ends_on) {
  const Day planned = placement.period.until;
  if (planned != kForever && ends_on <= planned) {
    return runtime::InvalidField("endsOn", "order",
                                 absl::StrCat("must be after ", absl::FormatCivilTime(planned)));
  }
  if (ends_on <= placement.period.from || ends_on < booking.today()) {
    return runtime::InvalidField("endsOn", "order", "must be after the stay began, and not in the past");
  }
  return MoveEnd(booking, placement, ends_on);
}

// The stay is not to be: its place is free again, and the application in that state.
absl::Status GiveBack(Booking& booking, const Placement& placement, ApplicationState state,
                      std::string_view step, const Actor& actor) {
  RETURN_IF_ERROR(booking.tables().bookings.DeleteOccupancy(placement.place_id, placement.id));
  return MoveBackFromStay(booking.tables(), placement.application_id, state, step, actor, booking.now());
}

absl::StatusOr<Placement> StepOf(Booking& booking, const Uuid& id, std::string_view step,
                                 absl::FunctionRef<absl::Status(Booking&, Placement&)> change) {
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(Placement placement, bookings.GetPlacement(id));
  ASSIGN_OR_RETURN(placement.state, AfterPlacementStep(step, placement.state));
  RETURN_IF_ERROR(change(booking, placement));
  RETURN_IF_ERROR(bookings.Update(placement));
  return placement;
}

}  // namespace

absl::StatusOr<PageOf<Placement>> Stays::List(const runtime::CallContext& context, PlacementFilter filter,
                                              const Page& page) const {
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  ASSIGN_OR_RETURN(PageOf<Placement> placements, ReadFrom(store_, context.deadline, [&](Tables& tables) {
                     return tables.bookings.ListPlacements(filter, page);
                   }));
  for (Placement& placement : placements.rows) placement = SeenBy(context.principal, std::move(placement));
  return placements;
}

absl::StatusOr<Placement> Stays::Get(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Placement placement, Find(context, id));
  return SeenBy(context.principal, std::move(placement));
}

absl::StatusOr<Placement> Stays::Find(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Placement placement, ReadFrom(store_, context.deadline, [&](Tables& tables) {
                     return tables.bookings.GetPlacement(id);
                   }));
  RETURN_IF_ERROR(CheckOwner(context.principal, placement.provider_id));
  return placement;
}

absl::StatusOr<Placement> Stays::Step(const runtime::CallContext& context, const Uuid& id,
                                      std::string_view step, Change change) const {
  // Which place a stay is in and whose it is never change, so they may be read before they are locked.
  ASSIGN_OR_RETURN(const Placement placement, Find(context, id));
  ASSIGN_OR_RETURN(Placement changed,
                   Book(store_, clock_, context.deadline, {&placement.place_id, 1},
                        [&](Booking& booking) { return StepOf(booking, id, step, change); },
                        {&placement.young_person_id, 1}));
  return SeenBy(context.principal, std::move(changed));
}

absl::StatusOr<Placement> Stays::Arrive(const runtime::CallContext& context, const Uuid& id) const {
  return Step(context, id, "arrive", MoveIn);
}

absl::StatusOr<Placement> Stays::Extend(const runtime::CallContext& context, const Uuid& id,
                                        Day ends_on) const {
  return Step(context, id, "extend",
              [&](Booking& booking, Placement& placement) { return PlanEnd(booking, placement, ends_on); });
}

absl::StatusOr<Placement> Stays::Depart(const runtime::CallContext& context, const Uuid& id,
                                        const Departure& departure) const {
  return Step(context, id, "depart",
              [&](Booking& booking, Placement& placement) { return MoveOut(booking, placement, departure); });
}

absl::StatusOr<Placement> Stays::ReportNoShow(const runtime::CallContext& context, const Uuid& id) const {
  return Step(context, id, "report-no-show", [&](Booking& booking, Placement& placement) {
    RETURN_IF_ERROR(CheckBegun(placement, booking.today()));
    return GiveBack(booking, placement, ApplicationState::kInAssessment, "report-no-show",
                    ActorOf(context.principal));
  });
}

absl::StatusOr<Placement> Stays::Cancel(const runtime::CallContext& context, const Uuid& id) const {
  return Step(context, id, "cancel", [&](Booking& booking, Placement& placement) {
    return GiveBack(booking, placement, ApplicationState::kWaiting, "cancel-stay",
                    ActorOf(context.principal));
  });
}

absl::StatusOr<Transferred> Stays::Transfer(const runtime::CallContext& context, const Uuid& id,
                                            const Uuid& to_place_id, std::optional<Day> on) const {
  ASSIGN_OR_RETURN(const Placement placement, Find(context, id));
  if (placement.place_id == to_place_id) {
    return runtime::InvalidField("placeId", "other", "must be another place than the one lived in");
  }
  const auto move = [&](Booking& booking) { return TransferStay(booking, id, to_place_id, on); };
  return ReferredTo("placeId",
                    Book(store_, clock_, context.deadline, std::array{placement.place_id, to_place_id}, move,
                         {&placement.young_person_id, 1}));
}

}  // namespace boulevard::placements::domain
