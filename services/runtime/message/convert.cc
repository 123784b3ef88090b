#include "services/runtime/message/convert.h"

#include <google/protobuf/util/field_mask_util.h>

#include "absl/time/civil_time.h"

namespace boulevard::runtime {
namespace {

char Digit(int value, int place) {
  return static_cast<char>('0' + value / place % 10);
}

}  // namespace

// By hand: lists carry two dates a row, and absl formats through a time zone.
std::string DayText(absl::CivilDay day) {
  const int year = static_cast<int>(day.year());
  return {Digit(year, 1000),
          Digit(year, 100),
          Digit(year, 10),
          Digit(year, 1),
          '-',
          Digit(day.month(), 10),
          Digit(day.month(), 1),
          '-',
          Digit(day.day(), 10),
          Digit(day.day(), 1)};
}

absl::CivilDay DayFrom(const std::string& text) {
  absl::CivilDay day;
  absl::ParseCivilTime(text, &day);
  return day;
}

std::optional<absl::CivilDay> OptionalDayFrom(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(DayFrom(text));
}

Uuid IdFrom(const std::string& text) {
  return Uuid::Parse(text).value_or(Uuid{});
}

std::optional<Uuid> OptionalIdFrom(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(IdFrom(text));
}

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::Time TimeFrom(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

void MergeMasked(const google::protobuf::Message& from, const google::protobuf::FieldMask& mask,
                 google::protobuf::Message& to) {
  google::protobuf::util::FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  google::protobuf::util::FieldMaskUtil::MergeMessageTo(from, mask, options, &to);
}

}  // namespace boulevard::runtime
