#include "services/boulevard/token.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/runtime/auth/token.h"
#include "tests/support/temporary_folder.h"

namespace boulevard {
namespace {

using ::testing::HasSubstr;

constexpr char kProvider[] = "01940000-0000-7000-8000-000000000001";

class TokenTest : public ::testing::Test {
 protected:
  TokenRequest Request(const std::string& role) const {
    return {.key = folder_.path() / "key.pem", .role = role, .subject = "someone", .ttl = "2h"};
  }
  std::string Refusal(const TokenRequest& request) const {
    return std::string(MakeToken(request, clock_).status().message());
  }

  tests::TemporaryFolder folder_;
  runtime::FakeClock clock_{absl::FromUnixSeconds(1772445600)};
};

TEST_F(TokenTest, IsAcceptedWithThePublicKeyBesideIt) {
  TokenRequest request = Request("provider");
  request.provider = kProvider;
  const auto token = MakeToken(request, clock_);
  ASSERT_TRUE(token.ok()) << token.status();
  std::stringstream pem;
  pem << std::ifstream(folder_.path() / "key.pem.pub").rdbuf();
  runtime::TokenVerifier verifier(clock_);
  ASSERT_TRUE(verifier.AddPublicKey(pem.str()).ok());
  const auto principal = verifier.Verify(*token);
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->subject, "someone");
  EXPECT_EQ(principal->role, runtime::Role::kProvider);
  EXPECT_EQ(principal->provider_id->ToString(), kProvider);
  clock_.Advance(absl::Hours(2) + absl::Minutes(1));
  EXPECT_FALSE(verifier.Verify(*token).ok());
}

TEST_F(TokenTest, KeepsTheKeyThatIsThere) {
  ASSERT_TRUE(MakeToken(Request("admin"), clock_).ok());
  const auto made = std::filesystem::last_write_time(folder_.path() / "key.pem");
  ASSERT_TRUE(MakeToken(Request("admin"), clock_).ok());
  EXPECT_EQ(std::filesystem::last_write_time(folder_.path() / "key.pem"), made);
}

TEST_F(TokenTest, SaysWhatDoesNotFit) {
  EXPECT_THAT(Refusal(Request("boss")), HasSubstr("there is no role \"boss\""));
  EXPECT_THAT(Refusal(Request("provider")), HasSubstr("needs --provider ID"));
  TokenRequest request = Request("admin");
  request.provider = kProvider;
  EXPECT_THAT(Refusal(request), HasSubstr("only a provider's token has --provider"));
  request.provider = "duwo";
  EXPECT_THAT(Refusal(request), HasSubstr("--provider takes the id of a provider"));
  for (const char* ttl : {"", "8", "-1h", "0s", "9000h"}) {
    request = Request("admin");
    request.ttl = ttl;
    EXPECT_THAT(Refusal(request), HasSubstr("--ttl takes a time such as 90m or 8h")) << ttl;
  }
}

TEST_F(TokenTest, NeedsAKey) {
  TokenRequest request = Request("admin");
  request.key.clear();
  EXPECT_THAT(std::string(RunToken(request).status().message()), HasSubstr("--data-dir DIR or --key FILE"));
}

}  // namespace
}  // namespace boulevard
