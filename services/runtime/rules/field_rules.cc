#include "services/runtime/rules/field_rules.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/runtime/rules/field_path.h"
#include "services/runtime/rules/field_plan.h"
#include "services/runtime/rules/update_mask.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/text/utf8.h"

namespace boulevard::runtime::rules {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// A caller who makes more faults than this has enough to read.
constexpr size_t kMostFaults = 100;

// Holds every 64-bit integer and every double exactly.
using Number = long double;

// A message with its reflection, which costs more to look up than most fields cost to check.
struct Subject {
  explicit Subject(const Message& its_message)
      : message(its_message), reflection(*its_message.GetReflection()) {}
  const Message& message;
  const Reflection& reflection;
};

Number NumberAt(const Subject& in, const FieldDescriptor& field, int index) {
  const auto& [message, reflection] = in;
  const bool one = index < 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return one ? reflection.GetInt32(message, &field) : reflection.GetRepeatedInt32(message, &field, index);
    case FieldDescriptor::CPPTYPE_INT64:
      return one ? reflection.GetInt64(message, &field) : reflection.GetRepeatedInt64(message, &field, index);
    case FieldDescriptor::CPPTYPE_UINT32:
      return one ? reflection.GetUInt32(message, &field)
                 : reflection.GetRepeatedUInt32(message, &field, index);
    case FieldDescriptor::CPPTYPE_UINT64:
      return one ? reflection.GetUInt64(message, &field)
                 : reflection.GetRepeatedUInt64(message, &field, index);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return one ? reflection.GetFloat(message, &field) : reflection.GetRepeatedFloat(message, &field, index);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return one ? reflection.GetDouble(message, &field)
                 : reflection.GetRepeatedDouble(message, &field, index);
    case FieldDescriptor::CPPTYPE_ENUM:
      return one ? reflection.GetEnumValue(message, &field)
                 : reflection.GetRepeatedEnumValue(message, &field, index);
    default:
      return 0;
  }
}

std::string_view TextAt(const Subject& in, const FieldDescriptor& field, int index, std::string* scratch) {
  return index < 0 ? in.reflection.GetStringReference(in.message, &field, scratch)
                   : in.reflection.GetRepeatedStringReference(in.message, &field, index, scratch);
}

bool HasDuplicates(const Subject& in, const FieldDescriptor& field, int size) {
  const auto repeats = [](auto values) {
    std::ranges::sort(values);
    return std::ranges::adjacent_find(values) != values.end();
  };
  if (field.type() == FieldDescriptor::TYPE_STRING) {
    std::vector<std::string> texts;
    std::string scratch;
    for (int i = 0; i < size; ++i) texts.emplace_back(TextAt(in, field, i, &scratch));
    return repeats(std::move(texts));
  }
  std::vector<Number> numbers;
  for (int i = 0; i < size; ++i) numbers.push_back(NumberAt(in, field, i));
  return repeats(std::move(numbers));
}

// Goes through one request and collects its faults.
class Checker {
 public:
  absl::Status CheckMerged(const Message& request, const Message& merged) {
    const MessagePlan& plan = PlanOf(*request.GetDescriptor());
    CheckMessagesIn(merged, PlanOf(*merged.GetDescriptor()), {.field = plan.updated});
    return Result();
  }

  absl::Status Check(const Message& request) {
    const MessagePlan& plan = PlanOf(*request.GetDescriptor());
    UpdateMask mask;
    if (plan.update_mask != nullptr) mask = ReadMask(request, plan);
    const Subject in(request);
    for (const FieldPlan& field : plan.fields) {
      const bool is_updated = field.field == plan.updated;
      CheckField(in, field, is_updated ? mask : UpdateMask::Everything(), false, nullptr);
    }
    return Result();
  }

 private:
  absl::Status Result() { return faults_.empty() ? absl::OkStatus() : InvalidFields(std::move(faults_)); }

