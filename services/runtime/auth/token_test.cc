#include "services/runtime/auth/token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/runtime/auth/test_key.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime {
namespace {

using ::testing::HasSubstr;

constexpr int64_t kNow = 1'800'000'000;
constexpr char kGood[] =
    R"({"iss":"boulevard","aud":"boulevard","sub":"anna","role":"coordinator","exp":1800000600})";
constexpr char kProviderId[] = "0190a000-0000-7000-8000-000000000001";

class TokenVerifierTest : public testing::Test {
 protected:
  TokenVerifierTest() { EXPECT_TRUE(verifier_.AddPublicKey(key_.PublicPem()).ok()); }

  void ExpectRefused(std::string_view token, std::string_view reason) {
    const absl::Status status = verifier_.Verify(token).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(reason)));
  }
  // The good payload with one part of its text exchanged.
  std::string With(std::string_view old_text, std::string_view new_text) const {
    return key_.Token(absl::StrReplaceAll(kGood, {{AbslView(old_text), AbslView(new_text)}}));
  }

  FakeClock clock_{absl::FromUnixSeconds(kNow)};
  TokenVerifier verifier_{clock_};
  const TestKey key_ = TestKey::Ed25519();
};

TEST_F(TokenVerifierTest, TakesAGoodTokenOfEachAlgorithm) {
  for (const TestKey& key : {TestKey::Ed25519(), TestKey::Rsa(2048), TestKey::Ec("P-256")}) {
    ASSERT_TRUE(verifier_.AddPublicKey(key.PublicPem()).ok());
    for (int i = 0; i < 2; ++i) {  // afresh, then from the cache
      const absl::StatusOr<Principal> principal = verifier_.Verify(key.Token(kGood));
      ASSERT_TRUE(principal.ok()) << principal.status() << key.Header();
      EXPECT_EQ(principal->subject, "anna");
      EXPECT_EQ(principal->role, Role::kCoordinator);
      EXPECT_FALSE(principal->provider_id.has_value());
    }
  }
}

