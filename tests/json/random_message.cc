#include "tests/json/random_message.h"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/plan.h"

namespace boulevard::tests {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;
using google::protobuf::Reflection;

constexpr int64_t kFirstSecond = -62135596800;
constexpr int64_t kLastSecond = 253402300799;
constexpr int64_t kLongestSeconds = 315576000000;

const FieldDescriptor& FieldOf(const Message& message, int number) {
  return *message.GetDescriptor()->FindFieldByNumber(number);
}

bool IsAny(const google::protobuf::Descriptor& type) {
  return type.full_name() == "google.protobuf.Any";
}

bool IsUnspecified(const EnumValueDescriptor& value) {
  return gateway::transcode::EnumWord(value.type()->name(), value.name()) == "unspecified";
}

}  // namespace

template <typename T>
T RandomMessages::Integer(int distinct) {
  constexpr std::array<T, 6> kEdges = {
      0, 1, static_cast<T>(-1), std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), 42};
  if (distinct > 0) return static_cast<T>(kEdges[distinct % kEdges.size()] + static_cast<T>(distinct));
  if (Below(2) == 0) return kEdges[Below(kEdges.size())];
  return static_cast<T>(static_cast<uint64_t>(random_()) << 32 | random_());
}

template <typename T>
T RandomMessages::Floating() {
  constexpr std::array<T, 8> kEdges = {0,
                                       1,
                                       -1.5,
                                       std::numeric_limits<T>::infinity(),
                                       -std::numeric_limits<T>::infinity(),
                                       std::numeric_limits<T>::quiet_NaN(),
                                       std::numeric_limits<T>::denorm_min(),
                                       std::numeric_limits<T>::min()};
  if (Below(2) == 0) return kEdges[Below(kEdges.size())];
  return static_cast<T>(std::ldexp(static_cast<double>(random_()) - 2e9, Below(200) - 130));
}

std::string RandomMessages::Text() {
  static constexpr std::array<std::string_view, 16> kParts = {"a",        "Laan van Meerdervoort",
                                                              " ",        "\"",
                                                              "\\",       "/",
                                                              "\n",       "\t\r\b\f",
                                                              "\x01\x1f", "é",
                                                              "€",        "😀",
                                                              "<",        "{}",
                                                              "0",        "\x7f"};
  std::string text;
  for (int i = Below(6); i > 0; --i) text += kParts[Below(kParts.size())];
  if (Below(10) == 0) text += std::string("\0\xe2\x80\xa8", 4);
  return text;
}

std::string RandomMessages::Bytes() {
  std::string bytes;
  for (int i = Below(8); i > 0; --i) bytes += static_cast<char>(Below(256));
  return bytes;
}

void RandomMessages::Fill(Message& message, int depth) {
  const std::string& type = message.GetDescriptor()->full_name();
  if (type == "google.protobuf.Timestamp") return FillTime(message, false);
  if (type == "google.protobuf.Duration") return FillTime(message, true);
  if (type == "google.protobuf.Value") return FillValue(message, depth);
  if (type == "google.protobuf.FieldMask") {
    for (const char* path : {"name", "unit_id", "place.rent_cents"}) {
      if (Below(2) == 0) message.GetReflection()->AddString(&message, &FieldOf(message, 1), path);
    }
    return;
  }
  const google::protobuf::Descriptor& descriptor = *message.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const OneofDescriptor* oneof = descriptor.field(i)->real_containing_oneof();
    // Of a oneof only one is set: the last that the dice like.
    if (Below(4) > 0 && (oneof == nullptr || Below(2) == 0)) FillField(message, *descriptor.field(i), depth);
  }
}

