#include "services/boulevard/demo/residents.h"

#include <algorithm>

#include "absl/time/time.h"
#include "services/boulevard/demo/applicants.h"

namespace boulevard::demo {

using namespace placements::domain;  // NOLINT(google-build-using-namespace): the words of the domain

namespace {

constexpr size_t kMostOffers = 4;  // in one city

int TypicalStay(const Programme& programme) {
  switch (programme.guidance_level) {
    case GuidanceLevel::kIntensive:
      return 270;
    case GuidanceLevel::kModerate:
      return 365;
    default:
      return 540;
  }
}

struct Ending {
  DepartureReason reason;
  DepartureDestination destination;
};

Ending RollEnding(Dice& dice) {
  using enum DepartureDestination;
  if (dice.Chance(62)) {
    return {DepartureReason::kPlannedMoveOn,
            dice.OneOf({kOutflowDwelling, kOutflowDwelling, kOwnRent, kOwnRent, kFamilyOrFriendsSettled,
                        kOtherSupportedHousing})};
  }
  return dice.OneOf<Ending>({{DepartureReason::kLeftOfOwnAccord, kFamilyOrFriendsTemporary},
                             {DepartureReason::kLeftOfOwnAccord, kUnknown},
                             {DepartureReason::kMovedWithinProgramme, kOtherProgramme},
                             {DepartureReason::kPlaceWithdrawnIncident, kShelter},
                             {DepartureReason::kBreachOfHouseRules, kFamilyOrFriendsTemporary},
                             {DepartureReason::kTreatment, kTreatmentFacility},
                             {DepartureReason::kDetention, kDetention}});
}

ClosureReason RollClosureReason(Dice& dice) {
  using enum ClosureReason;
  return dice.OneOf({kDeepClean, kDamageRepair, kDamageRepair, kMaintenance, kMaintenance,
                     kPlannedRefurbishment, kFurnitureReplacement, kCoolingOffAfterIncident, kStaffShortage});
}

}  // namespace

Placement& Residents::Add(const Home& home, PlacementState state, const Period& period) {
  batch_.applications.push_back(MakeApplication(home.programme, home.kind, period.from, today_, dice_, ids_));
  const Application& application = batch_.applications.back();
  Placement placement{.id = ids_.Next(Kind::kPlacement), .place_id = home.place.id};
  placement.provider_id = home.place.provider_id;
  placement.application_id = application.id;
  placement.young_person_id = application.young_person_id;
  placement.resident_kind = home.kind;
  placement.state = state;
  placement.period = period;
  placement.created_at = application.created_at + absl::Hours(dice_.Between(24, 200));
  batch_.placements.push_back(placement);
  return batch_.placements.back();
}

void Residents::AddDeparted(const Home& home, const Period& period) {
  Placement& placement = Add(home, PlacementState::kDeparted, period);
  const Ending ending = RollEnding(dice_);
  placement.departure_reason = ending.reason;
  placement.departure_destination = ending.destination;
}

void Residents::AddHistory(const Home& home, Day until) {
  for (int stays = dice_.Between(0, 2); stays > 0; --stays) {
    const Day end = until - (home.programme.turnaround_days + dice_.Between(0, 25));
    const Day start = end - dice_.Between(TypicalStay(home.programme) / 4, TypicalStay(home.programme));
    if (start < home.place.available_from) return;
    AddDeparted(home, {start, end});
    until = start;
  }
  if (dice_.Chance(3)) AddNeverArrived(home);
}

void Residents::AddNeverArrived(const Home& home) {
  const Day start = today_ - dice_.Between(20, 300);
  Add(home, dice_.OneOf({PlacementState::kCancelled, PlacementState::kNoShow}),
      {start, start + TypicalStay(home.programme)});
}

Day Residents::AddCurrent(const Home& home, Day from) {
  Period period{from};
  const int roll = dice_.Between(1, 100);
  if (roll <= 42) {
    period.until = today_ + dice_.Between(4, 200);
  } else if (roll <= 45) {
    // Planned to be over, and still there.
    period.until = std::max(from + 1, today_ - dice_.Between(0, 9));
  }
  Add(home, PlacementState::kArrived, period);
  return period.until == kForever ? kForever : period.until + home.programme.turnaround_days;
}

void Residents::AddNext(const Home& home, Day from) {
  const Day start = std::max(from, today_ + 1) + dice_.Between(0, 14);
  Period period{start};
  if (dice_.Chance(50)) period.until = start + TypicalStay(home.programme);
  Add(home, PlacementState::kConfirmed, period);
}

void Residents::AddOffer(const Home& home) {
  if (city_.offers.size() == kMostOffers) return;
  const Day starts_on = today_ + dice_.Between(14, 21);
  PlannedOffer planned{MakeApplication(home.programme, home.kind, starts_on, today_, dice_, ids_)};
  planned.application.state = ApplicationState::kOffered;
  planned.offer = {.id = ids_.Next(Kind::kOffer)};
  planned.offer.application_id = planned.application.id;
  planned.offer.place_id = home.place.id;
  planned.offer.provider_id = home.place.provider_id;
  planned.offer.resident_kind = home.kind;
  planned.offer.period = {starts_on, kForever};
  planned.offer.created_at = TimeAt(today_, 0);
  planned.offer.expires_at = planned.offer.created_at + absl::Hours(home.programme.offer_hours);
  city_.offers.push_back(std::move(planned));
}

void Residents::AddClosure(const Home& home, const Period& period, bool cancelled) {
  Closure closure{.id = ids_.Next(Kind::kClosure), .place_id = home.place.id, .period = period};
  closure.reason = RollClosureReason(dice_);
  closure.payer = dice_.OneOf({ClosurePayer::kProvider, ClosurePayer::kProvider, ClosurePayer::kProgramme});
  closure.note = "demo";
  closure.cancelled = cancelled;
  batch_.closures.push_back(std::move(closure));
}

void Residents::Fill(const Place& place, const Programme& programme, ResidentKind kind) {
  const Home home{place, programme, kind};
  const int roll = dice_.Between(1, 100);
  if (roll <= 86) {
    const Day from = today_ - dice_.Between(1, TypicalStay(programme));
    if (with_history_) AddHistory(home, from);
    const Day again = AddCurrent(home, from);
    if (again != kForever && again > today_ && dice_.Chance(15)) AddNext(home, again);
  } else if (roll <= 90) {
    Period period{today_ - dice_.Between(0, 30)};
    if (dice_.Chance(80)) period.until = today_ + dice_.Between(3, 60);
    if (with_history_) AddHistory(home, period.from);
    AddClosure(home, period, /*cancelled=*/false);
  } else {
    const Day since = today_ - dice_.Between(0, 40);
    if (with_history_) AddHistory(home, since);
    if (dice_.Chance(10)) AddClosure(home, {since, today_ + 14}, /*cancelled=*/true);
    if (dice_.Chance(20)) {
      AddNext(home, today_ + 20);
    } else if (with_history_ && dice_.Chance(40)) {
      AddOffer(home);
    }
  }
}

}  // namespace boulevard::demo
