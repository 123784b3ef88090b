#include "services/boulevard/demo/dossiers.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/boulevard/demo/applicants.h"
#include "services/boulevard/demo/guided.h"
#include "services/boulevard/demo/ids.h"
#include "services/boulevard/demo/records.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::demo {
namespace {

namespace guided = guidance::domain;
using guided::Day;
using placements::domain::Application;
using placements::domain::ApplicationState;
using placements::domain::Placement;
using placements::domain::PlacementState;
using runtime::AbslView;
using runtime::Uuid;

// A stream of its own: what guidance keeps leaves the stock as it was.
constexpr uint64_t kGuidanceStream = 500;

template <typename To, typename From>
To Same(From word) {
  return *guided::ParseWord<To>(Word(word));
}

// Where somebody is in the chain, as far as their dossier shows it.
enum class Standing { kWaits, kLives, kLeft, kNeverCame };

Standing StandingOf(const Application& application, const Placement* placement) {
  if (placement == nullptr) {
    const bool ended = application.state == ApplicationState::kRejected ||
                       application.state == ApplicationState::kWithdrawn ||
                       application.state == ApplicationState::kExpired;
    return ended ? Standing::kNeverCame : Standing::kWaits;
  }
  switch (placement->state) {
    case PlacementState::kArrived:
      return Standing::kLives;
    case PlacementState::kDeparted:
      return Standing::kLeft;
    case PlacementState::kConfirmed:
      return Standing::kWaits;
    default:
      return Standing::kNeverCame;
  }
}

class DossierMaker {
 public:
  explicit DossierMaker(const Recipe& recipe)
      : recipe_(recipe), dice_(recipe.seed, kGuidanceStream), ids_(recipe.seed, 0) {}

  Caseloads Make() {
    MakeMentors();
    const City city = MakeCity(recipe_, 0);
    for (const Placement& placement : city.stock.placements)
      stays_.emplace(placement.application_id, &placement);
    for (const Application& application : city.stock.applications) AddDossier(application);
    for (const PlannedOffer& planned : city.offers) AddDossier(planned.application);
    return std::move(made_);
  }

 private:
  void MakeMentors() {
    for (const std::string_view team : Teams()) {
      for (int i = 0; i < kMentorsPerTeam; ++i) {
        const size_t number = made_.mentors.size() + 1;
        made_.mentors.push_back({.id = ids_.Next(Kind::kMentor),
                                 .name = absl::StrCat("Mentor ", number, " (demo)"),
                                 .subject = absl::StrCat("demo-mentor-", number),
                                 .team = std::string(team)});
      }
    }
  }

  void AddDossier(const Application& application) {
    const auto stay = stays_.find(application.id);
    const Placement* placement = stay == stays_.end() ? nullptr : stay->second;
    const Standing standing = StandingOf(application, placement);
    Dossier dossier{.person = MakePerson(application)};
    if (standing == Standing::kLeft || standing == Standing::kNeverCame) {
      Close(dossier.person,
            standing == Standing::kLeft ? placement->period.until : DayOf(application.created_at));
    } else {
      Assign(dossier);
    }
    if (standing == Standing::kLives || standing == Standing::kLeft) {
      AddPlan(dossier, application, placement->period.from);
      AddRecords(NextMentor(), recipe_.today, dice_, ids_, dossier);
    } else if (standing == Standing::kWaits && dice_.Chance(60)) {
      AddPlan(dossier, application, std::nullopt);
    }
    made_.dossiers.push_back(std::move(dossier));
  }

  Day DayOf(absl::Time time) const {
    return std::min(absl::ToCivilDay(time, absl::UTCTimeZone()), recipe_.today);
  }

  guided::YoungPerson MakePerson(const Application& application) {
    guided::YoungPerson person{.id = application.young_person_id,
                               .given_name = std::string(RollGivenName(dice_)),
                               .surname = std::string(RollSurname(dice_)),
                               .birth_date = application.birth_date,
                               .resident_kind = Same<guided::ResidentKind>(application.resident_kind)};
    person.languages = {"nl"};
    if (person.resident_kind == guided::ResidentKind::kStatusHolder) {
      person.languages = {dice_.OneOf<std::string>({"ti", "ar", "so", "fa"}), "nl"};
    }
    const auto number = made_.dossiers.size() + 1;
    if (dice_.Chance(85)) {
      person.email = absl::StrCat(absl::AsciiStrToLower(person.given_name), ".", number, "@example.org");
    }
    if (dice_.Chance(90)) person.phone = absl::StrCat("+316", 10000000 + number);
    if (dice_.Chance(60)) person.bsn = FreshBsn();
    person.created_at = application.created_at;
    return person;
  }

  // There are some 900 that pass the test: of those who come after, nobody has one.
  std::string FreshBsn() {
    if (bsns_.size() >= kMostBsns) return "";
    while (true) {
      std::string bsn = RollBsn(dice_);
      if (bsns_.insert(bsn).second) return bsn;
    }
  }

