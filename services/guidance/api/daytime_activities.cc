#include <functional>
#include <string>

#include "boulevard/guidance/v1/daytime_activities.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/api/record_enums.h"
#include "services/guidance/api/record_paging.h"
#include "services/guidance/domain/records.h"
#include "services/guidance/domain/summaries.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::DaytimeActivity;
using DaytimeActivities = domain::Records<DaytimeActivity>;
using runtime::CallContext;
using runtime::IdFrom;

v1::DaytimeActivity DaytimeActivityMessage(const DaytimeActivity& activity) {
  v1::DaytimeActivity message;
  SetRecord(activity, message);
  message.set_kind(EnumOf(activity.kind));
  message.set_organisation(activity.organisation);
  message.set_hours_per_week(activity.hours_per_week);
  message.set_starts_on(runtime::DayText(activity.starts_on));
  if (activity.ends_on) message.set_ends_on(runtime::DayText(*activity.ends_on));
  if (activity.start_qualification_on) {
    message.set_start_qualification_on(runtime::DayText(*activity.start_qualification_on));
  }
  runtime::SetEtag(message);
  return message;
}

// What a caller may change.
void Apply(const v1::DaytimeActivity& message, DaytimeActivity& activity) {
  activity.kind = EnumFrom<domain::DaytimeActivityKind>(message.kind());
  activity.organisation = message.organisation();
  activity.hours_per_week = message.hours_per_week();
  activity.starts_on = runtime::DayFrom(message.starts_on());
  activity.ends_on = runtime::OptionalDayFrom(message.ends_on());
  activity.start_qualification_on = runtime::OptionalDayFrom(message.start_qualification_on());
}

v1::Daytime DaytimeMessage(const domain::Daytime& daytime) {
  v1::Daytime message;
  message.set_young_person_id(daytime.young_person_id.ToString());
  message.set_on(runtime::DayText(daytime.on));
  message.set_hours_per_week(daytime.hours_per_week);
  for (const domain::DaytimeActivityKind kind : daytime.kinds) message.add_kinds(EnumOf(kind));
  if (daytime.start_qualification_on) {
    message.set_start_qualification_on(runtime::DayText(*daytime.start_qualification_on));
  }
  return message;
}

// `clock` says which activities are current.
absl::StatusOr<v1::ListDaytimeActivitiesResponse> List(const DaytimeActivities& activities,
                                                       const runtime::Clock& clock,
                                                       const CallContext& context,
                                                       const v1::ListDaytimeActivitiesRequest& request) {
  ASSIGN_OR_RETURN(const domain::RecordPage page, RecordPageFrom(request));
  domain::RecordFilter filter{.young_person_id = IdFrom(request.young_person_id()),
                              .from = std::nullopt,
                              .until = std::nullopt,
                              .lasting_on = std::nullopt,
                              .include_withdrawn = request.include_withdrawn()};
  if (request.current_only()) filter.lasting_on = runtime::Today(clock);
  ASSIGN_OR_RETURN(const auto found, activities.List(context, filter, page));
  v1::ListDaytimeActivitiesResponse response;
  for (const DaytimeActivity& one : found.rows) {
    *response.add_daytime_activities() = DaytimeActivityMessage(one);
  }
  response.set_next_page_token(NextRecordToken(request, found));
  return response;
}

absl::StatusOr<v1::DaytimeActivity> Get(const DaytimeActivities& activities, const CallContext& context,
                                        const v1::GetDaytimeActivityRequest& request) {
  ASSIGN_OR_RETURN(const auto activity, activities.Get(context, IdFrom(request.id())));
  return DaytimeActivityMessage(activity);
}

absl::StatusOr<v1::DaytimeActivity> Create(const DaytimeActivities& activities, const CallContext& context,
                                           const v1::CreateDaytimeActivityRequest& request) {
  DaytimeActivity draft;
  draft.young_person_id = IdFrom(request.daytime_activity().young_person_id());
  Apply(request.daytime_activity(), draft);
  ASSIGN_OR_RETURN(const auto activity, activities.Create(context, draft));
  return DaytimeActivityMessage(activity);
}

absl::StatusOr<v1::DaytimeActivity> Update(const DaytimeActivities& activities, const CallContext& context,
                                           const v1::UpdateDaytimeActivityRequest& request) {
  const auto change = [&](DaytimeActivity& activity) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::DaytimeActivity merged,
                     runtime::Patched(DaytimeActivityMessage(activity), request.daytime_activity(), request));
    Apply(merged, activity);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto activity, activities.Update(context, IdFrom(request.id()), change));
  return DaytimeActivityMessage(activity);
}

absl::StatusOr<v1::DaytimeActivity> Withdraw(const DaytimeActivities& activities, const CallContext& context,
                                             const v1::WithdrawDaytimeActivityRequest& request) {
  ASSIGN_OR_RETURN(const auto activity, activities.Withdraw(context, IdFrom(request.id()), request.reason()));
  return DaytimeActivityMessage(activity);
}

absl::StatusOr<v1::Daytime> GetSum(const domain::Summaries& summaries, const CallContext& context,
                                   const v1::GetDaytimeRequest& request) {
  ASSIGN_OR_RETURN(const auto daytime, summaries.GetDaytime(context, IdFrom(request.id())));
  return DaytimeMessage(daytime);
}

}  // namespace

void BindDaytimeActivities(domain::Store& store, const runtime::Clock& clock,
                           runtime::rpc::Handlers& handlers) {
  const DaytimeActivities activities(store, clock);
  const std::string service = "boulevard.guidance.v1.DaytimeActivityService.";
  handlers.Bind<v1::ListDaytimeActivitiesRequest, v1::ListDaytimeActivitiesResponse>(
      service + "ListDaytimeActivities", std::bind_front(List, activities, std::cref(clock)));
  handlers.Bind<v1::GetDaytimeActivityRequest, v1::DaytimeActivity>(service + "GetDaytimeActivity",
                                                                    std::bind_front(Get, activities));
  handlers.Bind<v1::CreateDaytimeActivityRequest, v1::DaytimeActivity>(service + "CreateDaytimeActivity",
                                                                       std::bind_front(Create, activities));
  handlers.Bind<v1::UpdateDaytimeActivityRequest, v1::DaytimeActivity>(service + "UpdateDaytimeActivity",
                                                                       std::bind_front(Update, activities));
  handlers.Bind<v1::WithdrawDaytimeActivityRequest, v1::DaytimeActivity>(
      service + "WithdrawDaytimeActivity", std::bind_front(Withdraw, activities));
  handlers.Bind<v1::GetDaytimeRequest, v1::Daytime>(service + "GetDaytime",
                                                    std::bind_front(GetSum, domain::Summaries(store, clock)));
}

}  // namespace boulevard::guidance::api
