#include "services/runtime/auth/principal.h"

#include <gtest/gtest.h>

namespace boulevard::runtime {
namespace {

TEST(RoleTest, EveryRoleHasANameThatParses) {
  for (const Role role : {Role::kProvider, Role::kMentor, Role::kCoordinator, Role::kReferrer,
                          Role::kMunicipality, Role::kAdmin}) {
    EXPECT_EQ(ParseRole(RoleName(role)), role);
  }
}

TEST(RoleTest, OtherNamesAreNoRole) {
  EXPECT_EQ(ParseRole(""), std::nullopt);
  EXPECT_EQ(ParseRole("Admin"), std::nullopt);
  EXPECT_EQ(ParseRole("unknown"), std::nullopt);
}

}  // namespace
}  // namespace boulevard::runtime