  // That the messages that are there, each the only one of its field, have what they must.
  void CheckMessagesIn(const Message& message, const MessagePlan& plan, const FieldStep& step) {
    const Subject in(message);
    for (const FieldPlan& field : plan.fields) {
      if (field.message == nullptr || field.field->is_repeated()) continue;
      if (!in.reflection.HasField(message, field.field)) continue;
      const FieldStep here{.before = &step, .field = field.field};
      const Message& inner = in.reflection.GetMessage(message, field.field);
      CheckRequired(inner, *field.message, here);
      CheckMessagesIn(inner, *field.message, here);
    }
  }

  void CheckRequired(const Message& message, const MessagePlan& plan, const FieldStep& step) {
    const Subject in(message);
    for (const FieldPlan& field : plan.fields) {
      if (!field.rules->required() || field.rules->output_only()) continue;
      const bool is_present = field.field->is_repeated() ? in.reflection.FieldSize(message, field.field) > 0
                                                         : in.reflection.HasField(message, field.field);
      if (!is_present) Fault({.before = &step, .field = field.field}, "required", "is required");
    }
  }

  void Fault(const FieldStep& step, std::string_view rule, std::string_view description) {
    if (faults_.size() >= kMostFaults) return;
    faults_.push_back({PathText(step), std::string(rule), std::string(description)});
  }

  UpdateMask ReadMask(const Message& request, const MessagePlan& plan) {
    const FieldStep step{.field = plan.update_mask};
    const Subject given(request.GetReflection()->GetMessage(request, plan.update_mask));
    const FieldDescriptor& paths = *given.message.GetDescriptor()->FindFieldByName("paths");
    const int size = given.reflection.FieldSize(given.message, &paths);
    if (size == 0) Fault(step, "required", "must name the fields to change");
    UpdateMask mask;
    std::string scratch;
    for (int i = 0; i < size; ++i) {
      if (mask.Add(*plan.updated->message_type(), TextAt(given, paths, i, &scratch))) continue;
      Fault({.field = plan.update_mask, .index = i}, "field-mask", "must name a field that can be changed");
    }
    return mask;
  }

  void CheckMessage(const Message& message, const MessagePlan& plan, const UpdateMask& mask,
                    const FieldStep& step) {
    const Subject in(message);
    for (const FieldPlan& field : plan.fields) {
      const UpdateMask& part = mask.Of(*field.field);
      CheckField(in, field, part, mask.IsPartial() && !part.IsNothing(), &step);
    }
  }

  // `mask` is the part about this field; `is_named`: a partial update names the field, or fields in it.
  void CheckField(const Subject& in, const FieldPlan& plan, const UpdateMask& mask, bool is_named,
                  const FieldStep* before) {
    const FieldStep step{.before = before, .field = plan.field};
    const bool is_list = plan.field->is_repeated();
    const int size = is_list ? in.reflection.FieldSize(in.message, plan.field) : 0;
    const bool is_present = is_list ? size > 0 : in.reflection.HasField(in.message, plan.field);
    if (plan.rules->output_only() && (is_present || is_named)) {
      Fault(step, "output-only", "is set by the server");
    } else if (plan.rules->immutable() && is_named) {
      Fault(step, "immutable", "cannot be changed");
    } else if (is_list && is_present) {
      CheckList(in, plan, size, mask, step);
    } else if (is_present && !IsEmptyButRequired(in, plan, mask)) {
      CheckValue(in, plan, mask, step);
    } else if (plan.rules->required() && !plan.rules->output_only() && !mask.IsNothing()) {
      Fault(step, "required", "is required");
    } else if (plan.message != nullptr && mask.IsPartial()) {
      // The fields that the mask names in it are to be set: to nothing.
      CheckMessage(in.reflection.GetMessage(in.message, plan.field), *plan.message, mask, step);
    }
  }