TEST_F(TokenVerifierTest, RefusesKeysThatAreWeakOrNoKeys) {
  for (const std::string& pem : {TestKey::Rsa(1024).PublicPem(), TestKey::Ec("P-384").PublicPem(),
                                 std::string("key"), std::string()}) {
    EXPECT_EQ(verifier_.AddPublicKey(pem).code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(TokenVerifierTest, RefusesWhatIsNoToken) {
  ExpectRefused("", "missing");
  for (const char* token :
       {"a", "a.b", "a.b.c.d", "...", "..", "eyJ9.e30.", "e30.e30.====", "\xff.\xff.\xff"}) {
    EXPECT_EQ(verifier_.Verify(token).status().code(), absl::StatusCode::kUnauthenticated) << token;
  }
  ExpectRefused(std::string(8 * 1024 + 1, 'a'), "malformed");
  ExpectRefused(key_.Token("not json"), "malformed");
  ExpectRefused(key_.Token("[]"), "malformed");
}

TEST_F(TokenVerifierTest, RefusesACutToken) {
  const std::string token = key_.Token(kGood);
  for (size_t length = 1; length < token.size(); ++length) {
    EXPECT_FALSE(verifier_.Verify(token.substr(0, length)).ok()) << length;
  }
}

TEST_F(TokenVerifierTest, RefusesATokenWithAnyByteChanged) {
  const std::string token = key_.Token(kGood);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verifier_.Verify(changed).ok()) << i;
  }
}

TEST_F(TokenVerifierTest, TheKeyAndNotTheTokenNamesTheAlgorithm) {
  const std::string none = Base64UrlEncode(key_.Header("none")) + "." + Base64UrlEncode(kGood) + ".";
  ExpectRefused(none, "algorithm");
  ExpectRefused(TestKey::HmacToken(key_.Header("HS256"), kGood, key_.PublicPem()), "algorithm");
  ExpectRefused(TestKey::HmacToken(key_.Header(), kGood, key_.PublicPem()), "signature");
  ExpectRefused(key_.Token(key_.Header("RS256"), kGood), "algorithm");
  ExpectRefused(key_.Token(key_.Header("eddsa"), kGood), "algorithm");
}

TEST_F(TokenVerifierTest, RefusesUnknownKeysAndCriticalExtensions) {
  ExpectRefused(TestKey::Ed25519().Token(kGood), "key");
  ExpectRefused(key_.Token(R"({"alg":"EdDSA"})", kGood), "key");
  ExpectRefused(TestKey::Ed25519().Token(key_.Header(), kGood), "signature");
  ExpectRefused(key_.Token(absl::StrReplaceAll(key_.Header(), {{"}", R"(,"crit":["b64"]})"}}), kGood),
                "malformed");
}

TEST_F(TokenVerifierTest, ChecksTheClaims) {
  ExpectRefused(With(R"("iss":"boulevard")", R"("iss":"other")"), "issuer");
  ExpectRefused(With(R"("iss":"boulevard",)", ""), "issuer");
  ExpectRefused(With(R"("aud":"boulevard")", R"("aud":"other")"), "audience");
  ExpectRefused(With(R"("aud":"boulevard")", R"("aud":["other",1])"), "audience");
  ExpectRefused(With(R"("aud":"boulevard",)", ""), "audience");
  ExpectRefused(With(R"("role":"coordinator")", R"("role":"root")"), "role");
  ExpectRefused(With(R"("role":"coordinator")", R"("role":["admin"])"), "role");
  ExpectRefused(With(R"("sub":"anna")", R"("sub":"")"), "malformed");
  ExpectRefused(With(R"("exp":1800000600)", R"("exp":"1800000600")"), "malformed");
  ExpectRefused(With(R"(,"exp":1800000600)", ""), "malformed");
  EXPECT_TRUE(verifier_.Verify(With(R"("aud":"boulevard")", R"("aud":["other","boulevard"])")).ok());
}

TEST_F(TokenVerifierTest, AProviderNeedsItsId) {
  ExpectRefused(With("coordinator", "provider"), "provider_id");
  ExpectRefused(With(R"("coordinator")", R"("provider","provider_id":"7")"), "provider_id");
  const absl::StatusOr<Principal> provider = verifier_.Verify(
      With(R"("coordinator")", absl::StrCat(R"("provider","provider_id":")", kProviderId, "\"")));
  ASSERT_TRUE(provider.ok());
  EXPECT_EQ(provider->provider_id, Uuid::Parse(kProviderId));
  const absl::StatusOr<Principal> mentor = verifier_.Verify(
      With(R"("coordinator")", absl::StrCat(R"("mentor","provider_id":")", kProviderId, "\"")));
  ASSERT_TRUE(mentor.ok());
  EXPECT_FALSE(mentor->provider_id.has_value());
}

TEST_F(TokenVerifierTest, AllowsThirtySecondsOfSkew) {
  EXPECT_TRUE(verifier_.Verify(With("1800000600", "1799999971")).ok());
  ExpectRefused(With("1800000600", "1799999970"), "expired");
  EXPECT_TRUE(verifier_.Verify(With("}", R"(,"nbf":1800000030,"iat":1800000030.0})")).ok());
  ExpectRefused(With("}", R"(,"nbf":1800000031})"), "not yet valid");
  ExpectRefused(With("}", R"(,"iat":1800000031})"), "not yet valid");
}

TEST_F(TokenVerifierTest, WhatIsCachedExpiresWithTheToken) {
  const std::string short_lived = With("1800000600", "1800000060");
  const std::string long_lived = key_.Token(kGood);
  EXPECT_TRUE(verifier_.Verify(short_lived).ok());
  EXPECT_TRUE(verifier_.Verify(long_lived).ok());
  clock_.Advance(absl::Seconds(89));
  EXPECT_TRUE(verifier_.Verify(short_lived).ok());
  clock_.Advance(absl::Seconds(1));
  ExpectRefused(short_lived, "expired");
  clock_.Advance(absl::Minutes(6));
  EXPECT_TRUE(verifier_.Verify(long_lived).ok());
  clock_.Advance(absl::Minutes(3));
  ExpectRefused(long_lived, "expired");
}

}  // namespace
}  // namespace boulevard::runtime
