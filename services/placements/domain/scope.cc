#include "services/placements/domain/scope.h"

#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {

absl::Status CheckOwner(const runtime::Principal& principal, const runtime::Uuid& provider_id) {
  if (principal.role != runtime::Role::kProvider || principal.provider_id == provider_id) {
    return absl::OkStatus();
  }
  return absl::PermissionDeniedError("belongs to another provider");
}

absl::StatusOr<std::optional<runtime::Uuid>> ScopeOf(const runtime::Principal& principal,
                                                     const std::optional<runtime::Uuid>& requested) {
  if (principal.role != runtime::Role::kProvider) return requested;
  // A token without the claim is refused before it gets here; if one ever did, it would see nothing.
  if (!principal.provider_id) return absl::PermissionDeniedError("belongs to another provider");
  if (requested) RETURN_IF_ERROR(CheckOwner(principal, *requested));
  return principal.provider_id;
}

}  // namespace boulevard::placements::domain
