#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_SERVICE_CREDENTIAL_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_SERVICE_CREDENTIAL_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/runtime/auth/signing_key.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime {

// With what one service shows another who it is when it calls on its own behalf: a JWT that it signs itself,
// good for a minute and for that one service alone. Thread-safe.
class ServiceCredential {
 public:
  // `name` is the calling service's, `audience` the one that is called: "guidance", "placements".
  ServiceCredential(SigningKey key, std::string_view name, std::string_view audience, const Clock& clock);

  // Good for half a minute at least.
  std::string Token() const;

 private:
  const SigningKey key_;
  const std::string name_;
  const std::string audience_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  mutable std::string token_ ABSL_GUARDED_BY(mutex_);
  mutable absl::Time renew_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

// Lets the verifier of the services `audiences` accept the credentials of the service `name`, whose PEM
// public key this is.
absl::Status AcceptService(TokenVerifier& verifier, std::string_view name, std::string_view pem,
                           std::vector<std::string> audiences);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_SERVICE_CREDENTIAL_H_
