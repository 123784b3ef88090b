#include "services/runtime/auth/claim_rules.h"

namespace boulevard::runtime {

std::map<std::string, Role, std::less<>> RoleRules::OwnNames() {
  std::map<std::string, Role, std::less<>> names;
  for (const Role role : {Role::kProvider, Role::kMentor, Role::kCoordinator, Role::kReferrer,
                          Role::kMunicipality, Role::kAdmin}) {
    names.emplace(RoleName(role), role);
  }
  return names;
}

}  // namespace boulevard::runtime