void RandomMessages::FillTime(Message& time, bool is_duration) {
  static constexpr std::array<int, 6> kNanos = {0, 1, 1000, 120'000'000, 500'000'000, 999'999'999};
  const int64_t first = is_duration ? -kLongestSeconds : kFirstSecond;
  const int64_t last = is_duration ? kLongestSeconds : kLastSecond;
  const std::array<int64_t, 5> edges = {first, last, 0, -1, 1'772'319'599};
  int64_t seconds = edges[Below(edges.size())];
  if (Below(2) == 0) seconds = first + static_cast<int64_t>(random_() % static_cast<uint64_t>(last - first));
  int nanos = kNanos[Below(kNanos.size())];
  // Seconds and nanos of a duration have the same sign, and together do not go beyond the longest.
  if (is_duration && (seconds < 0 || (seconds == 0 && Below(2) == 0))) nanos = -nanos;
  if (is_duration && std::abs(seconds) == kLongestSeconds) nanos = 0;
  time.GetReflection()->SetInt64(&time, &FieldOf(time, 1), seconds);
  time.GetReflection()->SetInt32(&time, &FieldOf(time, 2), nanos);
}

void RandomMessages::FillValue(Message& value, int depth) {
  const FieldDescriptor& kind = *value.GetDescriptor()->field(Below(depth > 0 ? 6 : 4));
  if (kind.cpp_type() != FieldDescriptor::CPPTYPE_DOUBLE) return Put(value, kind, depth);
  const double number = Floating<double>();
  value.GetReflection()->SetDouble(&value, &kind, std::isfinite(number) ? number : 1e300);
}

void RandomMessages::FillField(Message& message, const FieldDescriptor& field, int depth) {
  if (field.message_type() != nullptr && (depth <= 0 || IsAny(*field.message_type()))) return;
  if (field.is_repeated()) return FillList(message, field, depth);
  Put(message, field, depth);
}

void RandomMessages::FillList(Message& message, const FieldDescriptor& field, int depth) {
  const int size = Below(4);
  for (int i = 0; i < size; ++i) {
    if (!field.is_map()) {
      Put(message, field, depth);
      continue;
    }
    const FieldDescriptor& key = *field.message_type()->map_key();
    if (key.cpp_type() == FieldDescriptor::CPPTYPE_BOOL && i > 1) break;
    Message& entry = *message.GetReflection()->AddMessage(&message, &field);
    Put(entry, key, depth, i + 1);
    const FieldDescriptor& value = *field.message_type()->map_value();
    Put(entry, value, depth);
  }
}

void RandomMessages::PutEnum(Message& message, const FieldDescriptor& field) {
  const EnumValueDescriptor* value = field.enum_type()->value(Below(field.enum_type()->value_count()));
  const bool is_written = field.is_repeated() || field.has_presence() || field.containing_type()->map_value();
  if (is_written && IsUnspecified(*value)) value = field.enum_type()->value(1);
  const Reflection& in = *message.GetReflection();
  field.is_repeated() ? in.AddEnum(&message, &field, value) : in.SetEnum(&message, &field, value);
}

void RandomMessages::Put(Message& message, const FieldDescriptor& field, int depth, int distinct) {
  const Reflection& in = *message.GetReflection();
  const bool add = field.is_repeated();
  const auto put = [&](auto set, auto add_one, auto value) {
    add ? (in.*add_one)(&message, &field, value) : (in.*set)(&message, &field, value);
  };
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return put(&Reflection::SetBool, &Reflection::AddBool, distinct > 0 ? distinct == 1 : Below(2) == 0);
    case FieldDescriptor::CPPTYPE_INT32:
      return put(&Reflection::SetInt32, &Reflection::AddInt32, Integer<int32_t>(distinct));
    case FieldDescriptor::CPPTYPE_UINT32:
      return put(&Reflection::SetUInt32, &Reflection::AddUInt32, Integer<uint32_t>(distinct));
    case FieldDescriptor::CPPTYPE_INT64:
      return put(&Reflection::SetInt64, &Reflection::AddInt64, Integer<int64_t>(distinct));
    case FieldDescriptor::CPPTYPE_UINT64:
      return put(&Reflection::SetUInt64, &Reflection::AddUInt64, Integer<uint64_t>(distinct));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return put(&Reflection::SetFloat, &Reflection::AddFloat, Floating<float>());
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return put(&Reflection::SetDouble, &Reflection::AddDouble, Floating<double>());
    case FieldDescriptor::CPPTYPE_ENUM:
      return PutEnum(message, field);
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string text = field.type() == FieldDescriptor::TYPE_BYTES ? Bytes() : Text();
      if (distinct > 0) absl::StrAppend(&text, distinct);
      return put(&Reflection::SetString, &Reflection::AddString, std::move(text));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Fill(add ? *in.AddMessage(&message, &field) : *in.MutableMessage(&message, &field), depth - 1);
  }
}

}  // namespace boulevard::tests