  void Close(guided::YoungPerson& person, Day on) {
    person.state = guided::DossierState::kClosed;
    person.closed_on = on;
    person.closing_reason = dice_.OneOf(
        {guided::DossierClosingReason::kGoalsReached, guided::DossierClosingReason::kGoalsReached,
         guided::DossierClosingReason::kGuidedElsewhere, guided::DossierClosingReason::kNoLongerWanted});
  }

  // Whose turn it is.
  const guided::Mentor& NextMentor() const {
    return made_.mentors[made_.dossiers.size() % made_.mentors.size()];
  }

  void Assign(Dossier& dossier) {
    const auto& mentor = NextMentor();
    dossier.person.mentor_id = mentor.id;
    dossier.assignment = guided::Assignment{.id = ids_.Next(Kind::kAssignment),
                                            .young_person_id = dossier.person.id,
                                            .mentor_id = mentor.id,
                                            .starts_on = DayOf(dossier.person.created_at)};
  }

  // Agreed on and followed since they arrived; a draft when they did not yet.
  void AddPlan(Dossier& dossier, const Application& application, const std::optional<Day>& arrived_on) {
    const Day starts_on = arrived_on.value_or(recipe_.today);
    guided::Plan plan{
        .id = ids_.Next(Kind::kPlan), .young_person_id = dossier.person.id, .starts_on = starts_on};
    plan.summary = "Demo: werkt aan wonen, werk en een rustige dag.";
    plan.levels = {{Same<guided::GuidanceLevel>(application.guidance_level), starts_on, ""}};
    plan.created_at = TimeAt(starts_on, 9);
    AddGoals(plan, arrived_on.has_value());
    if (arrived_on) Follow(plan, dossier.person);
    dossier.plan = std::move(plan);
  }

  void AddGoals(guided::Plan& plan, bool followed) {
    const auto goals = GoalPlans();
    const int first = dice_.Between(0, static_cast<int>(goals.size()) - 1);
    const int count = dice_.Between(2, 5);
    for (int i = 0; i < count; ++i) {
      const GoalPlan& planned = goals[static_cast<size_t>(first + i) % goals.size()];
      guided::Goal goal{
          .id = ids_.Next(Kind::kGoal), .domain = planned.domain, .text = std::string(planned.text)};
      goal.target_date = plan.starts_on + dice_.Between(60, 240);
      if (followed) RollProgress(goal);
      guided::Action action{.id = ids_.Next(Kind::kAction),
                            .goal_id = goal.id,
                            .doer = planned.doer,
                            .text = std::string(planned.action)};
      action.due_on = plan.starts_on + dice_.Between(7, 120);
      if (followed && *action.due_on < recipe_.today && dice_.Chance(80)) action.done_on = action.due_on;
      plan.goals.push_back(std::move(goal));
      plan.actions.push_back(std::move(action));
    }
  }

  void RollProgress(guided::Goal& goal) {
    using enum guided::GoalAchievement;
    if (dice_.Chance(30)) {
      goal.lifecycle = guided::GoalLifecycle::kCompleted;
      goal.achievement = dice_.OneOf({kAchieved, kAchieved, kNotAchieved});
    } else {
      goal.lifecycle = guided::GoalLifecycle::kActive;
      goal.achievement = dice_.OneOf({kInProgress, kImproving, kNoChange, kWorsening});
    }
  }

  void Follow(guided::Plan& plan, const guided::YoungPerson& person) {
    using guided::AgreementWay;
    plan.state = guided::PlanState::kActive;
    plan.active_since = plan.starts_on;
    plan.agreement = guided::Agreement{.agreed_on = plan.starts_on,
                                       .way = dice_.OneOf({AgreementWay::kSigned, AgreementWay::kDigital}),
                                       .revision = 1};
    const Day until = person.closed_on.value_or(recipe_.today);
    Day planned_on = plan.starts_on + kReviewDays;
    for (; planned_on <= until - kLateDays; planned_on += kReviewDays) {
      plan.reviews.push_back({.id = ids_.Next(Kind::kReview),
                              .planned_on = planned_on,
                              .held_on = planned_on + dice_.Between(0, kLateDays),
                              .outcome = "Demo: besproken wat lukt en wat nog niet."});
    }
    if (!person.closed_on) {
      plan.next_review_on = planned_on;
      return;
    }
    plan.state = guided::PlanState::kClosed;
    plan.closure = guided::PlanClosure{.closed_on = *person.closed_on,
                                       .reason = guided::PlanClosingReason::kDossierClosed};
  }

  static constexpr size_t kMostBsns = 700;
  static constexpr int kReviewDays = 56;
  // Reviews are held up to so many days after they were planned.
  static constexpr int kLateDays = 10;

  const Recipe& recipe_;
  Dice dice_;
  Ids ids_;
  absl::flat_hash_map<Uuid, const Placement*> stays_;  // by application
  std::set<std::string> bsns_;
  Caseloads made_;
};

}  // namespace

Caseloads MakeCaseloads(const Recipe& recipe) {
  return DossierMaker(recipe).Make();
}

}  // namespace boulevard::demo
