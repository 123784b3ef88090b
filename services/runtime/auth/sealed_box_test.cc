#include "services/runtime/auth/sealed_box.h"

#include <gtest/gtest.h>

namespace boulevard::runtime {
namespace {

TEST(SealedBoxTest, OpensWhatItSealed) {
  const SealedBox box = SealedBox::FromText("a key");
  const std::string sealed = box.Seal("mine", "secret");
  EXPECT_EQ(box.Open("mine", sealed), "secret");
  EXPECT_EQ(sealed.find("secret"), std::string::npos);
  EXPECT_NE(box.Seal("mine", "secret"), sealed);
  EXPECT_EQ(SealedBox::FromText("a key").Open("mine", sealed), "secret");
}

TEST(SealedBoxTest, OpensNothingElse) {
  const SealedBox box = SealedBox::FromText("a key");
  const std::string sealed = box.Seal("mine", "secret");
  EXPECT_EQ(box.Open("yours", sealed), std::nullopt);
  EXPECT_EQ(SealedBox::FromText("another key").Open("mine", sealed), std::nullopt);
  EXPECT_EQ(box.Open("mine", sealed.substr(1)), std::nullopt);
  EXPECT_EQ(box.Open("mine", "short"), std::nullopt);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(box.Open("mine", changed), std::nullopt) << i;
  }
}

}  // namespace
}  // namespace boulevard::runtime
