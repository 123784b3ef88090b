#include "services/runtime/db/param_binder.h"

#include <cstdint>
#include <string_view>
#include <variant>

#include "services/runtime/status/macros.h"

namespace boulevard::runtime::db {
namespace {

// The library wants pointers to non-const and only reads through them.
void PointTo(const void* value, enum_field_types type, MYSQL_BIND& bind) {
  bind.buffer = const_cast<void*>(value);
  bind.buffer_type = type;
}

absl::Status CheckYear(absl::civil_year_t year) {
  if (year >= 1 && year <= 9999) return absl::OkStatus();
  return absl::InvalidArgumentError("a date lies outside the years 1 to 9999");
}

}  // namespace

absl::Status ParamBinder::Bind(std::span<const Param> params) {
  binds_.assign(params.size(), MYSQL_BIND{});
  times_.resize(params.size());
  for (size_t i = 0; i < params.size(); ++i) {
    const Param::Value& value = params[i].value();
    MYSQL_BIND& bind = binds_[i];
    if (const auto* number = std::get_if<int64_t>(&value)) {
      PointTo(number, MYSQL_TYPE_LONGLONG, bind);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      PointTo(text->data(), MYSQL_TYPE_STRING, bind);
      bind.buffer_length = text->size();
    } else if (const auto* fraction = std::get_if<double>(&value)) {
      PointTo(fraction, MYSQL_TYPE_DOUBLE, bind);
    } else if (const auto* day = std::get_if<absl::CivilDay>(&value)) {
      RETURN_IF_ERROR(BindDay(*day, times_[i], bind));
    } else if (const auto* time = std::get_if<absl::Time>(&value)) {
      RETURN_IF_ERROR(BindTime(*time, times_[i], bind));
    } else {
      bind.buffer_type = MYSQL_TYPE_NULL;
    }
  }
  return absl::OkStatus();
}

absl::Status ParamBinder::BindDay(absl::CivilDay day, MYSQL_TIME& value, MYSQL_BIND& bind) {
  RETURN_IF_ERROR(CheckYear(day.year()));
  value = MYSQL_TIME{};
  value.year = static_cast<unsigned>(day.year());
  value.month = static_cast<unsigned>(day.month());
  value.day = static_cast<unsigned>(day.day());
  value.time_type = MYSQL_TIMESTAMP_DATE;
  PointTo(&value, MYSQL_TYPE_DATE, bind);
  return absl::OkStatus();
}

absl::Status ParamBinder::BindTime(absl::Time time, MYSQL_TIME& value, MYSQL_BIND& bind) {
  const absl::TimeZone::CivilInfo at = absl::UTCTimeZone().At(time);
  RETURN_IF_ERROR(CheckYear(at.cs.year()));
  value = MYSQL_TIME{};
  value.year = static_cast<unsigned>(at.cs.year());
  value.month = static_cast<unsigned>(at.cs.month());
  value.day = static_cast<unsigned>(at.cs.day());
  value.hour = static_cast<unsigned>(at.cs.hour());
  value.minute = static_cast<unsigned>(at.cs.minute());
  value.second = static_cast<unsigned>(at.cs.second());
  value.second_part = static_cast<unsigned long>(absl::ToInt64Microseconds(at.subsecond));
  value.time_type = MYSQL_TIMESTAMP_DATETIME;
  PointTo(&value, MYSQL_TYPE_DATETIME, bind);
  return absl::OkStatus();
}

}  // namespace boulevard::runtime::db
