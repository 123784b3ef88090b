#include "services/runtime/idempotency/slot.h"

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::idempotency {
namespace {

// With their lengths, so that no two callers run into one text.
std::string Purpose(const Principal& caller, std::string_view method) {
  const std::string provider = caller.provider_id ? caller.provider_id->ToString() : "";
  const std::string_view role = RoleName(caller.role);
  return absl::StrCat("boulevard idempotency;", caller.subject.size(), ":", caller.subject, AbslView(role),
                      ";", provider, ";", AbslView(method));
}

}  // namespace

Slot::Slot(const Principal& caller, std::string_view method, std::string_view key)
    : secrets_(HkdfSha256(key, "", Purpose(caller, method), kIdBytes + SealedBox::kKeyBytes)) {}

std::string Slot::Seal(std::string_view request, std::string_view answer) const {
  return Box().Seal(request, answer);
}

std::optional<std::string> Slot::Open(std::string_view request, std::string_view sealed) const {
  return Box().Open(request, sealed);
}

}  // namespace boulevard::runtime::idempotency