  // A string or enum with presence may be there and still say nothing.
  bool IsEmptyButRequired(const Subject& in, const FieldPlan& plan, const UpdateMask& mask) const {
    if (!plan.rules->required() || mask.IsNothing()) return false;
    if (plan.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) return NumberAt(in, *plan.field, -1) == 0;
    if (plan.field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
    std::string scratch;
    return TextAt(in, *plan.field, -1, &scratch).empty();
  }

  void CheckList(const Subject& in, const FieldPlan& plan, int size, const UpdateMask& mask,
                 const FieldStep& step) {
    if (size < static_cast<int>(plan.rules->min_items())) {
      Fault(step, "min-items", absl::StrCat("must have at least ", plan.rules->min_items(), " items"));
    }
    if (size > plan.max_items) {
      Fault(step, "max-items", absl::StrCat("must have at most ", plan.max_items, " items"));
      return;
    }
    if (plan.rules->unique_items() && HasDuplicates(in, *plan.field, size)) {
      Fault(step, "unique-items", "must not have the same item twice");
    }
    for (int i = 0; i < size; ++i) {
      FieldStep item{.before = step.before, .field = step.field, .index = i};
      if (plan.field->is_map()) {
        item.entry = &in.reflection.GetRepeatedMessage(in.message, plan.field, i);
      }
      CheckValue(in, plan, mask, item);
    }
  }

  // One value: the field's own, or the item at step.index.
  void CheckValue(const Subject& in, const FieldPlan& plan, const UpdateMask& mask, const FieldStep& step) {
    switch (plan.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        CheckMessage(step.index < 0 ? in.reflection.GetMessage(in.message, plan.field)
                                    : in.reflection.GetRepeatedMessage(in.message, plan.field, step.index),
                     *plan.message, mask, step);
        return;
      case FieldDescriptor::CPPTYPE_STRING:
        if (plan.field->type() == FieldDescriptor::TYPE_STRING) CheckText(in, plan, step);
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        CheckEnum(in, plan, step);
        return;
      default:
        CheckNumber(in, plan, step);
    }
  }

  void CheckText(const Subject& in, const FieldPlan& plan, const FieldStep& step) {
    std::string scratch;
    const std::string_view text = TextAt(in, *plan.field, step.index, &scratch);
    const std::optional<size_t> length = CountPlainText(text);
    if (!length) {
      Fault(step, "text", "must be UTF-8 without control characters");
    } else if (*length < plan.rules->min_length()) {
      Fault(step, "min-length", absl::StrCat("must have at least ", plan.rules->min_length(), " characters"));
    } else if (*length > plan.max_length) {
      Fault(step, "max-length", absl::StrCat("must have at most ", plan.max_length, " characters"));
    } else if (plan.format != nullptr && !plan.format->matches(text)) {
      Fault(step, plan.format->name, plan.format->description);
    }
  }

  void CheckEnum(const Subject& in, const FieldPlan& plan, const FieldStep& step) {
    const auto number = static_cast<int>(NumberAt(in, *plan.field, step.index));
    if (plan.field->enum_type()->FindValueByNumber(number) == nullptr) {
      Fault(step, "enum", "must be a value that is known here");
    }
  }

  void CheckNumber(const Subject& in, const FieldPlan& plan, const FieldStep& step) {
    const options::v1::FieldRules& rules = *plan.rules;
    if (!rules.has_minimum() && !rules.has_maximum()) return;
    const Number number = NumberAt(in, *plan.field, step.index);
    // Negated, so that NaN is a fault.
    if (rules.has_minimum() && !(number >= static_cast<Number>(rules.minimum()))) {
      Fault(step, "minimum", absl::StrCat("must be at least ", rules.minimum()));
    } else if (rules.has_maximum() && !(number <= static_cast<Number>(rules.maximum()))) {
      Fault(step, "maximum", absl::StrCat("must be at most ", rules.maximum()));
    }
  }

  std::vector<FieldViolation> faults_;
};

}  // namespace

absl::Status CheckFieldRules(const Message& request) {
  return Checker().Check(request);
}

absl::Status CheckMerged(const Message& request, const Message& merged) {
  return Checker().CheckMerged(request, merged);
}

}  // namespace boulevard::runtime::rules
