#ifndef BOULEVARD_GATEWAY_TRANSCODE_REQUEST_H_
#define BOULEVARD_GATEWAY_TRANSCODE_REQUEST_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "absl/status/statusor.h"
#include "gateway/routing/binding.h"

namespace boulevard::gateway::transcode {

// What an HTTP request brings for a binding.
struct RequestParts {
  std::span<const std::string> variables;  // of the path, decoded, as binding.variables
  std::string_view query;                  // undecoded, without "?"
  std::string_view body;                   // JSON; empty for none
};

// Makes the request message of the binding's method. A query parameter names a field in JSON names, with dots
// into messages, and comes once, or more often for a list. What the path or the body fills, the query cannot.
//
// A PATCH whose body fills one field, of a request with a google.protobuf.FieldMask named update_mask: the
// mask names what the body names, so that the body is a JSON merge patch (RFC 7396): what it leaves out
// stays, null takes away, an object is merged into the one that is there, a list replaces the list.
//
// A field named etag is left to the header If-Match, in every request that changes something.
//
// INVALID_ARGUMENT with every fault at once; those of the body as ReadJson gives them, of the others with the
// rules unknown-parameter, duplicate-parameter, encoding, type, range, enum, and path (given in the path and
// in the body); after these what the field rules find in the rest. A request without a fault of the first
// kinds is not held against the rules here: its service does that, once it knows the caller.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(const routing::Binding& binding,
                                                                        const RequestParts& parts);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_REQUEST_H_
