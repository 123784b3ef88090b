#include "services/runtime/access/refresh_schedule.h"

#include <algorithm>

namespace boulevard::runtime::access {

void RefreshSchedule::Succeeded(absl::Time now, std::optional<absl::Duration> fresh_for) {
  last_try_ = last_success_ = now;
  retry_ = absl::ZeroDuration();
  next_ = now + std::clamp(fresh_for.value_or(rules_.usual), rules_.shortest, rules_.longest);
}

void RefreshSchedule::Failed(absl::Time now) {
  last_try_ = now;
  retry_ = std::min(std::max(rules_.first_retry, 2 * retry_), rules_.longest_retry);
  next_ = now + retry_;
  // The moment at which they are trusted no longer is one to wake up for.
  if (last_success_ && now < *last_success_ + rules_.longest_outage) {
    next_ = std::min(next_, *last_success_ + rules_.longest_outage);
  }
}

void RefreshSchedule::UnknownKeySeen(absl::Time now) {
  const absl::Time earliest = last_try_ ? std::max(now, *last_try_ + rules_.early_gap) : now;
  next_ = std::min(next_, earliest);
}

bool RefreshSchedule::Trusted(absl::Time now) const {
  return last_success_ && now < *last_success_ + rules_.longest_outage;
}

}  // namespace boulevard::runtime::access
