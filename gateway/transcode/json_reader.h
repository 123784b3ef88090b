#ifndef BOULEVARD_GATEWAY_TRANSCODE_JSON_READER_H_
#define BOULEVARD_GATEWAY_TRANSCODE_JSON_READER_H_

#include <string_view>
#include <vector>

#include <google/protobuf/message.h>

#include "services/runtime/status/errors.h"

namespace boulevard::gateway::transcode {

inline constexpr int kDeepestJson = 32;
// A request with more faults than this is told of these alone.
inline constexpr size_t kMostFaults = 100;

struct JsonRead {
  // What the object names, that which is null too, in its order: each a path of fields, into those messages
  // that are given as objects. An empty object names nothing.
  std::vector<std::vector<const google::protobuf::FieldDescriptor*>> named;
  // False when the reading ended before the end: nothing is known of the rest.
  bool whole = true;
};

// Reads one JSON object into `message`: what WriteJson writes, and no more lenient than that, but for 64-bit
// integers, which may also be numbers, and bytes, which may also be base64url. Null leaves a field absent.
//
// Every fault is added to `faults` with its path below `prefix` and one of the rules json (not JSON at all;
// ends the reading), encoding (not UTF-8), unknown-field, duplicate-key, type, range, enum, oneof (two of
// which only one may be), depth. With faults, `message` holds what could be read; an element of a list that
// could not is there empty, so that those after it keep their places.
JsonRead ReadJson(std::string_view json, std::string_view prefix, google::protobuf::Message& message,
                  std::vector<runtime::FieldViolation>& faults);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_JSON_READER_H_
