#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "services/runtime/auth/base64url.h"
#include "services/runtime/auth/signing_key.h"
#include "services/runtime/auth/test_key.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/grpc_client.h"
#include "tests/support/site/metrics.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

using runtime::Base64UrlEncode;
using runtime::SigningKey;
using runtime::TestKey;
using ::testing::HasSubstr;

constexpr char kPath[] = "/v1/programmes";

struct BadToken {
  std::string what;
  std::string reason;  // of the metric and the log
  std::string token;
};

// Tokens that must not be taken, made with the site's own key where that makes them more dangerous.
class TokensTest : public SiteTest {
 protected:
  std::string Good() { return site().Token(Role::kCoordinator); }
  // {alg, kid, typ} of a good token, with more members.
  std::string Header(std::string_view more) {
    const std::string good = Good();
    std::string header = *runtime::Base64UrlDecode(good.substr(0, good.find('.')));
    header.insert(header.size() - 1, more);
    return header;
  }
  std::string Payload() {
    const std::vector<std::string> parts = absl::StrSplit(Good(), '.');
    return *runtime::Base64UrlDecode(parts[1]);
  }
  static std::string Unsigned(const std::string& header, const std::string& payload,
                              const std::string& signature) {
    return absl::StrCat(Base64UrlEncode(header), ".", Base64UrlEncode(payload), ".", signature);
  }
  // Well signed, with a claim of a good token exchanged.
  std::string Signed(const std::string& old_text, const std::string& new_text) {
    const std::string claims = absl::StrReplaceAll(Payload(), {{old_text, new_text}});
    EXPECT_NE(claims, Payload());
    return SigningKey::Read(site().token_key())->Sign("JWT", claims);
  }
  std::string SignedWith(int64_t not_before, int64_t expires) {
    const std::string claims =
        absl::StrCat(R"({"iss":"boulevard","aud":"boulevard","sub":"a","role":"admin","nbf":)", not_before,
                     R"(,"exp":)", expires, "}");
    return SigningKey::Read(site().token_key())->Sign("JWT", claims);
  }

