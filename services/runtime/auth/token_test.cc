#include "services/runtime/auth/token.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/auth/jwks.h"
#include "services/runtime/auth/test_key.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime {
namespace {

constexpr int64_t kNow = 1'800'000'000;
constexpr char kGood[] =
    R"({"iss":"boulevard","aud":"boulevard","sub":"anna","role":"coordinator","exp":1800000600})";
constexpr char kProviderId[] = "0190a000-0000-7000-8000-000000000001";

class TokenVerifierTest : public ::testing::Test {
 protected:
  TokenVerifierTest() { EXPECT_TRUE(verifier_.AddPublicKey(key_.PublicPem()).ok()); }

  void ExpectRefused(std::string_view token, AuthFault fault) {
    EXPECT_EQ(verifier_.Verify(token).status(), AuthError(fault));
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
  ExpectRefused("", AuthFault::kMissing);
  for (const char* token :
       {"a", "a.b", "a.b.c.d", "...", "..", "eyJ9.e30.", "e30.e30.====", "\xff.\xff.\xff"}) {
    EXPECT_EQ(verifier_.Verify(token).status().code(), absl::StatusCode::kUnauthenticated) << token;
  }
  ExpectRefused(std::string(8 * 1024 + 1, 'a'), AuthFault::kTooLong);
  ExpectRefused(With("}", R"(,"more":")" + std::string(8 * 1024, 'a') + "\"}"), AuthFault::kTooLong);
  ExpectRefused(key_.Token("not json"), AuthFault::kMalformed);
  ExpectRefused(key_.Token("[]"), AuthFault::kMalformed);
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
  ExpectRefused(none, AuthFault::kAlgorithm);
  ExpectRefused(TestKey::HmacToken(key_.Header("HS256"), kGood, key_.PublicPem()), AuthFault::kAlgorithm);
  ExpectRefused(TestKey::HmacToken(key_.Header(), kGood, key_.PublicPem()), AuthFault::kSignature);
  ExpectRefused(key_.Token(key_.Header("RS256"), kGood), AuthFault::kAlgorithm);
  ExpectRefused(key_.Token(key_.Header("eddsa"), kGood), AuthFault::kAlgorithm);
}

TEST_F(TokenVerifierTest, RefusesUnknownKeys) {
  ExpectRefused(TestKey::Ed25519().Token(kGood), AuthFault::kKey);
  ExpectRefused(key_.Token(R"({"alg":"EdDSA"})", kGood), AuthFault::kKey);
  ExpectRefused(TestKey::Ed25519().Token(key_.Header(), kGood), AuthFault::kSignature);
}

TEST_F(TokenVerifierTest, RefusesWhatTheHeaderMayNotSay) {
  const auto with_header = [&](std::string_view more) {
    return key_.Token(absl::StrReplaceAll(key_.Header(), {{"}", absl::StrCat(",", AbslView(more), "}")}}),
                      kGood);
  };
  ExpectRefused(with_header(R"("crit":["b64"])"), AuthFault::kCriticalExtension);
  ExpectRefused(with_header(R"("crit":[])"), AuthFault::kCriticalExtension);
  const TestKey theirs = TestKey::Ed25519();
  ExpectRefused(with_header(R"("jwk":)" + theirs.Jwk()), AuthFault::kOwnKey);
  ExpectRefused(with_header(R"("jku":"https://example.org/jwks.json")"), AuthFault::kOwnKey);
  ExpectRefused(with_header(R"("x5u":"https://example.org/chain.pem")"), AuthFault::kOwnKey);
  ExpectRefused(with_header(R"("alg":"none")"), AuthFault::kMalformed);
  ExpectRefused(with_header(R"("typ":"service+jwt")"), AuthFault::kType);
  ExpectRefused(with_header(R"("typ":"logout+jwt")"), AuthFault::kType);
  for (const char* type : {"JWT", "at+jwt", "application/at+jwt"}) {
    EXPECT_TRUE(verifier_.Verify(with_header(absl::StrCat(R"("typ":")", type, "\""))).ok()) << type;
  }
}

TEST_F(TokenVerifierTest, ChecksTheClaims) {
  ExpectRefused(With(R"("iss":"boulevard")", R"("iss":"other")"), AuthFault::kIssuer);
  ExpectRefused(With(R"("iss":"boulevard",)", ""), AuthFault::kIssuer);
  ExpectRefused(With(R"("aud":"boulevard")", R"("aud":"other")"), AuthFault::kAudience);
  ExpectRefused(With(R"("aud":"boulevard")", R"("aud":["other",1])"), AuthFault::kAudience);
  ExpectRefused(With(R"("aud":"boulevard",)", ""), AuthFault::kAudience);
  ExpectRefused(With(R"("role":"coordinator")", R"("role":"root")"), AuthFault::kNoRole);
  ExpectRefused(With(R"("role":"coordinator")", R"("role":"service")"), AuthFault::kNoRole);
  ExpectRefused(With(R"("sub":"anna")", R"("sub":"")"), AuthFault::kMalformed);
  ExpectRefused(With(R"("sub":"anna")", R"("sub":"anna","sub":"bert")"), AuthFault::kMalformed);
  ExpectRefused(With(R"("exp":1800000600)", R"("exp":"1800000600")"), AuthFault::kMalformed);
  ExpectRefused(With(R"(,"exp":1800000600)", ""), AuthFault::kMalformed);
  EXPECT_TRUE(verifier_.Verify(With(R"("aud":"boulevard")", R"("aud":["other","boulevard"])")).ok());
}

TEST_F(TokenVerifierTest, AWithdrawnKeyTakesItsTokensAlong) {
  const TestKey old_key = TestKey::Rsa(2048), new_key = TestKey::Pss(2048);
  auto keys = std::make_shared<IssuerKeys>();
  ASSERT_TRUE(
      verifier_.AddIssuer({.issuer = "https://login.example", .audiences = {"boulevard"}}, keys).ok());
  const std::string payload =
      absl::StrReplaceAll(kGood, {{R"("iss":"boulevard")", R"("iss":"https://login.example")"}});
  ExpectRefused(old_key.Token(payload), AuthFault::kNoKeys);
  keys->Replace(*ParseJwks(TestKey::JwkSet({old_key.Jwk()})));
  EXPECT_TRUE(verifier_.Verify(old_key.Token(payload)).ok());
  keys->Replace(*ParseJwks(TestKey::JwkSet({old_key.Jwk(), new_key.Jwk(R"(,"alg":"PS256")")})));
  EXPECT_TRUE(verifier_.Verify(old_key.Token(payload)).ok());
  EXPECT_TRUE(verifier_.Verify(new_key.Token(payload)).ok());
  keys->Replace(*ParseJwks(TestKey::JwkSet({new_key.Jwk(R"(,"alg":"PS256")")})));
  ExpectRefused(old_key.Token(payload), AuthFault::kKey);
  EXPECT_TRUE(verifier_.Verify(new_key.Token(payload)).ok());
  keys->Replace({});
  ExpectRefused(new_key.Token(payload), AuthFault::kNoKeys);
}

TEST_F(TokenVerifierTest, TheKeysOfOneIssuerAreNotAnothers) {
  const TestKey theirs = TestKey::Ed25519();
  auto keys = std::make_shared<IssuerKeys>();
  keys->Add(*VerifyingKey::FromPem(theirs.PublicPem()));
  ASSERT_TRUE(
      verifier_.AddIssuer({.issuer = "https://login.example", .audiences = {"boulevard"}}, keys).ok());
  ExpectRefused(theirs.Token(kGood), AuthFault::kKey);
  EXPECT_FALSE(verifier_.AddIssuer({.issuer = "https://login.example"}, keys).ok());
}

TEST_F(TokenVerifierTest, BoundsHowLongATokenIsGood) {
  auto keys = std::make_shared<IssuerKeys>();
  keys->Add(*VerifyingKey::FromPem(key_.PublicPem()));
  ASSERT_TRUE(
      verifier_
          .AddIssuer({.issuer = "short", .audiences = {"boulevard"}, .longest_life = absl::Minutes(10)}, keys)
          .ok());
  const auto lived = [&](int from, int until) {
    return key_.Token(absl::StrCat(R"({"iss":"short","aud":"boulevard","sub":"a","role":"admin","iat":)",
                                   kNow + from, R"(,"exp":)", kNow + until, "}"));
  };
  EXPECT_TRUE(verifier_.Verify(lived(0, 600)).ok());
  ExpectRefused(lived(0, 601), AuthFault::kLifetime);
  ExpectRefused(lived(-300, 301), AuthFault::kLifetime);
  ExpectRefused(key_.Token(absl::StrCat(R"({"iss":"short","aud":"boulevard","sub":"a","role":"admin","exp":)",
                                        kNow + 601, "}")),
                AuthFault::kLifetime);
}

TEST_F(TokenVerifierTest, AProviderNeedsItsId) {
  ExpectRefused(With("coordinator", "provider"), AuthFault::kNoProvider);
  ExpectRefused(With(R"("coordinator")", R"("provider","provider_id":"7")"), AuthFault::kNoProvider);
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
  ExpectRefused(With("1800000600", "1799999970"), AuthFault::kExpired);
  EXPECT_TRUE(verifier_.Verify(With("}", R"(,"nbf":1800000030,"iat":1800000030.0})")).ok());
  ExpectRefused(With("}", R"(,"nbf":1800000031})"), AuthFault::kNotYetValid);
  ExpectRefused(With("}", R"(,"iat":1800000031})"), AuthFault::kNotYetValid);
}

TEST_F(TokenVerifierTest, WhatIsCachedExpiresWithTheToken) {
  const std::string short_lived = With("1800000600", "1800000060");
  const std::string long_lived = key_.Token(kGood);
  EXPECT_TRUE(verifier_.Verify(short_lived).ok());
  EXPECT_TRUE(verifier_.Verify(long_lived).ok());
  clock_.Advance(absl::Seconds(89));
  EXPECT_TRUE(verifier_.Verify(short_lived).ok());
  clock_.Advance(absl::Seconds(1));
  ExpectRefused(short_lived, AuthFault::kExpired);
  clock_.Advance(absl::Minutes(6));
  EXPECT_TRUE(verifier_.Verify(long_lived).ok());
  clock_.Advance(absl::Minutes(3));
  ExpectRefused(long_lived, AuthFault::kExpired);
}

}  // namespace
}  // namespace boulevard::runtime
