#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_ROLE_CLAIMS_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_ROLE_CLAIMS_H_

#include <optional>

#include <simdjson.h>

#include "absl/status/statusor.h"
#include "services/runtime/auth/claim_rules.h"
#include "services/runtime/id/uuid.h"

namespace boulevard::runtime {

// The one role that the claims give; AuthError when it is none, or more than one.
absl::StatusOr<Role> RoleIn(const simdjson::dom::object& claims, const RoleRules& rules);

// The organisation of a provider; nothing when the claim is not there or no UUID.
std::optional<Uuid> ProviderIn(const simdjson::dom::object& claims, const RoleRules& rules);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_ROLE_CLAIMS_H_
