#ifndef BOULEVARD_SERVICES_RUNTIME_IDEMPOTENCY_SLOT_H_
#define BOULEVARD_SERVICES_RUNTIME_IDEMPOTENCY_SLOT_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/runtime/auth/principal.h"
#include "services/runtime/auth/sealed_box.h"
#include "services/runtime/auth/secret_bytes.h"

namespace boulevard::runtime::idempotency {

// Where the answer to a call under an idempotency key is kept: a name for its row, and a cipher for the
// answer. Both come from the caller, the method and the key, of which the row keeps nothing. So whoever reads
// the table learns no more than the keys let themselves be guessed: a UUID does not.
class Slot {
 public:
  Slot(const Principal& caller, std::string_view method, std::string_view key);

  // 32 bytes. Another caller, another role of the same caller and another method have others.
  std::string_view id() const { return View(secrets_).substr(0, kIdBytes); }

  // AES-256-GCM over the answer, bound to the request.
  std::string Seal(std::string_view request, std::string_view answer) const;
  // Nothing when it was sealed for another request.
  std::optional<std::string> Open(std::string_view request, std::string_view sealed) const;

 private:
  static constexpr size_t kIdBytes = 32;

  SealedBox Box() const { return SealedBox(View(secrets_).substr(kIdBytes)); }

  SecretBytes secrets_;  // the id, then the key of the cipher
};

}  // namespace boulevard::runtime::idempotency

#endif  // BOULEVARD_SERVICES_RUNTIME_IDEMPOTENCY_SLOT_H_
