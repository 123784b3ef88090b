#include "gateway/transcode/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>

#include "absl/strings/escaping.h"
#include "gateway/transcode/plan.h"
#include "gateway/transcode/text_forms.h"

namespace boulevard::gateway::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// One value of a field: the only one, or an element of a list.
class Value {
 public:
  Value(const Message& message, const FieldPlan& plan, int index = -1)
      : message_(message), reflection_(*plan.reflection), field_(plan.field), index_(index) {}

  bool Bool() const {
    return index_ < 0 ? reflection_.GetBool(message_, field_)
                      : reflection_.GetRepeatedBool(message_, field_, index_);
  }
  int32_t Int32() const {
    return index_ < 0 ? reflection_.GetInt32(message_, field_)
                      : reflection_.GetRepeatedInt32(message_, field_, index_);
  }
  uint32_t Uint32() const {
    return index_ < 0 ? reflection_.GetUInt32(message_, field_)
                      : reflection_.GetRepeatedUInt32(message_, field_, index_);
  }
  int64_t Int64() const {
    return index_ < 0 ? reflection_.GetInt64(message_, field_)
                      : reflection_.GetRepeatedInt64(message_, field_, index_);
  }
  uint64_t Uint64() const {
    return index_ < 0 ? reflection_.GetUInt64(message_, field_)
                      : reflection_.GetRepeatedUInt64(message_, field_, index_);
  }
  float Float() const {
    return index_ < 0 ? reflection_.GetFloat(message_, field_)
                      : reflection_.GetRepeatedFloat(message_, field_, index_);
  }
  double Double() const {
    return index_ < 0 ? reflection_.GetDouble(message_, field_)
                      : reflection_.GetRepeatedDouble(message_, field_, index_);
  }
  int Enum() const {
    return index_ < 0 ? reflection_.GetEnumValue(message_, field_)
                      : reflection_.GetRepeatedEnumValue(message_, field_, index_);
  }
  const std::string& String(std::string& scratch) const {
    return index_ < 0 ? reflection_.GetStringReference(message_, field_, &scratch)
                      : reflection_.GetRepeatedStringReference(message_, field_, index_, &scratch);
  }
  const Message& Nested() const {
    return index_ < 0 ? reflection_.GetMessage(message_, field_)
                      : reflection_.GetRepeatedMessage(message_, field_, index_);
  }

 private:
  const Message& message_;
  const Reflection& reflection_;
  const FieldDescriptor* const field_;
  const int index_;
};

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void WriteMessage(const MessagePlan& plan, const Message& message);
  void WriteField(const FieldPlan& plan, const Message& message);

 private:
  void WriteObject(const MessagePlan& plan, const Message& message);
  void WriteList(const FieldPlan& plan, const Message& message);
  void WriteMap(const FieldPlan& plan, const Message& message);
  void WriteMapKey(const FieldPlan& key, const Value& value);
  void WriteValue(const FieldPlan& plan, const Value& value);
  void WriteDynamic(const MessagePlan& plan, const Message& message);
  void WriteMask(const MessagePlan& plan, const Message& message);
  void WriteBytes(const std::string& bytes);
  void WriteWord(const FieldPlan& plan, int number);

  template <typename Number>
  void WriteNumber(Number number) {
    std::array<char, 32> text;
    out_.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr);
  }
  template <std::integral Number>
  void WriteQuotedNumber(Number number) {
    out_ += '"';
    WriteNumber(number);
    out_ += '"';
  }
  template <std::floating_point Number>
  void WriteFloating(Number number) {
    if (std::isfinite(number)) {
      WriteNumber(number);
      // Many readers take -0 for an integer, which has no sign to keep.
      if (number == 0 && std::signbit(number)) out_ += ".0";
      return;
    }
    out_ += std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  }

  std::string& out_;
  std::string scratch_;
};

// Whether a field that is neither list nor map is written at all.
bool IsShown(const FieldPlan& plan, const Message& message) {
  if (plan.has_presence && !plan.reflection->HasField(message, plan.field)) return false;
  const bool unspecified = plan.form == Form::kEnum && plan.words->zero_is_unspecified &&
                           plan.reflection->GetEnumValue(message, plan.field) == 0;
  return !unspecified;
}

void Writer::WriteMessage(const MessagePlan& plan, const Message& message) {
  const auto value = [&](size_t field) { return Value(message, plan.fields[field]); };
  switch (plan.form) {
    case Form::kTimestamp:
      out_ += '"';
      AppendTimestamp({value(0).Int64(), value(1).Int32()}, out_);
      out_ += '"';
      return;
    case Form::kDuration:
      out_ += '"';
      AppendDuration({value(0).Int64(), value(1).Int32()}, out_);
      out_ += '"';
      return;
    case Form::kFieldMask:
      return WriteMask(plan, message);
    case Form::kWrapper:
      return WriteValue(plan.fields[0], value(0));
    case Form::kStruct:
    case Form::kListValue:
      return WriteField(plan.fields[0], message);
    case Form::kValue:
      return WriteDynamic(plan, message);
    default:
      return WriteObject(plan, message);
  }
}

