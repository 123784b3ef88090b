#ifndef BOULEVARD_SERVICES_RUNTIME_TIME_CLOCK_H_
#define BOULEVARD_SERVICES_RUNTIME_TIME_CLOCK_H_

#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace boulevard::runtime {

// The source of "now". Thread-safe. Injected wherever time decides something, so that tests choose it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;

  static const Clock& System();
};

// A clock that stands still until it is moved.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override {
    absl::MutexLock lock(&mutex_);
    return now_;
  }
  void Advance(absl::Duration by) {
    absl::MutexLock lock(&mutex_);
    now_ += by;
  }

 private:
  mutable absl::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

// The day that it is in The Hague: all dates of the domain are days in Europe/Amsterdam.
absl::CivilDay TodayIn(absl::Time now);
inline absl::CivilDay Today(const Clock& clock) {
  return TodayIn(clock.Now());
}

// When that day begins there.
absl::Time StartOf(absl::CivilDay day);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_TIME_CLOCK_H_
