#ifndef BOULEVARD_SERVICES_RUNTIME_ACCESS_REFRESH_SCHEDULE_H_
#define BOULEVARD_SERVICES_RUNTIME_ACCESS_REFRESH_SCHEDULE_H_

#include <optional>

#include "absl/time/time.h"

namespace boulevard::runtime::access {

struct RefreshRules {
  // How long keys are fresh when their source does not say, and between which bounds it is believed.
  absl::Duration usual = absl::Minutes(10);
  absl::Duration shortest = absl::Seconds(30);
  absl::Duration longest = absl::Hours(1);
  // After a failure; doubled with each further one, up to a minute.
  absl::Duration first_retry = absl::Seconds(1);
  absl::Duration longest_retry = absl::Minutes(1);
  // A token with an unknown key brings the next reading forward, to this long after the last one: else
  // whoever makes up key names makes us ask the issuer all the time.
  absl::Duration early_gap = absl::Seconds(5);
  // For so long after the last success keys are trusted.
  absl::Duration longest_outage = absl::Hours(24);
};

// When to read an issuer's keys next, and whether those of the last time still count. Not thread-safe.
class RefreshSchedule {
 public:
  // The first reading is due at once.
  RefreshSchedule(const RefreshRules& rules, absl::Time now) : rules_(rules), next_(now) {}

  absl::Time next() const { return next_; }
  std::optional<absl::Time> last_success() const { return last_success_; }

  void Succeeded(absl::Time now, std::optional<absl::Duration> fresh_for);
  void Failed(absl::Time now);
  void UnknownKeySeen(absl::Time now);

  // Whether keys were read, and lately enough.
  bool Trusted(absl::Time now) const;

 private:
  const RefreshRules rules_;
  absl::Time next_;
  std::optional<absl::Time> last_try_;
  std::optional<absl::Time> last_success_;
  absl::Duration retry_ = absl::ZeroDuration();  // the last one's; zero after a success
};

}  // namespace boulevard::runtime::access

#endif  // BOULEVARD_SERVICES_RUNTIME_ACCESS_REFRESH_SCHEDULE_H_
