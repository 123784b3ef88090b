#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_PRINCIPAL_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_PRINCIPAL_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/runtime/id/uuid.h"

namespace boulevard::runtime {

// Who calls: a person or organisation of one of six kinds, or a service of ours on its own behalf.
enum class Role { kProvider, kMentor, kCoordinator, kReferrer, kMunicipality, kAdmin, kService };

std::string_view RoleName(Role role);  // "provider"
// One of the six that a token may give; nobody but a service's own key makes a service.
std::optional<Role> ParseRole(std::string_view name);

// Who calls, as the token says.
struct Principal {
  std::string subject;
  Role role = Role::kMunicipality;
  // Always there for a provider, never for another role.
  std::optional<Uuid> provider_id;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_PRINCIPAL_H_
