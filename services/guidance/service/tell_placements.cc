#include "services/guidance/service/tell_placements.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "boulevard/placements/v1/guidance_events.pb.h"
#include "services/runtime/rpc/trace_context.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance {
namespace {

constexpr char kReceive[] = "boulevard.placements.v1.GuidanceEventService.ReceiveGuidanceEvents";
// Placements is told no more of people than it has to know.
constexpr std::array<std::string_view, 4> kTold = {"readiness.declared", "readiness.cause-changed",
                                                   "readiness.withdrawn", "young-person.anonymised"};

}  // namespace

absl::Status TellPlacements(runtime::rpc::Peer& peer, std::span<const runtime::events::Event> events,
                            absl::Time deadline) {
  placements::v1::ReceiveGuidanceEventsRequest request;
  for (const runtime::events::Event& event : events) {
    if (std::ranges::find(kTold, event.kind) == kTold.end()) continue;
    placements::v1::GuidanceEvent& told = *request.add_events();
    told.set_sequence(event.sequence);
    told.set_kind(event.kind);
    told.set_young_person_id(event.subject.ToString());
    told.set_payload(event.payload);
  }
  if (request.events().empty()) return absl::OkStatus();
  runtime::CallContext context;
  context.deadline = deadline;
  context.trace_id = runtime::rpc::TraceIdFrom("");
  return peer.Call<placements::v1::ReceiveGuidanceEventsResponse>(kReceive, context, request).status();
}

}  // namespace boulevard::guidance