  std::vector<BadToken> BadTokens() {
    const std::string good = Good(), header = Header(""), payload = Payload();
    const std::string none = absl::StrReplaceAll(header, {{"EdDSA", "none"}});
    const std::string hmac = absl::StrReplaceAll(header, {{"EdDSA", "HS256"}});
    const std::string pem = SigningKey::Read(site().token_key())->PublicKeyPem();
    const int64_t now = absl::ToUnixSeconds(absl::Now());
    return {
        {"alg: none", "algorithm", Unsigned(none, payload, "")},
        {"HS256 with the public key", "algorithm", TestKey::HmacToken(hmac, payload, pem)},
        {"another algorithm", "algorithm",
         Unsigned(absl::StrReplaceAll(header, {{"EdDSA", "RS256"}}), payload, "AAAA")},
        {"another audience", "audience", Signed(R"("aud":"boulevard")", R"("aud":"elsewhere")")},
        {"another issuer", "issuer", Signed(R"("iss":"boulevard")", R"("iss":"https://login.example")")},
        {"expired", "expired", SignedWith(now - 7200, now - 3600)},
        {"not yet valid", "not-yet-valid", SignedWith(now + 3600, now + 7200)},
        {"cut", "malformed", good.substr(0, good.rfind('.'))},
        {"cut in its signature", "signature", good.substr(0, good.size() - 6)},
        {"another signature", "signature", good.substr(0, good.size() - 8) + "AAAAAAAA"},
        {"an unknown key", "key", TestKey::Ed25519().Token(payload)},
        {"a critical extension", "critical-extension",
         Unsigned(Header(R"(,"crit":["exp"],"exp":1)"), payload, "AAAA")},
        {"a key of its own", "own-key", TestKey::Ed25519().Token(Header(R"(,"jwk":{})"), payload)},
        {"a place of keys of its own", "own-key",
         Unsigned(Header(R"(,"jku":"https://a.example")"), payload, "AAAA")},
        {"a chain of its own", "own-key", Unsigned(Header(R"(,"x5u":"https://a.example")"), payload, "AAAA")},
        {"a member twice", "malformed", Unsigned(Header(R"(,"alg":"none")"), payload, "AAAA")},
        {"of another type", "type", SigningKey::Read(site().token_key())->Sign("logout+jwt", payload)},
        {"no token at all", "malformed", "x"},
        {"no ASCII", "malformed", "\xff.\xfe.\xfd"},
    };
  }

  double Counted(const std::string& reason) {
    double sum = 0;
    for (const Program* checker : site().checkers()) {
      sum += ReadMetric(
          checker->endpoints().metrics,
          absl::StrCat(R"(boulevard_auth_failures_total{component="placements",reason=")", reason, "\"}"));
    }
    return sum;
  }
  // The lines of the log that name a reason.
  size_t Logged(const std::string& reason) {
    size_t lines = 0;
    for (Program* checker : site().checkers()) {
      for (const absl::string_view line : absl::StrSplit(checker->process().Output(), '\n')) {
        if (absl::StrContains(line, absl::StrCat(R"("reason":")", reason, "\""))) ++lines;
      }
    }
    return lines;
  }
};

TEST_P(TokensTest, ABadTokenIsRefusedCountedAndLogged) {
  for (const BadToken& bad : BadTokens()) {
    const double counted = Counted(bad.reason);
    const size_t logged = Logged(bad.reason);
    const Answer answer = site().WithToken(bad.token).Get(kPath);
    EXPECT_EQ(answer.status(), 401) << bad.what << answer;
    EXPECT_THAT(answer.http.Header("www-authenticate"), HasSubstr(R"(Bearer error="invalid_token")"))
        << bad.what;
    EXPECT_EQ(answer.http.body.find(bad.token), std::string::npos) << bad.what;
    if (site().checkers().empty()) continue;  // a site that runs already shows neither metrics nor log
    EXPECT_EQ(Counted(bad.reason), counted + 1) << bad.what;
    EXPECT_TRUE(Eventually(absl::Seconds(10), [&] { return Logged(bad.reason) == logged + 1; })) << bad.what;
  }
}

TEST_P(TokensTest, ABadTokenIsRefusedOverGrpc) {
  GrpcClient grpc(site().endpoints().grpc);
  placements::v1::ListProgrammesResponse programmes;
  for (const BadToken& bad : BadTokens()) {
    if (bad.what == "no ASCII") continue;  // gRPC itself does not send it
    const GrpcAnswer answer = grpc.Call("boulevard.placements.v1.ProgrammeService/ListProgrammes",
                                        placements::v1::ListProgrammesRequest(), programmes, bad.token);
    EXPECT_EQ(answer.code, 16) << bad.what << ": " << answer.message;
  }
}

TEST_P(TokensTest, AHugeTokenIsRefused) {
  const Answer answer = site().WithToken(std::string(9'000, 'a')).Get(kPath);
  EXPECT_EQ(answer.status(), 401) << answer;
  GrpcClient grpc(site().endpoints().grpc);
  placements::v1::ListProgrammesResponse programmes;
  EXPECT_EQ(grpc.Call("boulevard.placements.v1.ProgrammeService/ListProgrammes",
                      placements::v1::ListProgrammesRequest(), programmes, std::string(9'000, 'a'))
                .code,
            16);
}

TEST_P(TokensTest, WithoutATokenTheChallengeNamesNoError) {
  ApiClient nobody = site().WithToken("");
  EXPECT_EQ(nobody.Get(kPath).http.Header("www-authenticate"), "Bearer");
  const Answer basic = nobody.Send("GET", kPath, {{"Authorization", "Basic YTpi"}});
  EXPECT_EQ(basic.status(), 401);
  EXPECT_EQ(basic.http.Header("www-authenticate"), "Bearer");
}

TEST_P(TokensTest, OfTwoTokensNoneCounts) {
  const std::string good = absl::StrCat("Bearer ", Good());
  ApiClient nobody = site().WithToken("");
  EXPECT_EQ(nobody.Send("GET", kPath, {{"Authorization", good}}).status(), 200);
  // It could be read in two ways (RFC 6750 3.1: invalid_request).
  EXPECT_EQ(nobody.Send("GET", kPath, {{"Authorization", good}, {"Authorization", good}}).status(), 400);
}

ON_EVERY_SHAPE(TokensTest);

}  // namespace
}  // namespace boulevard::tests
