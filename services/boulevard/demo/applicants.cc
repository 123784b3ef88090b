#include "services/boulevard/demo/applicants.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/boulevard/demo/catalogue.h"

namespace boulevard::demo {

using namespace placements::domain;  // NOLINT(google-build-using-namespace): the words of the domain

namespace {

constexpr absl::Duration kHoldsFor = absl::Hours(24 * 90);

// How many of each state a programme has.
constexpr std::pair<ApplicationState, int> kApplicants[] = {
    {ApplicationState::kSubmitted, 3}, {ApplicationState::kInAssessment, 3}, {ApplicationState::kWaiting, 14},
    {ApplicationState::kRejected, 2},  {ApplicationState::kWithdrawn, 2},    {ApplicationState::kExpired, 1}};

ResidentKind RollKind(const Programme& programme, Dice& dice) {
  ResidentKind kind = ResidentKind::kYoungPerson;
  do {
    kind = dice.OneOf({ResidentKind::kYoungPerson, ResidentKind::kStatusHolder, ResidentKind::kStudent});
  } while (!programme.resident_kinds.Has(kind));
  return kind;
}

void RollFacts(Application& application, Day today, Dice& dice) {
  application.urgency =
      dice.OneOf({Urgency::kNormal, Urgency::kNormal, Urgency::kNormal, Urgency::kHigh, Urgency::kAcute});
  application.situation =
      dice.OneOf({Situation::kHomelessNow, Situation::kInShelter, Situation::kInShelter,
                  Situation::kInTreatment, Situation::kWithFamily, Situation::kWithFriends});
  application.situation_since = today - dice.Between(10, 200);
  if (dice.Chance(60)) application.wishes.max_rent_cents = dice.Between(45, 75) * 1000;
  application.wishes.accessible_needed = dice.Chance(6);
  application.wishes.self_contained = dice.Chance(20);
  if (dice.Chance(40)) {
    const auto districts = Districts();
    const auto last = static_cast<int>(districts.size()) - 1;
    application.wishes.districts = {std::string(districts[static_cast<size_t>(dice.Between(0, last))])};
  }
  application.relapse_return = dice.Chance(8);
  if (application.programme_id == "foyer" && dice.Chance(30)) application.step_down_from = "jit-wonen";
}

void Advance(Application& application, ApplicationState state, Day today, Dice& dice) {
  application.state = state;
  application.waiting_since.reset();
  if (state == ApplicationState::kWaiting) {
    application.waiting_since = application.created_at + absl::Hours(24 * 7);
    if (dice.Chance(10)) {
      application.pause = Pause{today + dice.Between(2, 14), {.reason = DeclineReason::kNoAnswer}};
    }
  }
  if (state == ApplicationState::kRejected) {
    application.closing_reason = ClosingReason::kOtherHelpFitsBetter;
    application.rule_set_version = 1;
  }
  if (state == ApplicationState::kWithdrawn) application.closing_reason = ClosingReason::kFoundElsewhere;
}

}  // namespace

absl::Time TimeAt(Day day, int hour) {
  return absl::FromCivil(absl::CivilHour(day) + hour, absl::UTCTimeZone());
}

Application MakeApplication(const Programme& programme, ResidentKind kind, Day starts_on, Day today,
                            Dice& dice, Ids& ids) {
  // A year within the limits at both ends: whoever stays a year still fits.
  const int age = dice.Between(programme.minimum_age, programme.maximum_age - 1);
  const Day applied = std::min(starts_on, today) - dice.Between(10, 60);
  Application application{.id = ids.Next(Kind::kApplication),
                          .young_person_id = ids.Next(Kind::kYoungPerson)};
  application.birth_date = starts_on - (age * 366 + dice.Between(1, 350));
  application.resident_kind = kind;
  application.guidance_level =
      std::min(programme.guidance_level,
               dice.OneOf({GuidanceLevel::kLight, GuidanceLevel::kModerate, GuidanceLevel::kIntensive}));
  application.created_by = "demo";
  application.created_at = TimeAt(applied, dice.Between(8, 17));
  application.programme_id = programme.id;
  application.state = ApplicationState::kPlaced;
  application.referrer_organisation = "Servicepunt (demo)";
  application.referring_contact = {"Desk (demo)", "desk@servicepunt.example", ""};
  application.receiving_contact = {"Intake (demo)", "intake@jit.example", ""};
  application.waiting_since = application.created_at;
  application.confirmed_at = application.created_at;
  application.expires_at = application.created_at + kHoldsFor;
  return application;
}

void AddApplicants(const Programme& programme, Day today, Dice& dice, Ids& ids,
                   std::vector<Application>& applications) {
  for (const auto& [state, count] : kApplicants) {
    for (int i = 0; i < count; ++i) {
      Application application =
          MakeApplication(programme, RollKind(programme, dice), today, today, dice, ids);
      RollFacts(application, today, dice);
      Advance(application, state, today, dice);
      applications.push_back(std::move(application));
    }
  }
}

}  // namespace boulevard::demo
