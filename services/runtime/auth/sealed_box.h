#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_SEALED_BOX_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_SEALED_BOX_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/runtime/auth/secret_bytes.h"

namespace boulevard::runtime {

// AES-256-GCM with a key at hand: what is sealed is secret, and is opened whole or not at all. Thread-safe.
class SealedBox {
 public:
  static constexpr size_t kKeyBytes = 32;

  // Of that many bytes.
  explicit SealedBox(std::string_view key) : key_(SecretOf(key)) {}
  // From a text that nobody can guess.
  static SealedBox FromText(std::string_view text);

  // `bound_to` is not in it, but has to be said again to open it.
  std::string Seal(std::string_view bound_to, std::string_view text) const;
  // Nothing when it was sealed with another key or bound to something else.
  std::optional<std::string> Open(std::string_view bound_to, std::string_view sealed) const;

 private:
  SecretBytes key_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_SEALED_BOX_H_
