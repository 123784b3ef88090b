#include "services/runtime/auth/sealed_box.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime {
namespace {

std::string BytesOfHex(std::string_view hex) {
  return absl::HexStringToBytes(AbslView(hex));
}

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

// The GCM specification (McGrew, Viega), test cases 13 to 16: AES-256, a nonce of 96 bits. What is sealed is
// the nonce, the text and the tag.
TEST(SealedBoxTest, OpensTheVectorsOfTheStandard) {
  const SealedBox zero(std::string(32, '\0'));
  const std::string no_nonce(12, '\0');
  EXPECT_EQ(zero.Open("", no_nonce + BytesOfHex("530f8afbc74536b9a963b4f1c4cb738b")), "");
  EXPECT_EQ(zero.Open("", no_nonce +
                              BytesOfHex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")),
            std::string(16, '\0'));
  const SealedBox box(BytesOfHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  const std::string nonce = BytesOfHex("cafebabefacedbaddecaf888");
  const std::string text = BytesOfHex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
      "b16aedf5aa0de657ba637b391aafd255");
  const std::string hidden = BytesOfHex(
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
      "c5f61e6393ba7a0abcc9f662898015ad");
  EXPECT_EQ(box.Open("", nonce + hidden + BytesOfHex("b094dac5d93471bdec1a502270e3cc6c")), text);
  EXPECT_EQ(box.Open(BytesOfHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                     nonce + hidden.substr(0, 60) + BytesOfHex("76fc6ece0f4e1768cddf8853bb2d551b")),
            text.substr(0, 60));
}

}  // namespace
}  // namespace boulevard::runtime
