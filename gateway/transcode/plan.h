#ifndef BOULEVARD_GATEWAY_TRANSCODE_PLAN_H_
#define BOULEVARD_GATEWAY_TRANSCODE_PLAN_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

// What reading and writing JSON needs to know of a message type, worked out once per type instead of once per
// message.
namespace boulevard::gateway::transcode {

// How one value looks in JSON.
enum class Form {
  kBool,
  kInt32,
  kUint32,
  kInt64,
  kUint64,
  kFloat,
  kDouble,
  kString,
  kBytes,
  kEnum,
  kNull,     // google.protobuf.NullValue
  kMessage,  // an object
  kTimestamp,
  kDuration,
  kFieldMask,
  kWrapper,  // google.protobuf.StringValue and its like: their value, or absent
  kStruct,
  kValue,
  kListValue,
};

// The words of an enum: a value's name without the prefix that the enum's name makes, in kebab-case.
// RESIDENT_KIND_STATUS_HOLDER of ResidentKind is "status-holder".
struct EnumWords {
  std::unordered_map<int, std::string> words;
  std::unordered_map<std::string_view, int> numbers;  // without UNSPECIFIED, which nobody may write
  bool zero_is_unspecified = false;
};

struct MessagePlan;

struct FieldPlan {
  const google::protobuf::FieldDescriptor* field = nullptr;
  // Of the messages that have the field. Asking each message for it costs more than reading the field.
  const google::protobuf::Reflection* reflection = nullptr;
  const google::protobuf::OneofDescriptor* oneof = nullptr;
  std::string name;            // "supervisionWindows"
  std::string key;             // ",\"supervisionWindows\":"
  int index = 0;               // within the message
  Form form = Form::kMessage;  // of one value; of a map's value
  bool repeated = false;       // a list, not a map
  bool has_presence = false;
  const MessagePlan* message = nullptr;  // of one value that is a message
  const MessagePlan* entry = nullptr;    // of a map: its entries, key and value
  const EnumWords* words = nullptr;
};

struct MessagePlan {
  const google::protobuf::Descriptor* descriptor = nullptr;
  Form form = Form::kMessage;
  std::vector<FieldPlan> fields;  // in the order of declaration

  // The field of that JSON name, or null.
  const FieldPlan* Find(std::string_view name) const {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
  }

  std::unordered_map<std::string_view, const FieldPlan*> by_name;
};

// The plan of `descriptor`, made when first asked for. Thread-safe. Plans are kept for the life of the
// program, so the descriptor must be, as those of generated code are.
const MessagePlan& PlanOf(const google::protobuf::Descriptor& descriptor);

// The word of an enum value, by its names: Word("ResidentKind", "RESIDENT_KIND_STATUS_HOLDER").
std::string EnumWord(std::string_view enum_name, std::string_view value_name);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_PLAN_H_
