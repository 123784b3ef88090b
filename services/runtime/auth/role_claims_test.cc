#include "services/runtime/auth/role_claims.h"

#include <gtest/gtest.h>

#include <string>

#include "services/runtime/auth/auth_fault.h"

namespace boulevard::runtime {
namespace {

const RoleRules kKeycloak = {.claim = "realm_access.roles",
                             .roles = {{"jit-coordinator", Role::kCoordinator},
                                       {"jit-lead", Role::kCoordinator},
                                       {"duwo", Role::kProvider},
                                       {"Social worker", Role::kMentor}},
                             .provider_claim = "organisation.id"};

std::string RoleOf(const std::string& json, const RoleRules& rules) {
  simdjson::dom::parser parser;
  const absl::StatusOr<Role> role = RoleIn(parser.parse(json).get_object().value(), rules);
  if (role.ok()) return std::string(RoleName(*role));
  return std::string(AuthFaultName(AuthFaultOf(role.status()).value()));
}

TEST(RoleClaimsTest, OwnNamesAreTheUsualOnes) {
  const RoleRules rules{.roles = RoleRules::OwnNames()};
  for (const char* name : {"provider", "mentor", "coordinator", "referrer", "municipality", "admin"}) {
    EXPECT_EQ(RoleOf(std::string(R"({"role":")") + name + "\"}", rules), name);
  }
  for (const char* json :
       {R"({})", R"({"role":""})", R"({"role":"Admin"})", R"({"role":7})", R"({"role":{}})", R"({"role":[]})",
        R"({"role":"service"})", R"({"roles":"admin"})"}) {
    EXPECT_EQ(RoleOf(json, rules), "no-role") << json;
  }
}

TEST(RoleClaimsTest, MapsTheValuesOfAPath) {
  const auto of = [](const std::string& roles) {
    return RoleOf(R"({"realm_access":{"roles":)" + roles + "}}", kKeycloak);
  };
  EXPECT_EQ(of(R"(["offline_access","jit-coordinator","uma_authorization"])"), "coordinator");
  EXPECT_EQ(of(R"(["jit-coordinator","jit-lead"])"), "coordinator") << "two names of one role";
  EXPECT_EQ(of(R"("duwo")"), "provider");
  EXPECT_EQ(of(R"("openid duwo profile")"), "provider");
  EXPECT_EQ(of(R"("Social worker")"), "mentor");
  EXPECT_EQ(of(R"(["coordinator"])"), "no-role") << "our own name is not mapped";
  EXPECT_EQ(of(R"([["duwo"]])"), "no-role");
  EXPECT_EQ(of(R"(["jit-coordinator","duwo"])"), "several-roles");
  EXPECT_EQ(of(R"("jit-lead duwo")"), "several-roles");
  EXPECT_EQ(RoleOf(R"({"realm_access":["duwo"]})", kKeycloak), "no-role");
  EXPECT_EQ(RoleOf(R"({"realm_access.roles":["duwo"]})", kKeycloak), "provider")
      << "a claim of that whole name";
}

TEST(RoleClaimsTest, FindsTheProvider) {
  const auto of = [](const std::string& json) {
    simdjson::dom::parser parser;
    return ProviderIn(parser.parse(json).get_object().value(), kKeycloak);
  };
  const char kId[] = "0190a000-0000-7000-8000-000000000001";
  EXPECT_EQ(of(std::string(R"({"organisation":{"id":")") + kId + "\"}}"), Uuid::Parse(kId));
  EXPECT_EQ(of(R"({"organisation":{"id":"7"}})"), std::nullopt);
  EXPECT_EQ(of(std::string(R"({"organisation":{"id":[")") + kId + "\"]}}"), std::nullopt);
  EXPECT_EQ(of(R"({})"), std::nullopt);
}

}  // namespace
}  // namespace boulevard::runtime
