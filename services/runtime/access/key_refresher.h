#ifndef BOULEVARD_SERVICES_RUNTIME_ACCESS_KEY_REFRESHER_H_
#define BOULEVARD_SERVICES_RUNTIME_ACCESS_KEY_REFRESHER_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "services/runtime/access/key_place.h"
#include "services/runtime/access/refresh_schedule.h"
#include "services/runtime/auth/issuer_keys.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::access {

// Keeps the keys of an issuer up to date on a thread of its own: whoever verifies a token never waits for it.
// While the issuer cannot be asked the keys of the last time count on, up to a bound; then there are none.
class KeyRefresher {
 public:
  // `read` is called on that thread, and stops early when the flag that it is given becomes true.
  using Read = std::function<absl::StatusOr<KeysRead>(const std::atomic<bool>& stop)>;

  KeyRefresher(Read read, const RefreshRules& rules, const Clock& clock, Registry& metrics);
  ~KeyRefresher();
  KeyRefresher(const KeyRefresher&) = delete;
  KeyRefresher& operator=(const KeyRefresher&) = delete;

  std::shared_ptr<const IssuerKeys> keys() const;
  // UNAVAILABLE while there are no keys that are trusted. From memory.
  absl::Status Ready() const;

 private:
  class Impl;
  // Shared with the scrape of the metrics, which may outlive the refresher.
  std::shared_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::access

#endif  // BOULEVARD_SERVICES_RUNTIME_ACCESS_KEY_REFRESHER_H_
