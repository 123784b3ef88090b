#include "services/placements/domain/scope.h"

#include <gtest/gtest.h>

#include "services/runtime/auth/principal.h"

namespace boulevard::placements::domain {
namespace {

using runtime::NewUuid;
using runtime::Principal;
using runtime::Role;
using runtime::Uuid;

class ScopeTest : public ::testing::Test {
 protected:
  const Uuid own_ = NewUuid(absl::UnixEpoch());
  const Uuid other_ = NewUuid(absl::UnixEpoch());
  const Principal provider_{.subject = "p", .role = Role::kProvider, .provider_id = own_};
  const Principal coordinator_{.subject = "c", .role = Role::kCoordinator, .provider_id = std::nullopt};
};

TEST_F(ScopeTest, AProviderTouchesItsOwnAlone) {
  EXPECT_TRUE(CheckOwner(provider_, own_).ok());
  const absl::Status refused = CheckOwner(provider_, other_);
  EXPECT_EQ(refused.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(refused.message(), "belongs to another provider");
}

TEST_F(ScopeTest, OthersTouchAll) {
  EXPECT_TRUE(CheckOwner(coordinator_, own_).ok());
  EXPECT_TRUE(CheckOwner(coordinator_, other_).ok());
}

TEST_F(ScopeTest, AProvidersListIsHeldToItsOwn) {
  EXPECT_EQ(ScopeOf(provider_, std::nullopt).value(), own_);
  EXPECT_EQ(ScopeOf(provider_, own_).value(), own_);
  EXPECT_EQ(ScopeOf(provider_, other_).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(ScopeTest, OthersListWhatTheyAskFor) {
  EXPECT_EQ(ScopeOf(coordinator_, std::nullopt).value(), std::nullopt);
  EXPECT_EQ(ScopeOf(coordinator_, other_).value(), other_);
}

TEST_F(ScopeTest, AProviderWithoutAnIdSeesNothing) {
  const Principal nobody{.subject = "p", .role = Role::kProvider, .provider_id = std::nullopt};
  EXPECT_EQ(ScopeOf(nobody, std::nullopt).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(CheckOwner(nobody, own_).code(), absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace boulevard::placements::domain
