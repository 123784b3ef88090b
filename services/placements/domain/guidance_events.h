#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_GUIDANCE_EVENTS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_GUIDANCE_EVENTS_H_

#include <cstdint>
#include <optional>
#include <variant>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/placements/domain/store.h"

namespace boulevard::placements::domain {

struct ReadinessDeclared {
  Day on;
  std::optional<BlockedCause> cause;
};
struct ReadinessCauseChanged {
  std::optional<BlockedCause> cause;
};
struct ReadinessWithdrawn {};
struct PersonAnonymised {};

// Something that happened to a young person in guidance.
struct GuidanceEvent {
  int64_t sequence = 0;
  Uuid young_person_id;
  // What of it concerns placements; nothing: an event of another kind, which is passed by.
  std::variant<std::monostate, ReadinessDeclared, ReadinessCauseChanged, ReadinessWithdrawn, PersonAnonymised>
      what;
};

// Does what follows from the event, once however often it is received, and with the same outcome in whatever
// order the events of a person come: the stay that they live in is blocked since they are ready.
absl::Status ReceiveGuidanceEvent(Store& store, const GuidanceEvent& event, absl::Time deadline);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_GUIDANCE_EVENTS_H_
