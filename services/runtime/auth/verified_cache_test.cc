#include "services/runtime/auth/verified_cache.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/test_key.h"

namespace boulevard::runtime {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'800'000'000);

std::shared_ptr<TrustedKey> NewKey() {
  return std::make_shared<TrustedKey>(*VerifyingKey::FromPem(TestKey::Ed25519().PublicPem()));
}

TEST(VerifiedCacheTest, KeepsAPrincipalUntilItsTime) {
  VerifiedCache cache(100);
  const Digest token = Sha256("token");
  EXPECT_FALSE(cache.Find(token, kStart).has_value());
  cache.Insert(token, {.subject = "anna", .role = Role::kMentor}, kStart + absl::Seconds(10), NewKey());
  EXPECT_EQ(cache.Find(token, kStart + absl::Seconds(9))->subject, "anna");
  EXPECT_FALSE(cache.Find(token, kStart + absl::Seconds(10)).has_value());
}

TEST(VerifiedCacheTest, ForgetsWhoseKeyIsWithdrawn) {
  VerifiedCache cache(100);
  const std::shared_ptr<TrustedKey> key = NewKey();
  cache.Insert(Sha256("token"), {.subject = "anna"}, kStart + absl::Minutes(5), key);
  EXPECT_TRUE(cache.Find(Sha256("token"), kStart).has_value());
  key->Withdraw();
  EXPECT_FALSE(cache.Find(Sha256("token"), kStart).has_value());
}

TEST(VerifiedCacheTest, TheOldestMakeRoom) {
  VerifiedCache cache(160);
  const Digest first = Sha256("0");
  Digest last{};
  const std::shared_ptr<TrustedKey> key = NewKey();
  for (int i = 0; i < 5000; ++i) {
    last = Sha256(absl::StrCat(i));
    cache.Insert(last, {.subject = "s"}, kStart + absl::Minutes(5), key);
  }
  EXPECT_LE(cache.size(), 160);
  EXPECT_FALSE(cache.Find(first, kStart).has_value());
  EXPECT_TRUE(cache.Find(last, kStart).has_value());
}

}  // namespace
}  // namespace boulevard::runtime
