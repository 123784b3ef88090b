#include "services/runtime/webhooks/signature.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"

namespace boulevard::runtime::webhooks {
namespace {

constexpr char kId[] = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr char kBody[] = R"({"test": 2432232314})";

std::string BytesOf(const char* base64) {
  std::string bytes;
  EXPECT_TRUE(absl::Base64Unescape(base64, &bytes));
  return bytes;
}

// The values of the standard's own libraries.
TEST(SignatureTest, IsThatOfTheStandard) {
  EXPECT_EQ(
      Signature(BytesOf("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), kId, absl::FromUnixSeconds(1614265330), kBody),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(SignatureTest, CoversIdTimeBodyAndSecret) {
  const absl::Time at = absl::FromUnixSeconds(1614265330);
  const std::string signature = Signature("secret", kId, at, kBody);
  EXPECT_NE(Signature("Secret", kId, at, kBody), signature);
  EXPECT_NE(Signature("secret", "msg", at, kBody), signature);
  EXPECT_NE(Signature("secret", kId, at + absl::Seconds(1), kBody), signature);
  EXPECT_NE(Signature("secret", kId, at, "{}"), signature);
}

TEST(SecretTest, IsOf32BytesAndNewEachTime) {
  const std::string secret = NewSecret();
  EXPECT_EQ(secret.size(), 32u);
  EXPECT_NE(NewSecret(), secret);
  EXPECT_EQ(SecretText("0123456789abcdef01234567"), "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3");
}

}  // namespace
}  // namespace boulevard::runtime::webhooks
