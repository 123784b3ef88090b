#ifndef BOULEVARD_GATEWAY_ROUTING_PATH_TEMPLATE_H_
#define BOULEVARD_GATEWAY_ROUTING_PATH_TEMPLATE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"

namespace boulevard::gateway::routing {

// A field reached from a message through the message fields before it: place, id for "place.id".
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// The field that `path`, in proto names, reaches from `message`. INVALID_ARGUMENT when there is none.
absl::StatusOr<FieldPath> ResolveFieldPath(const google::protobuf::Descriptor& message,
                                           std::string_view path);

// One segment of a path template.
struct Segment {
  std::string literal;  // empty for a variable
  FieldPath variable;
};

// The segments of "/v1/places/{id}/calendar"; a variable fills one segment and names a scalar field of
// `message`. Of google.api.http's grammar the wildcards and the verb after a colon are left out: no path of
// ours has them. INVALID_ARGUMENT says what is wrong.
absl::StatusOr<std::vector<Segment>> ParsePathTemplate(std::string_view text,
                                                       const google::protobuf::Descriptor& message);

// Undoes percent-encoding; nothing when an escape is malformed, or for a NUL, escaped or not.
std::optional<std::string> PercentDecode(std::string_view text);

}  // namespace boulevard::gateway::routing

#endif  // BOULEVARD_GATEWAY_ROUTING_PATH_TEMPLATE_H_
