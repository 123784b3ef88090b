#include "services/runtime/auth/jwks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/runtime/auth/test_key.h"

namespace boulevard::runtime {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> AlgorithmsIn(const std::string& json) {
  const absl::StatusOr<std::vector<VerifyingKey>> keys = ParseJwks(json);
  std::vector<std::string> algorithms;
  if (!keys.ok()) return {std::string(keys.status().message())};
  for (const VerifyingKey& key : *keys) algorithms.emplace_back(key.algorithm());
  return algorithms;
}

TEST(JwksTest, ReadsEveryKindThatWeTake) {
  for (const TestKey& key :
       {TestKey::Ed25519(), TestKey::Rsa(2048), TestKey::Ec("P-256"), TestKey::Pss(3072)}) {
    const std::string alg = key.Header() == key.Header("PS256") ? R"(,"alg":"PS256")" : "";
    const absl::StatusOr<std::vector<VerifyingKey>> keys = ParseJwks(TestKey::JwkSet({key.Jwk(alg)}));
    ASSERT_TRUE(keys.ok()) << keys.status() << key.Jwk();
    ASSERT_EQ(keys->size(), 1u);
    EXPECT_EQ(keys->front().id(), key.Kid());
    EXPECT_EQ(key.Header(keys->front().algorithm()), key.Header());
    const std::string token = key.Token("{}");
    const size_t dot = token.rfind('.');
    EXPECT_TRUE(keys->front().Verify(token.substr(0, dot), *Base64UrlDecode(token.substr(dot + 1))));
    EXPECT_FALSE(keys->front().Verify(token.substr(1, dot - 1), *Base64UrlDecode(token.substr(dot + 1))));
  }
}

TEST(JwksTest, AnExampleOfRfc8037) {
  const auto keys = ParseJwks(
      R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})");
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_TRUE(keys->front().Verify(
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
      *Base64UrlDecode(
          "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")));
}

TEST(JwksTest, PassesOverWhatIsNotForUs) {
  const std::string good = TestKey::Rsa(2048).Jwk(R"(,"use":"sig","key_ops":["verify"])");
  const TestKey rsa = TestKey::Rsa(2048);
  for (const std::string& other :
       {rsa.Jwk(R"(,"use":"enc")"), rsa.Jwk(R"(,"key_ops":["encrypt"])"), rsa.Jwk(R"(,"alg":"ES256")"),
        rsa.Jwk(R"(,"alg":"HS256")"), rsa.Jwk(R"(,"alg":"none")"), rsa.Jwk(R"(,"d":"AQAB")"),
        TestKey::Rsa(1024).Jwk(), absl::StrReplaceAll(rsa.Jwk(), {{"\"kid\"", "\"other\""}}),
        absl::StrReplaceAll(TestKey::Ec("P-256").Jwk(), {{"P-256", "P-384"}}),
        absl::StrReplaceAll(TestKey::Ec("P-256").Jwk(), {{"\"x\":\"", "\"x\":\"AA"}}),
        std::string(R"({"kty":"oct","kid":"s","k":"c2VjcmV0"})"), std::string("7"), std::string("{}")}) {
    EXPECT_THAT(AlgorithmsIn(TestKey::JwkSet({other, good})), ElementsAre("RS256")) << other;
    EXPECT_FALSE(ParseJwks(TestKey::JwkSet({other})).ok()) << other;
  }
}

TEST(JwksTest, RefusesAPointThatIsNotOnTheCurve) {
  const std::string jwk =
      absl::StrCat(R"({"kty":"EC","crv":"P-256","kid":"1","x":")", Base64UrlEncode(std::string(32, '\x01')),
                   R"(","y":")", Base64UrlEncode(std::string(32, '\x01')), "\"}");
  EXPECT_FALSE(ParseJwks(TestKey::JwkSet({jwk})).ok());
}

TEST(JwksTest, OfTwoWithOneIdTheFirstCounts) {
  const TestKey rsa = TestKey::Rsa(2048);
  EXPECT_THAT(AlgorithmsIn(TestKey::JwkSet({rsa.Jwk(), rsa.Jwk(R"(,"alg":"PS256")")})), ElementsAre("RS256"));
}

TEST(JwksTest, RefusesWhatIsNoSet) {
  for (const char* json : {"", "[]", "{}", R"({"keys":7})", R"({"keys":[]})", "<html>", R"({"keys":[{]})"}) {
    EXPECT_FALSE(ParseJwks(json).ok()) << json;
  }
  std::string many = R"({"keys":[)";
  for (int i = 0; i < 101; ++i) many += absl::StrCat(i == 0 ? "" : ",", "{}");
  EXPECT_THAT(AlgorithmsIn(many + "]}"), ElementsAre("the JWK set has more than 100 keys"));
}

}  // namespace
}  // namespace boulevard::runtime
