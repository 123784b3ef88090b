#include "services/placements/domain/application_offers.h"

#include <algorithm>
#include <vector>

#include "services/placements/domain/application_state.h"
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

absl::Status MoveOnFromOffer(Tables& tables, const Uuid& application_id, std::string_view step,
                             const Actor& actor, absl::Time now) {
  ASSIGN_OR_RETURN(const Application application, tables.applications.Get(application_id));
  if (application.state != ApplicationState::kOffered) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int open, tables.applications.CountOpenOffers(application_id));
  if (open > 0) return absl::OkStatus();
  Application waiting = application;
  waiting.state = ApplicationState::kWaiting;
  return SaveStep(tables, application, waiting, step, actor, now);
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
  RenewConfirmation(back, now);
  return SaveStep(tables, application, back, step, actor, now);
}

}  // namespace boulevard::placements::domain
