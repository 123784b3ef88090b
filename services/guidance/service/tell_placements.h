#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_TELL_PLACEMENTS_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_TELL_PLACEMENTS_H_

#include <span>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/events/event.h"
#include "services/runtime/rpc/peer.h"

namespace boulevard::guidance {

// Tells placements of those of the events that are of use to it; OK once it has them.
absl::Status TellPlacements(runtime::rpc::Peer& peer, std::span<const runtime::events::Event> events,
                            absl::Time deadline);

}  // namespace boulevard::guidance

#endif  // BOULEVARD_SERVICES_GUIDANCE_SERVICE_TELL_PLACEMENTS_H_
