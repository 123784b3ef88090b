#ifndef BOULEVARD_GATEWAY_ROUTING_BINDING_H_
#define BOULEVARD_GATEWAY_ROUTING_BINDING_H_

#include <optional>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "gateway/routing/path_template.h"

namespace boulevard::gateway::routing {

// How a method that streams its answer does so as Server-Sent Events, as boulevard.options.v1.event_stream
// declares it. Each may be null.
struct EventFields {
  const google::protobuf::FieldDescriptor* id = nullptr;      // of the answer
  const google::protobuf::FieldDescriptor* name = nullptr;    // of the answer
  const google::protobuf::FieldDescriptor* resume = nullptr;  // of the request
};

// One HTTP form of one RPC, as its option boulevard.options.v1.http declares it.
struct Binding {
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string http_method;    // "GET"
  std::string path_template;  // "/v1/places/{id}/calendar"
  std::vector<Segment> segments;
  std::vector<FieldPath> variables;  // those of the segments, in order
  bool body_is_request = false;      // body: "*"
  const google::protobuf::FieldDescriptor* body_field = nullptr;
  const google::protobuf::FieldDescriptor* response_body = nullptr;
  std::optional<EventFields> events;  // of a method that streams its answer

  bool TakesBody() const { return body_is_request || body_field != nullptr; }
};

// The HTTP forms of `method`, the additional ones too; none when it declares none. INVALID_ARGUMENT names the
// method and its fault.
absl::StatusOr<std::vector<Binding>> BindingsOf(const google::protobuf::MethodDescriptor& method);

}  // namespace boulevard::gateway::routing

#endif  // BOULEVARD_GATEWAY_ROUTING_BINDING_H_
