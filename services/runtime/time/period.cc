#include "services/runtime/time/period.h"

#include <charconv>
#include <string>

#include "absl/status/status.h"

namespace boulevard::runtime {
namespace {

constexpr int kMostDays = 36'500;

}  // namespace

absl::StatusOr<Period> Period::Parse(std::string_view text) {
  int count = 0;
  const char* const end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, count);
  if (error == std::errc() && unit + 1 == end && count > 0) {
    if (*unit == 'y' && count <= kMostDays / 365) return Period(count, 0, 0);
    if (*unit == 'm' && count <= kMostDays / 31) return Period(0, count, 0);
    if (*unit == 'd' && count <= kMostDays) return Period(0, 0, count);
  }
  return absl::InvalidArgumentError("takes a period like 15y, 18m or 90d, not \"" + std::string(text) + "\"");
}

absl::CivilDay Period::After(absl::CivilDay day) const {
  return absl::CivilDay(day.year() + years_, day.month() + months_, day.day() + days_);
}

absl::CivilDay Period::LastOver(absl::CivilDay today) const {
  absl::CivilDay day(today.year() - years_, today.month() - months_, today.day() - days_);
  while (After(day) > today) --day;
  return day;
}

}  // namespace boulevard::runtime
