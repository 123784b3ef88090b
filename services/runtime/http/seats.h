#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_SEATS_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_SEATS_H_

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace boulevard::runtime::http {

// Who is connected: so many in all, so many of one client. Thread-safe.
class Seats {
 public:
  // `most_of_one` 0: as many as in all.
  Seats(int most, int most_of_one) : most_(most), most_of_one_(most_of_one == 0 ? most : most_of_one) {}

  enum class Outcome { kTaken, kFull, kFullForOne };
  Outcome Take(const std::string& client);
  void Leave(const std::string& client);

  // Waits until nobody is left; false when the time is up.
  bool AwaitEmpty(absl::Duration timeout);

 private:
  const int most_;
  const int most_of_one_;
  absl::Mutex mutex_;
  int taken_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, int> of_one_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_SEATS_H_
