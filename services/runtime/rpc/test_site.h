#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_TEST_SITE_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_TEST_SITE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/random_hex.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::rpc {

// What tests of calls need around them: a signer whose tokens are good, and calls that wait for their answer.
class TestSite {
 public:
  explicit TestSite(const Clock& clock = Clock::System())
      : clock_(clock),
        key_file_(std::filesystem::temp_directory_path() / absl::StrCat("rpc_test.", RandomHex(16))),
        signer_(TokenSigner::Open(key_file_).value()),
        verifier_(clock) {
    std::filesystem::remove(key_file_);
    verifier_.AddPublicKey(signer_.PublicKeyPem()).IgnoreError();
  }

  const TokenVerifier& verifier() const { return verifier_; }
  Registry& metrics() { return metrics_; }

  std::string Token(Role role, const std::string& subject = "anna") const {
    Principal principal{.subject = subject, .role = role};
    if (role == Role::kProvider) principal.provider_id = NewUuid(clock_.Now());
    return signer_.Sign(principal, clock_.Now(), absl::Hours(1));
  }
  CallContext As(Role role) const {
    CallContext context;
    context.bearer_token = Token(role);
    context.trace_id = "0af7651916cd43dd8448eb211c80319c";
    return context;
  }

  // "GetThing".
  static const google::protobuf::MethodDescriptor& Method(const std::string& name) {
    return *testing::v1::GetThingRequest::descriptor()->file()->service(0)->FindMethodByName(name);
  }

 private:
  const Clock& clock_;
  const std::filesystem::path key_file_;
  TokenSigner signer_;
  TokenVerifier verifier_;
  Registry metrics_;
};

// A call under way.
class Pending {
 public:
  Pending(Backend& backend, const std::string& method, CallContext context,
          const google::protobuf::Message& request) {
    MessagePtr copy(request.New());
    copy->CopyFrom(request);
    backend.Call(TestSite::Method(method), std::move(context), std::move(copy),
                 [this](absl::StatusOr<MessagePtr> result) {
                   result_ = std::move(result);
                   answered_.Notify();
                 });
  }

  absl::StatusOr<testing::v1::Thing> Wait() {
    answered_.WaitForNotification();
    if (!result_.ok()) return result_.status();
    return static_cast<const testing::v1::Thing&>(**result_);
  }

 private:
  absl::StatusOr<MessagePtr> result_;
  absl::Notification answered_;
};

inline absl::StatusOr<testing::v1::Thing> Call(Backend& backend, const std::string& method,
                                               CallContext context,
                                               const google::protobuf::Message& request) {
  return Pending(backend, method, std::move(context), request).Wait();
}

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_TEST_SITE_H_
