#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_SIGNING_KEY_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_SIGNING_KEY_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "services/runtime/auth/crypto.h"

namespace boulevard::runtime {

// An Ed25519 private key that signs JWTs. Thread-safe.
class SigningKey {
 public:
  // Reads the PEM private key at `path`; makes one first, readable by the owner alone, when there is none.
  static absl::StatusOr<SigningKey> Open(const std::filesystem::path& path);
  // The same, but a file that is not there is an error.
  static absl::StatusOr<SigningKey> Read(const std::filesystem::path& path);
  // A new one that is kept nowhere.
  static absl::StatusOr<SigningKey> Make();

  // A compact JWS of that `typ` over the claims, which are JSON.
  std::string Sign(std::string_view type, std::string_view claims) const;
  std::string PublicKeyPem() const;

 private:
  explicit SigningKey(KeyPtr key) : key_(std::move(key)), id_(KeyId(*key_)) {}

  KeyPtr key_;
  std::string id_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_SIGNING_KEY_H_
