#ifndef BOULEVARD_GATEWAY_TRANSCODE_JSON_WRITER_H_
#define BOULEVARD_GATEWAY_TRANSCODE_JSON_WRITER_H_

#include <string>

#include <google/protobuf/message.h>

namespace boulevard::gateway::transcode {

// Appends `message` as JSON: the proto3 JSON mapping, but
//   - enums in the domain's words ("status-holder"), left out when UNSPECIFIED;
//   - fields without presence are always there, also when they have their default;
//   - fields with presence are there when they are set.
// Strings must be UTF-8. google.protobuf.Any has no special form.
void WriteJson(const google::protobuf::Message& message, std::string& out);

// Appends the value of one field of `message`; null for a message that is not set.
void WriteJsonField(const google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                    std::string& out);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_JSON_WRITER_H_
