#include "services/runtime/time/clock.h"

#include <cstdlib>
#include <iostream>

namespace boulevard::runtime {
namespace {

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

absl::TimeZone LoadAmsterdam() {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone("Europe/Amsterdam", &zone)) {
    std::cerr << "the time zone Europe/Amsterdam is missing: install tzdata\n";
    std::exit(1);
  }
  return zone;
}

const absl::TimeZone& Amsterdam() {
  static const absl::TimeZone zone = LoadAmsterdam();
  return zone;
}

}  // namespace

const Clock& Clock::System() {
  static const SystemClock* const clock = new SystemClock;
  return *clock;
}

absl::CivilDay TodayIn(absl::Time now) {
  return absl::ToCivilDay(now, Amsterdam());
}

absl::Time StartOf(absl::CivilDay day) {
  return absl::FromCivil(day, Amsterdam());
}

}  // namespace boulevard::runtime
