#include "gateway/transcode/store.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/transcode/text_forms.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::gateway::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using runtime::AbslView;

// The setter and the adder of protobuf's reflection for one C++ type.
template <typename T>
using Setter = void (Reflection::*)(Message*, const FieldDescriptor*, T) const;

template <typename T>
void Put(const FieldPlan& plan, Message& message, T value, Setter<T> set, Setter<T> add) {
  const Setter<T> put = plan.field->is_repeated() ? add : set;
  (plan.reflection->*put)(&message, plan.field, std::move(value));
}

std::optional<Misfit> NotA(std::string_view what) {
  return Misfit{"type", absl::StrCat("must be ", AbslView(what))};
}

template <typename T>
std::optional<Misfit> OutOfRange() {
  if constexpr (std::is_integral_v<T>) {
    return Misfit{"range", absl::StrCat("must be between ", std::numeric_limits<T>::min(), " and ",
                                        std::numeric_limits<T>::max())};
  }
  return Misfit{"range", "is too large or too small a number"};
}

template <typename T>
std::optional<Misfit> StoreInteger(const FieldPlan& plan, std::string_view text, Message& message,
                                   Setter<T> set, Setter<T> add) {
  if (!IsJsonInteger(text)) return NotA("a whole number");
  T value = 0;
  if (text != "-0") {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // What is left over is the minus sign that an unsigned number cannot have.
    if (error != std::errc() || end != text.data() + text.size()) return OutOfRange<T>();
  }
  Put<T>(plan, message, value, set, add);
  return std::nullopt;
}

template <typename T>
std::optional<Misfit> StoreFloating(const FieldPlan& plan, std::string_view text, Message& message,
                                    Setter<T> set, Setter<T> add) {
  T value = 0;
  if (text == "NaN") {
    value = std::numeric_limits<T>::quiet_NaN();
  } else if (text == "Infinity" || text == "-Infinity") {
    value = std::numeric_limits<T>::infinity() * (text.front() == '-' ? -1 : 1);
  } else {
    if (!IsJsonNumber(text)) return NotA("a number");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc()) return OutOfRange<T>();
  }
  Put<T>(plan, message, value, set, add);
  return std::nullopt;
}

void StoreString(const FieldPlan& plan, std::string text, Message& message) {
  Put<std::string>(plan, message, std::move(text), &Reflection::SetString, &Reflection::AddString);
}

std::optional<Misfit> StoreBytes(const FieldPlan& plan, std::string_view text, Message& message) {
  std::string bytes;
  if (!absl::Base64Unescape(AbslView(text), &bytes) && !absl::WebSafeBase64Unescape(AbslView(text), &bytes)) {
    return NotA("base64");
  }
  StoreString(plan, std::move(bytes), message);
  return std::nullopt;
}

std::optional<Misfit> StoreWord(const FieldPlan& plan, std::string_view text, Message& message) {
  const auto found = plan.words->numbers.find(text);
  if (found != plan.words->numbers.end()) {
    Put<int>(plan, message, found->second, &Reflection::SetEnumValue, &Reflection::AddEnumValue);
    return std::nullopt;
  }
  std::string description = "must be one of";
  const auto* values = plan.field->enum_type();
  for (int i = 0; i < values->value_count(); ++i) {
    const std::string& word = plan.words->words.at(values->value(i)->number());
    if (plan.words->numbers.contains(word)) absl::StrAppend(&description, " ", word);
  }
  return Misfit{"enum", description};
}

std::optional<Misfit> StoreTime(const FieldPlan& plan, std::string_view text, Message& message) {
  const bool duration = plan.form == Form::kDuration;
  const std::optional<SecondsAndNanos> time = duration ? ParseDuration(text) : ParseTimestamp(text);
  if (!time) return NotA(duration ? "a duration as in 3s" : "a time as in 2026-01-31T12:00:00Z");
  Message& target = StoreMessage(plan, message);
  const auto& fields = plan.message->fields;
  fields[0].reflection->SetInt64(&target, fields[0].field, time->seconds);
  fields[1].reflection->SetInt32(&target, fields[1].field, time->nanos);
  return std::nullopt;
}

