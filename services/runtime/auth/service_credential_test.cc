#include "services/runtime/auth/service_credential.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/auth/test_key.h"

namespace boulevard::runtime {
namespace {

class ServiceCredentialTest : public ::testing::Test {
 protected:
  ServiceCredentialTest() {
    EXPECT_TRUE(AcceptService(verifier_, "guidance", key_.PublicKeyPem(), {"placements"}).ok());
  }
  ~ServiceCredentialTest() override { std::filesystem::remove(path_); }

  void ExpectRefused(std::string_view token, AuthFault fault) {
    EXPECT_EQ(verifier_.Verify(token).status(), AuthError(fault));
  }
  ServiceCredential Credential(std::string_view name, std::string_view audience) {
    return ServiceCredential(*SigningKey::Read(path_), name, audience, clock_);
  }

  const std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) / absl::StrCat("service_credential_test.", getpid());
  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  const SigningKey key_ = *SigningKey::Open(path_);
  TokenVerifier verifier_{clock_};
};

TEST_F(ServiceCredentialTest, SaysWhichServiceCalls) {
  const ServiceCredential credential = Credential("guidance", "placements");
  const absl::StatusOr<Principal> principal = verifier_.Verify(credential.Token());
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->role, Role::kService);
  EXPECT_EQ(principal->subject, "guidance");
  EXPECT_FALSE(principal->provider_id.has_value());
}

TEST_F(ServiceCredentialTest, IsRenewedBeforeItExpires) {
  const ServiceCredential credential = Credential("guidance", "placements");
  const std::string first = credential.Token();
  clock_.Advance(absl::Seconds(29));
  EXPECT_EQ(credential.Token(), first);
  clock_.Advance(absl::Seconds(1));
  EXPECT_NE(credential.Token(), first);
  clock_.Advance(absl::Minutes(1));
  ExpectRefused(first, AuthFault::kExpired);
  EXPECT_TRUE(verifier_.Verify(credential.Token()).ok());
}

TEST_F(ServiceCredentialTest, IsForOneServiceAndFromOne) {
  ExpectRefused(Credential("guidance", "outflow").Token(), AuthFault::kAudience);
  ExpectRefused(Credential("outflow", "placements").Token(), AuthFault::kIssuer);
}

TEST_F(ServiceCredentialTest, IsNotWhatItsKeySignsOtherwise) {
  const std::string dates = R"(,"iat":1800000000,"exp":1800000060})";
  const std::string claims = R"({"iss":"guidance","sub":"guidance","aud":"placements")";
  EXPECT_TRUE(verifier_.Verify(key_.Sign("service+jwt", claims + dates)).ok());
  ExpectRefused(key_.Sign("JWT", claims + dates), AuthFault::kType);
  ExpectRefused(key_.Sign("service+jwt", claims + R"(,"iat":1800000000,"exp":1800000061})"),
                AuthFault::kLifetime);
  ExpectRefused(key_.Sign("service+jwt", R"({"iss":"guidance","sub":"anna","aud":"placements")" + dates),
                AuthFault::kMalformed);
  // A service speaks for itself: a role that it gives itself counts for nothing.
  const auto admin = verifier_.Verify(key_.Sign("service+jwt", claims + R"(,"role":"admin")" + dates));
  ASSERT_TRUE(admin.ok());
  EXPECT_EQ(admin->role, Role::kService);
}

TEST_F(ServiceCredentialTest, NeedsAKeyThatIsThere) {
  EXPECT_FALSE(SigningKey::Read(path_.string() + ".missing").ok());
  EXPECT_FALSE(AcceptService(verifier_, "outflow", "no key", {"placements"}).ok());
}

}  // namespace
}  // namespace boulevard::runtime
