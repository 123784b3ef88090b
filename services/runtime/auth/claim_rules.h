#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIM_RULES_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIM_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/runtime/auth/principal.h"

namespace boulevard::runtime {

// Which claims say what the bearer is here. A claim is named by its path: "realm_access.roles" is the member
// `roles` of the claim `realm_access`, unless there is a claim of that whole name.
struct RoleRules {
  std::string claim = "role";
  // The role that a value of that claim stands for; other values are passed over. Exactly one role must
  // result. The claim may be a text, a list of texts, or words with spaces between them.
  std::map<std::string, Role, std::less<>> roles;
  std::string provider_claim = "provider_id";  // the UUID of a provider's organisation

  // "provider" stands for the role provider, and so for each of the six.
  static std::map<std::string, Role, std::less<>> OwnNames();
};

// What a token of one issuer must say.
struct ClaimRules {
  std::string issuer;
  std::vector<std::string> audiences;  // one of which it names
  // Of the header `typ`, in lower case; empty: it may be left out.
  std::vector<std::string> types = {"", "jwt", "at+jwt", "application/jwt", "application/at+jwt"};
  absl::Duration skew = absl::Seconds(30);  // that clocks may differ
  absl::Duration longest_life = absl::InfiniteDuration();
  RoleRules roles{.roles = RoleRules::OwnNames()};
  // The issuer is a service, and signs for itself alone: its tokens have the role service and no other.
  bool is_service = false;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIM_RULES_H_
