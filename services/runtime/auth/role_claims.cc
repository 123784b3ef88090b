#include "services/runtime/auth/role_claims.h"

#include <set>
#include <string_view>

#include "absl/strings/str_split.h"
#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::optional<element> ClaimAt(object claims, std::string_view path) {
  element value;
  if (claims[path].get(value) == simdjson::SUCCESS) return value;
  for (size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    if (claims[path.substr(0, dot)].get_object().get(claims) != simdjson::SUCCESS) return std::nullopt;
    path.remove_prefix(dot + 1);
  }
  if (claims[path].get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

void AddRoles(std::string_view value, const RoleRules& rules, std::set<Role>& roles) {
  const auto found = rules.roles.find(value);
  if (found != rules.roles.end()) roles.insert(found->second);
}

void AddRoles(const element& value, const RoleRules& rules, std::set<Role>& roles) {
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return;
  AddRoles(text, rules, roles);
  if (!roles.empty() || text.find(' ') == std::string_view::npos) return;
  for (const absl::string_view word : absl::StrSplit(AbslView(text), ' ')) {
    AddRoles(StdView(word), rules, roles);
  }
}

}  // namespace

absl::StatusOr<Role> RoleIn(const object& claims, const RoleRules& rules) {
  std::set<Role> roles;
  const std::optional<element> value = ClaimAt(claims, rules.claim);
  simdjson::dom::array several;
  if (value && value->get_array().get(several) == simdjson::SUCCESS) {
    for (const element one : several) {
      std::string_view text;
      if (one.get_string().get(text) == simdjson::SUCCESS) AddRoles(text, rules, roles);
    }
  } else if (value) {
    AddRoles(*value, rules, roles);
  }
  if (roles.empty()) return AuthError(AuthFault::kNoRole);
  if (roles.size() > 1) return AuthError(AuthFault::kSeveralRoles);
  return *roles.begin();
}

std::optional<Uuid> ProviderIn(const object& claims, const RoleRules& rules) {
  const std::optional<element> value = ClaimAt(claims, rules.provider_claim);
  std::string_view text;
  if (!value || value->get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
  return Uuid::Parse(text);
}

}  // namespace boulevard::runtime