void Writer::WriteObject(const MessagePlan& plan, const Message& message) {
  const size_t start = out_.size();
  for (const FieldPlan& field : plan.fields) {
    const bool single = !field.repeated && field.entry == nullptr;
    if (single && !IsShown(field, message)) continue;
    out_ += field.key;
    WriteField(field, message);
  }
  if (out_.size() == start) {
    out_ += "{}";
    return;
  }
  out_[start] = '{';  // the first key's comma
  out_ += '}';
}

void Writer::WriteField(const FieldPlan& plan, const Message& message) {
  if (plan.entry != nullptr) return WriteMap(plan, message);
  if (plan.repeated) return WriteList(plan, message);
  WriteValue(plan, Value(message, plan));
}

void Writer::WriteList(const FieldPlan& plan, const Message& message) {
  const int size = plan.reflection->FieldSize(message, plan.field);
  out_ += '[';
  for (int i = 0; i < size; ++i) {
    if (i > 0) out_ += ',';
    WriteValue(plan, Value(message, plan, i));
  }
  out_ += ']';
}

void Writer::WriteMap(const FieldPlan& plan, const Message& message) {
  const int size = plan.reflection->FieldSize(message, plan.field);
  const FieldPlan& key = plan.entry->fields[0];
  const FieldPlan& value = plan.entry->fields[1];
  out_ += '{';
  for (int i = 0; i < size; ++i) {
    const Message& entry = plan.reflection->GetRepeatedMessage(message, plan.field, i);
    if (i > 0) out_ += ',';
    WriteMapKey(key, Value(entry, key));
    out_ += ':';
    WriteValue(value, Value(entry, value));
  }
  out_ += '}';
}

void Writer::WriteMapKey(const FieldPlan& key, const Value& value) {
  const bool quotes = key.form == Form::kBool || key.form == Form::kInt32 || key.form == Form::kUint32;
  if (quotes) out_ += '"';
  WriteValue(key, value);
  if (quotes) out_ += '"';
}

void Writer::WriteValue(const FieldPlan& plan, const Value& value) {
  switch (plan.form) {
    case Form::kBool:
      out_ += value.Bool() ? "true" : "false";
      return;
    case Form::kInt32:
      return WriteNumber(value.Int32());
    case Form::kUint32:
      return WriteNumber(value.Uint32());
    case Form::kInt64:
      return WriteQuotedNumber(value.Int64());
    case Form::kUint64:
      return WriteQuotedNumber(value.Uint64());
    case Form::kFloat:
      return WriteFloating(value.Float());
    case Form::kDouble:
      return WriteFloating(value.Double());
    case Form::kString:
      return AppendQuoted(value.String(scratch_), out_);
    case Form::kBytes:
      return WriteBytes(value.String(scratch_));
    case Form::kEnum:
      return WriteWord(plan, value.Enum());
    case Form::kNull:
      out_ += "null";
      return;
    default:
      return WriteMessage(*plan.message, value.Nested());
  }
}

void Writer::WriteDynamic(const MessagePlan& plan, const Message& message) {
  for (const FieldPlan& kind : plan.fields) {
    if (kind.reflection->HasField(message, kind.field)) return WriteField(kind, message);
  }
  out_ += "null";
}

void Writer::WriteMask(const MessagePlan& plan, const Message& message) {
  const FieldPlan& paths = plan.fields[0];
  const int size = paths.reflection->FieldSize(message, paths.field);
  std::string joined;
  for (int i = 0; i < size; ++i) {
    if (i > 0) joined += ',';
    joined += ToCamelCase(Value(message, paths, i).String(scratch_));
  }
  AppendQuoted(joined, out_);
}

void Writer::WriteBytes(const std::string& bytes) {
  out_ += '"';
  out_ += absl::Base64Escape(bytes);
  out_ += '"';
}

void Writer::WriteWord(const FieldPlan& plan, int number) {
  const auto found = plan.words->words.find(number);
  if (found == plan.words->words.end()) return WriteNumber(number);
  out_ += '"';
  out_ += found->second;
  out_ += '"';
}

}  // namespace

void WriteJson(const Message& message, std::string& out) {
  Writer(out).WriteMessage(PlanOf(*message.GetDescriptor()), message);
}

void WriteJsonField(const Message& message, const FieldDescriptor& field, std::string& out) {
  const FieldPlan& plan = PlanOf(*message.GetDescriptor()).fields[field.index()];
  const bool absent =
      !field.is_repeated() && field.message_type() != nullptr && !plan.reflection->HasField(message, &field);
  if (absent) {
    out += "null";
    return;
  }
  Writer(out).WriteField(plan, message);
}

}  // namespace boulevard::gateway::transcode
