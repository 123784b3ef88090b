#include "services/placements/domain/guidance_events.h"

#include <functional>
#include <optional>
#include <string>

#include <google/protobuf/util/json_util.h>

#include "boulevard/placements/v1/guidance_events.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/handlers.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rules/field_rules.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::GuidanceEvent;

constexpr std::string_view kGuidance = "guidance";

// Nothing when it is not what the contract says.
std::optional<v1::ReadinessPayload> ReadinessFrom(const v1::GuidanceEvent& event) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // a later release may say more
  v1::ReadinessPayload payload;
  const bool read = google::protobuf::util::JsonStringToMessage(event.payload(), &payload, options).ok();
  if (read && !payload.on().empty() && runtime::rules::CheckFieldRules(payload).ok()) return payload;
  // It would come again and again, and all others behind it would wait.
  runtime::log::Error("event cannot be read, and is passed by",
                      {{"kind", std::string_view(event.kind())}, {"sequence", event.sequence()}});
  return std::nullopt;
}

// A kind that is not among them is passed by, and so will be others that guidance tells of later.
GuidanceEvent EventFrom(const v1::GuidanceEvent& message) {
  GuidanceEvent event{
      .sequence = message.sequence(), .young_person_id = IdFrom(message.young_person_id()), .what = {}};
  if (message.kind() == "young-person.anonymised") event.what = domain::PersonAnonymised{};
  if (!message.kind().starts_with("readiness.")) return event;
  const std::optional<v1::ReadinessPayload> payload = ReadinessFrom(message);
  if (!payload) return event;
  const auto cause = domain::ParseWord<domain::BlockedCause>(payload->cause());
  if (message.kind() == "readiness.declared") {
    event.what = domain::ReadinessDeclared{.on = DayFrom(payload->on()), .cause = cause};
  } else if (message.kind() == "readiness.cause-changed") {
    event.what = domain::ReadinessCauseChanged{.cause = cause};
  } else if (message.kind() == "readiness.withdrawn") {
    event.what = domain::ReadinessWithdrawn{};
  }
  return event;
}

absl::StatusOr<v1::ReceiveGuidanceEventsResponse> ReceiveEvents(
    domain::Store& store, const runtime::CallContext& context,
    const v1::ReceiveGuidanceEventsRequest& request) {
  if (context.principal.subject != kGuidance) {
    return absl::PermissionDeniedError("another service than guidance tells of what happened there");
  }
  for (const v1::GuidanceEvent& event : request.events()) {
    RETURN_IF_ERROR(ReceiveGuidanceEvent(store, EventFrom(event), context.deadline));
  }
  return v1::ReceiveGuidanceEventsResponse();
}

}  // namespace

void BindGuidanceEvents(domain::Store& store, runtime::rpc::Handlers& handlers) {
  handlers.Bind<v1::ReceiveGuidanceEventsRequest, v1::ReceiveGuidanceEventsResponse>(
      "boulevard.placements.v1.GuidanceEventService.ReceiveGuidanceEvents",
      std::bind_front(ReceiveEvents, std::ref(store)));
}

}  // namespace boulevard::placements::api
