#ifndef BOULEVARD_GATEWAY_TRANSCODE_STORE_H_
#define BOULEVARD_GATEWAY_TRANSCODE_STORE_H_

#include <optional>
#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "gateway/transcode/plan.h"

// Putting one value into a message. A list gets it as a new element at its end.
namespace boulevard::gateway::transcode {

// Why a value does not fit its field.
struct Misfit {
  std::string rule;  // "type", "range", "enum", "json"
  std::string description;
};

// Puts in the value that `text` stands for, as a JSON string, a JSON number, a path segment or a query
// parameter holds it. Not for messages without such a form. `text` is UTF-8.
std::optional<Misfit> StoreText(const FieldPlan& plan, std::string_view text,
                                google::protobuf::Message& message);
void StoreBool(const FieldPlan& plan, bool value, google::protobuf::Message& message);
void StoreNull(const FieldPlan& plan, google::protobuf::Message& message);
// The message to fill: the field's own, or the new element.
google::protobuf::Message& StoreMessage(const FieldPlan& plan, google::protobuf::Message& message);
// Adds to a list, which is not a map, elements that hold nothing until there are `size`.
void StoreUpTo(const FieldPlan& plan, int size, google::protobuf::Message& message);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_STORE_H_
