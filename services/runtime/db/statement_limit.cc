#include "services/runtime/db/statement_limit.h"

#include <array>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace boulevard::runtime::db {
namespace {

constexpr std::array<int64_t, 8> kSteps = {1, 2, 5, 10, 30, 60, 180, 600};
constexpr int kSlack = 5;
constexpr int64_t kLongestLockWait = 60;

}  // namespace

absl::Duration StatementLimitFor(absl::Duration left) {
  for (const int64_t step : kSteps) {
    if (left <= absl::Seconds(step)) return absl::Seconds(step);
  }
  return absl::InfiniteDuration();
}

bool LimitSuits(absl::Duration limit, absl::Duration left) {
  return limit >= left && limit <= kSlack * StatementLimitFor(left);
}

std::string LimitSettings(absl::Duration limit) {
  // max_statement_time=0 is no limit.
  const bool limited = limit < absl::InfiniteDuration();
  const int64_t seconds = limited ? absl::ToInt64Seconds(limit) : 0;
  const int64_t lock_wait = limited ? (seconds + 3) / 4 : kLongestLockWait;
  return absl::StrCat("max_statement_time=", seconds, ",innodb_lock_wait_timeout=", lock_wait);
}

}  // namespace boulevard::runtime::db
