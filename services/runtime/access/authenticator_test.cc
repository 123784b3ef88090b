#include "services/runtime/access/authenticator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/service_credential.h"
#include "services/runtime/auth/test_key.h"

namespace boulevard::runtime::access {
namespace {

using ::testing::HasSubstr;

class AuthenticatorTest : public ::testing::Test {
 protected:
  AuthenticatorTest() {
    std::filesystem::create_directory(folder_);
    std::ofstream(folder_ / "keys.json") << TestKey::JwkSet({key_.Jwk()});
    std::ofstream(folder_ / "key.pub") << key_.PublicPem();
    std::ofstream(folder_ / "no-key") << "nothing";
  }
  ~AuthenticatorTest() override { std::filesystem::remove_all(folder_); }

  absl::StatusOr<std::unique_ptr<Authenticator>> Start(const TokenOptions& options) {
    return Authenticator::Start(options, {"placements"}, {}, Clock::System(), metrics_);
  }
  std::string FaultOf(const TokenOptions& options) { return std::string(Start(options).status().message()); }
  TokenOptions Issuer() const {
    return {.issuer = "https://login.example", .audience = "boulevard-api", .jwks = folder_ / "keys.json"};
  }
  std::string Token(const std::string& members) const {
    return key_.Token(absl::StrCat(R"({"iss":"https://login.example","aud":"boulevard-api","sub":"a","exp":)",
                                   absl::ToUnixSeconds(absl::Now() + absl::Minutes(5)), ",", members, "}"));
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / absl::StrCat("authenticator_test.", getpid());
  const TestKey key_ = TestKey::Rsa(2048);
  Registry metrics_;
};

TEST_F(AuthenticatorTest, TakesTheTokensOfAnIssuerByItsOwnWords) {
  TokenOptions options = Issuer();
  options.role_claim = "realm_access.roles";
  options.roles = {"jit=coordinator", "a=b=provider"};
  options.provider_claim = "organisation";
  const auto started = Start(options);
  ASSERT_TRUE(started.ok()) << started.status();
  while (!(*started)->Ready().ok()) std::this_thread::yield();
  const TokenVerifier& verifier = (*started)->verifier();
  EXPECT_EQ(verifier.Verify(Token(R"("realm_access":{"roles":["x","jit"]})"))->role, Role::kCoordinator);
  const auto provider = verifier.Verify(
      Token(R"("realm_access":{"roles":["a=b"]},"organisation":"0190a000-0000-7000-8000-000000000001")"));
  ASSERT_TRUE(provider.ok()) << provider.status();
  EXPECT_EQ(provider->provider_id, Uuid::Parse("0190a000-0000-7000-8000-000000000001"));
  EXPECT_EQ(verifier.Verify(Token(R"("role":"admin")")).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(AuthenticatorTest, IsNotReadyWithoutTheIssuersKeys) {
  TokenOptions options = Issuer();
  options.jwks = folder_ / "missing.json";
  const auto started = Start(options);
  ASSERT_TRUE(started.ok()) << started.status();
  EXPECT_EQ((*started)->Ready().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ((*started)->verifier().Verify(Token(R"("role":"admin")")).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(AuthenticatorTest, TakesServices) {
  const SigningKey key = *SigningKey::Open(folder_ / "guidance.pem");
  std::ofstream(folder_ / "guidance.pub") << key.PublicKeyPem();
  TokenOptions options{.public_keys = {folder_ / "key.pub"}};
  options.service_keys = {absl::StrCat("guidance=", (folder_ / "guidance.pub").string())};
  const auto started = Start(options);
  ASSERT_TRUE(started.ok()) << started.status();
  EXPECT_TRUE((*started)->Ready().ok());
  const ServiceCredential credential(*SigningKey::Read(folder_ / "guidance.pem"), "guidance", "placements",
                                     Clock::System());
  EXPECT_EQ((*started)->verifier().Verify(credential.Token())->role, Role::kService);
}

TEST_F(AuthenticatorTest, SaysWhatDoesNotFit) {
  EXPECT_THAT(FaultOf({}), HasSubstr("no token would be accepted"));
  EXPECT_THAT(FaultOf({.service_keys = {"guidance=file"}}), HasSubstr("no token would be accepted"));
  EXPECT_THAT(FaultOf({.public_keys = {folder_ / "key.pub"}, .jwks = "x"}), HasSubstr("need --token-issuer"));
  EXPECT_THAT(FaultOf({.public_keys = {folder_ / "no-key"}}), HasSubstr("no-key: not a PEM public key"));
  EXPECT_THAT(FaultOf({.issuer = "https://login.example"}), HasSubstr("needs --token-audience"));
  EXPECT_THAT(FaultOf({.issuer = "someone", .audience = "a"}), HasSubstr("give --token-jwks"));
  TokenOptions options = Issuer();
  for (const auto& [roles, fault] : {std::pair{"coordinator", "takes NAME=VALUE"},
                                     {"a=root", "the roles are"},
                                     {"a=service", "the roles are"}}) {
    options.roles = {roles};
    EXPECT_THAT(FaultOf(options), HasSubstr(fault));
  }
  options.roles = {"a=admin", "a=mentor"};
  EXPECT_THAT(FaultOf(options), HasSubstr("twice"));
  for (std::string TokenOptions::*duration :
       {&TokenOptions::clock_skew, &TokenOptions::longest_life, &TokenOptions::longest_outage}) {
    TokenOptions wrong = Issuer();
    wrong.*duration = "soon";
    EXPECT_THAT(FaultOf(wrong), HasSubstr("takes a time such as"));
  }
  options = Issuer();
  options.service_keys = {"guidance"};
  EXPECT_THAT(FaultOf(options), HasSubstr("--service-public-key takes NAME=VALUE"));
}

}  // namespace
}  // namespace boulevard::runtime::access
