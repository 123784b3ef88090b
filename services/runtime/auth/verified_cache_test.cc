#include "services/runtime/auth/verified_cache.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace boulevard::runtime {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

TEST(VerifiedCacheTest, KeepsAPrincipalUntilItsTime) {
  VerifiedCache cache(100);
  const Digest token = Sha256("token");
  EXPECT_FALSE(cache.Find(token, kNow).has_value());
  cache.Insert(token, {.subject = "anna", .role = Role::kMentor}, kNow + absl::Seconds(10));
  EXPECT_EQ(cache.Find(token, kNow + absl::Seconds(9))->subject, "anna");
  EXPECT_FALSE(cache.Find(token, kNow + absl::Seconds(10)).has_value());
}

TEST(VerifiedCacheTest, TheOldestMakeRoom) {
  VerifiedCache cache(160);
  const Digest first = Sha256("0");
  Digest last{};
  for (int i = 0; i < 5000; ++i) {
    last = Sha256(absl::StrCat(i));
    cache.Insert(last, {.subject = "s"}, kNow + absl::Minutes(5));
  }
  EXPECT_LE(cache.size(), 160);
  EXPECT_FALSE(cache.Find(first, kNow).has_value());
  EXPECT_TRUE(cache.Find(last, kNow).has_value());
}

}  // namespace
}  // namespace boulevard::runtime
