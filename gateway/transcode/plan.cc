#include "gateway/transcode/plan.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/synchronization/mutex.h"

namespace boulevard::gateway::transcode {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::Reflection;

// "ResidentKind" to "RESIDENT_KIND_".
std::string ValuePrefix(std::string_view enum_name) {
  std::string prefix;
  for (size_t i = 0; i < enum_name.size(); ++i) {
    const auto c = static_cast<unsigned char>(enum_name[i]);
    if (i > 0 && absl::ascii_isupper(c) &&
        !absl::ascii_isupper(static_cast<unsigned char>(enum_name[i - 1]))) {
      prefix += '_';
    }
    prefix += absl::ascii_toupper(c);
  }
  return prefix + '_';
}

Form FormOf(const Descriptor& message) {
  static const auto* const kForms = new std::unordered_map<std::string_view, Form>{
      {"google.protobuf.Timestamp", Form::kTimestamp}, {"google.protobuf.Duration", Form::kDuration},
      {"google.protobuf.FieldMask", Form::kFieldMask}, {"google.protobuf.Struct", Form::kStruct},
      {"google.protobuf.Value", Form::kValue},         {"google.protobuf.ListValue", Form::kListValue},
      {"google.protobuf.DoubleValue", Form::kWrapper}, {"google.protobuf.FloatValue", Form::kWrapper},
      {"google.protobuf.Int64Value", Form::kWrapper},  {"google.protobuf.UInt64Value", Form::kWrapper},
      {"google.protobuf.Int32Value", Form::kWrapper},  {"google.protobuf.UInt32Value", Form::kWrapper},
      {"google.protobuf.BoolValue", Form::kWrapper},   {"google.protobuf.StringValue", Form::kWrapper},
      {"google.protobuf.BytesValue", Form::kWrapper},
  };
  const auto found = kForms->find(message.full_name());
  return found == kForms->end() ? Form::kMessage : found->second;
}

Form FormOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return Form::kBool;
    case FieldDescriptor::CPPTYPE_INT32:
      return Form::kInt32;
    case FieldDescriptor::CPPTYPE_UINT32:
      return Form::kUint32;
    case FieldDescriptor::CPPTYPE_INT64:
      return Form::kInt64;
    case FieldDescriptor::CPPTYPE_UINT64:
      return Form::kUint64;
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Form::kFloat;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Form::kDouble;
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? Form::kBytes : Form::kString;
    case FieldDescriptor::CPPTYPE_ENUM:
      return field.enum_type()->full_name() == "google.protobuf.NullValue" ? Form::kNull : Form::kEnum;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return FormOf(*field.message_type());
  }
  return Form::kMessage;
}

// All plans made so far.
class Plans {
 public:
  const MessagePlan& Of(const Descriptor& descriptor) {
    {
      absl::ReaderMutexLock lock(&mutex_);
      if (const auto found = messages_.find(&descriptor); found != messages_.end()) return *found->second;
    }
    absl::MutexLock lock(&mutex_);
    return *Make(descriptor);
  }

 private:
  // A message may hold itself: the plan is known before its fields are.
  const MessagePlan* Make(const Descriptor& descriptor) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    std::unique_ptr<MessagePlan>& plan = messages_[&descriptor];
    if (plan != nullptr) return plan.get();
    plan = std::make_unique<MessagePlan>();
    MessagePlan& made = *plan;
    made.descriptor = &descriptor;
    made.form = FormOf(descriptor);
    made.fields.reserve(descriptor.field_count());
    const Message* prototype = MessageFactory::generated_factory()->GetPrototype(&descriptor);
    for (int i = 0; i < descriptor.field_count(); ++i) {
      made.fields.push_back(MakeField(*descriptor.field(i), *prototype->GetReflection()));
    }
    for (const FieldPlan& field : made.fields) made.by_name.emplace(field.name, &field);
    return &made;
  }

  FieldPlan MakeField(const FieldDescriptor& field, const Reflection& reflection)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    FieldPlan plan;
    plan.field = &field;
    plan.reflection = &reflection;
    plan.oneof = field.real_containing_oneof();
    plan.name = field.json_name();
    plan.key = ",\"" + plan.name + "\":";
    plan.index = field.index();
    plan.repeated = field.is_repeated() && !field.is_map();
    plan.has_presence = field.has_presence();
    const FieldDescriptor* value = &field;
    if (field.is_map()) {
      plan.entry = Make(*field.message_type());
      value = field.message_type()->map_value();
    }
    plan.form = FormOf(*value);
    if (value->message_type() != nullptr) plan.message = Make(*value->message_type());
    if (value->enum_type() != nullptr) plan.words = WordsOf(*value->enum_type());
    return plan;
  }

  const EnumWords* WordsOf(const EnumDescriptor& descriptor) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    std::unique_ptr<EnumWords>& words = enums_[&descriptor];
    if (words != nullptr) return words.get();
    words = std::make_unique<EnumWords>();
    for (int i = 0; i < descriptor.value_count(); ++i) {
      const int number = descriptor.value(i)->number();
      const auto [word, is_new] =
          words->words.emplace(number, EnumWord(descriptor.name(), descriptor.value(i)->name()));
      const bool unspecified = number == 0 && word->second == "unspecified";
      words->zero_is_unspecified |= unspecified;
      if (is_new && !unspecified) words->numbers.emplace(word->second, number);
    }
    return words.get();
  }

  absl::Mutex mutex_;
  std::unordered_map<const Descriptor*, std::unique_ptr<MessagePlan>> messages_ ABSL_GUARDED_BY(mutex_);
  std::unordered_map<const EnumDescriptor*, std::unique_ptr<EnumWords>> enums_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

const MessagePlan& PlanOf(const Descriptor& descriptor) {
  static Plans* const plans = new Plans;
  return plans->Of(descriptor);
}

std::string EnumWord(std::string_view enum_name, std::string_view value_name) {
  const std::string prefix = ValuePrefix(enum_name);
  if (value_name.starts_with(prefix)) value_name.remove_prefix(prefix.size());
  std::string word;
  for (const char c : value_name) {
    word += c == '_' ? '-' : absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return word;
}

}  // namespace boulevard::gateway::transcode
