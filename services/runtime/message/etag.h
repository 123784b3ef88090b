#ifndef BOULEVARD_SERVICES_RUNTIME_MESSAGE_ETAG_H_
#define BOULEVARD_SERVICES_RUNTIME_MESSAGE_ETAG_H_

#include <string>
#include <string_view>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/status/status.h"

// Entity tags (RFC 9110 8.8.3): short names for what something is right now, made from its content, so that
// nobody has to count versions. A resource that can be updated has a field `etag`, and so has the request
// that updates it. Here they stand without the quotes that they wear in a header.
namespace boulevard::runtime {

// 32 hex digits, which differ when the bytes do. No secret is safe in it: it is made to be fast.
std::string EtagOf(std::string_view bytes);

// Fills the field `etag` of a resource from all its other fields.
void SetEtag(google::protobuf::Message& resource);

// The field `etag` of a message type, null when it has none.
const google::protobuf::FieldDescriptor* EtagField(const google::protobuf::Descriptor& type);

// Holds the etag that an update names against that of the resource as it is now: one, several with commas in
// between, or "*" for whatever is there. FAILED_PRECONDITION when it names none, or others: with the
// resource, for the caller to see.
absl::Status CheckEtag(std::string_view named, const google::protobuf::Message& current);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_MESSAGE_ETAG_H_
