#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_SCOPE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_SCOPE_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/auth/principal.h"
#include "services/runtime/id/uuid.h"

// Whose stock a caller may see and change: a provider its own, everyone else all of it. That the role may
// make the call at all was checked before.
namespace boulevard::placements::domain {

// PERMISSION_DENIED when the caller is a provider and the thing belongs to another.
absl::Status CheckOwner(const runtime::Principal& principal, const runtime::Uuid& provider_id);

// The provider that a list is held to: a provider's own; for others the one asked for, or nothing. A provider
// that asks for another's: PERMISSION_DENIED.
absl::StatusOr<std::optional<runtime::Uuid>> ScopeOf(const runtime::Principal& principal,
                                                     const std::optional<runtime::Uuid>& requested);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_SCOPE_H_
