#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_PRINCIPAL_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_PRINCIPAL_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/runtime/id/uuid.h"

namespace boulevard::runtime {

// The token claim "role".
enum class Role { kProvider, kMentor, kCoordinator, kReferrer, kMunicipality, kAdmin };

std::string_view RoleName(Role role);  // "provider"
std::optional<Role> ParseRole(std::string_view name);

// Who calls, as the token says.
struct Principal {
  std::string subject;
  Role role = Role::kMunicipality;
  // Claim "provider_id": always there for a provider, never for another role.
  std::optional<Uuid> provider_id;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_PRINCIPAL_H_
