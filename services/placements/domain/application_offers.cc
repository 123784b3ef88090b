#include "services/placements/domain/application_offers.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "services/placements/domain/application_state.h"
#include "services/placements/domain/rule_sets.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {

absl::Status SaveStep(Tables& tables, const Application& before, const Application& after,
                      std::string_view step, const Actor& actor, absl::Time now) {
  RETURN_IF_ERROR(tables.applications.Update(after));
  return tables.applications.Insert(ApplicationChange{.id = runtime::NewUuid(now),
                                                      .application_id = after.id,
                                                      .changed_at = now,
                                                      .actor = actor,
                                                      .step = std::string(step),
                                                      .from = before.state,
                                                      .to = after.state,
                                                      .fields = ChangedFields(before, after)});
}

absl::StatusOr<ApplicationState> StateAfter(const Application& application, std::string_view step,
                                            absl::Time now) {
  return AfterApplicationStep(step, StateAt(application, now));
}

absl::Status MoveToOffered(Tables& tables, const Application& application, const std::string& programme_id,
                           const Actor& actor, absl::Time now) {
  if (application.state == ApplicationState::kOffered) return absl::OkStatus();
  Application offered = application;
  ASSIGN_OR_RETURN(offered.state, StateAfter(application, "offer", now));
  offered.programme_id = programme_id;
  return SaveStep(tables, application, offered, "offer", actor, now);
}

absl::Status MoveToPlaced(Tables& tables, const Application& application, const Actor& actor,
                          absl::Time now) {
  Application placed = application;
  placed.state = ApplicationState::kPlaced;
  placed.pause.reset();
  return SaveStep(tables, application, placed, "accept-offer", actor, now);
}

namespace {

// Nothing when another offer is open, or it is no longer offered.
absl::StatusOr<std::optional<Application>> LeftWithoutOffers(Tables& tables, const Uuid& application_id) {
  ASSIGN_OR_RETURN(const Application application, tables.applications.Get(application_id));
  if (application.state != ApplicationState::kOffered) return std::nullopt;
  ASSIGN_OR_RETURN(const int open, tables.applications.CountOpenOffers(application_id));
  return open > 0 ? std::nullopt : std::optional(application);
}

}  // namespace

absl::Status MoveOnFromOffer(Tables& tables, const Uuid& application_id, std::string_view step,
                             const Actor& actor, absl::Time now) {
  ASSIGN_OR_RETURN(const std::optional<Application> offered, LeftWithoutOffers(tables, application_id));
  if (!offered) return absl::OkStatus();
  Application waiting = *offered;
  waiting.state = ApplicationState::kWaiting;
  return SaveStep(tables, *offered, waiting, step, actor, now);
}

absl::Status MoveOnFromDecline(Tables& tables, const Uuid& application_id, const Decline& decline,
                               const Actor& actor, absl::Time now) {
  ASSIGN_OR_RETURN(const std::optional<Application> offered, LeftWithoutOffers(tables, application_id));
  if (!offered) return absl::OkStatus();
  ASSIGN_OR_RETURN(const RuleSet rule_set, CurrentRuleSet(tables, offered->programme_id));
  const DeclineConsequence consequence = rule_set.ConsequenceOf(decline);
  Application after = *offered;
  after.state = ApplicationState::kWaiting;
  if (consequence.consequence == Consequence::kPause) {
    after.pause = Pause{runtime::TodayIn(now) + consequence.pause_days, decline};
  }
  if (consequence.consequence == Consequence::kBackToAssessment) {
    after.state = ApplicationState::kInAssessment;
    after.waiting_since.reset();
  }
  return SaveStep(tables, *offered, after, "decline-offer", actor, now);
}

absl::Status RenewConfirmation(Tables& tables, Application& application, absl::Time now) {
  ASSIGN_OR_RETURN(const RuleSet rule_set, CurrentRuleSet(tables, application.programme_id));
  application.confirmed_at = now;
  application.expires_at = now + absl::Hours(24 * rule_set.application_days);
  return absl::OkStatus();
}

absl::Status MoveBackFromStay(Tables& tables, const Uuid& application_id, ApplicationState state,
                              std::string_view step, const Actor& actor, absl::Time now) {
  ASSIGN_OR_RETURN(const Application application, tables.applications.Get(application_id));
  if (application.state != ApplicationState::kPlaced) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<Application> live,
                   tables.applications.LiveOf(application.young_person_id));
  const bool applied_anew = std::any_of(live.begin(), live.end(), [&](const Application& other) {
    return other.programme_id == application.programme_id;
  });
  if (applied_anew) return absl::OkStatus();
  Application back = application;
  back.state = state;
  RETURN_IF_ERROR(RenewConfirmation(tables, back, now));
  return SaveStep(tables, application, back, step, actor, now);
}

}  // namespace boulevard::placements::domain