std::optional<Misfit> StoreMask(const FieldPlan& plan, std::string_view text, Message& message) {
  Message& mask = StoreMessage(plan, message);
  if (text.empty()) return std::nullopt;
  for (const absl::string_view path : absl::StrSplit(AbslView(text), ',')) {
    std::optional<std::string> snake = ToSnakeCase(runtime::StdView(path));
    if (!snake || snake->empty()) return NotA("a list of field names with commas");
    StoreString(plan.message->fields[0], *std::move(snake), mask);
  }
  return std::nullopt;
}

}  // namespace

void StoreBool(const FieldPlan& plan, bool value, Message& message) {
  Put<bool>(plan, message, value, &Reflection::SetBool, &Reflection::AddBool);
}

void StoreNull(const FieldPlan& plan, Message& message) {
  Put<int>(plan, message, 0, &Reflection::SetEnumValue, &Reflection::AddEnumValue);
}

Message& StoreMessage(const FieldPlan& plan, Message& message) {
  return plan.field->is_repeated() ? *plan.reflection->AddMessage(&message, plan.field)
                                   : *plan.reflection->MutableMessage(&message, plan.field);
}

void StoreUpTo(const FieldPlan& plan, int size, Message& message) {
  while (plan.reflection->FieldSize(message, plan.field) < size) {
    if (plan.form == Form::kBool) {
      StoreBool(plan, false, message);
    } else if (plan.form == Form::kEnum || plan.form == Form::kNull) {
      StoreNull(plan, message);
    } else if (plan.field->message_type() != nullptr) {
      StoreMessage(plan, message);
    } else {
      const bool text = plan.form == Form::kString || plan.form == Form::kBytes;
      StoreText(plan, text ? "" : "0", message);
    }
  }
}

std::optional<Misfit> StoreText(const FieldPlan& plan, std::string_view text, Message& message) {
  switch (plan.form) {
    case Form::kBool:
      if (text != "true" && text != "false") return NotA("true or false");
      StoreBool(plan, text == "true", message);
      return std::nullopt;
    case Form::kInt32:
      return StoreInteger<int32_t>(plan, text, message, &Reflection::SetInt32, &Reflection::AddInt32);
    case Form::kUint32:
      return StoreInteger<uint32_t>(plan, text, message, &Reflection::SetUInt32, &Reflection::AddUInt32);
    case Form::kInt64:
      return StoreInteger<int64_t>(plan, text, message, &Reflection::SetInt64, &Reflection::AddInt64);
    case Form::kUint64:
      return StoreInteger<uint64_t>(plan, text, message, &Reflection::SetUInt64, &Reflection::AddUInt64);
    case Form::kFloat:
      return StoreFloating<float>(plan, text, message, &Reflection::SetFloat, &Reflection::AddFloat);
    case Form::kDouble:
      return StoreFloating<double>(plan, text, message, &Reflection::SetDouble, &Reflection::AddDouble);
    case Form::kString:
      StoreString(plan, std::string(text), message);
      return std::nullopt;
    case Form::kBytes:
      return StoreBytes(plan, text, message);
    case Form::kEnum:
      return StoreWord(plan, text, message);
    case Form::kTimestamp:
    case Form::kDuration:
      return StoreTime(plan, text, message);
    case Form::kFieldMask:
      return StoreMask(plan, text, message);
    case Form::kWrapper:
      return StoreText(plan.message->fields[0], text, StoreMessage(plan, message));
    case Form::kNull:
    case Form::kMessage:
    case Form::kStruct:
    case Form::kValue:
    case Form::kListValue:
      break;
  }
  return NotA("left out: it has no text form");
}

}  // namespace boulevard::gateway::transcode
