#include "services/runtime/auth/principal.h"

#include <array>
#include <utility>

namespace boulevard::runtime {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 6> kRoles = {{
    {Role::kProvider, "provider"},
    {Role::kMentor, "mentor"},
    {Role::kCoordinator, "coordinator"},
    {Role::kReferrer, "referrer"},
    {Role::kMunicipality, "municipality"},
    {Role::kAdmin, "admin"},
}};

}  // namespace

std::string_view RoleName(Role role) {
  if (role == Role::kService) return "service";
  for (const auto& [known, name] : kRoles) {
    if (known == role) return name;
  }
  return "unknown";
}

std::optional<Role> ParseRole(std::string_view name) {
  for (const auto& [role, known] : kRoles) {
    if (known == name) return role;
  }
  return std::nullopt;
}

}  // namespace boulevard::runtime
