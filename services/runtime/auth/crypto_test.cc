#include "services/runtime/auth/crypto.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime {
namespace {

std::string Hex(std::string_view bytes) {
  return absl::BytesToHexString(AbslView(bytes));
}
std::string Unhex(std::string_view hex) {
  return absl::HexStringToBytes(AbslView(hex));
}

// FIPS 180-4, as NIST's examples have it.
TEST(Sha256Test, IsThatOfTheStandard) {
  EXPECT_EQ(Hex(View(Sha256("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(View(Sha256(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// RFC 4231, test cases 1, 2, 4 and 6.
TEST(HmacSha256Test, IsThatOfTheStandard) {
  EXPECT_EQ(Hex(View(HmacSha256(std::string(20, '\x0b'), "Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(Hex(View(HmacSha256("Jefe", "what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Hex(View(HmacSha256(Unhex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
                                std::string(50, '\xcd')))),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  EXPECT_EQ(Hex(View(HmacSha256(std::string(131, '\xaa'),
                                "Test Using Larger Than Block-Size Key - Hash Key First"))),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// RFC 5869, test cases 1 and 3.
TEST(HkdfSha256Test, IsThatOfTheStandard) {
  EXPECT_EQ(Hex(View(HkdfSha256(std::string(22, '\x0b'), Unhex("000102030405060708090a0b0c"),
                                Unhex("f0f1f2f3f4f5f6f7f8f9"), 42))),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(Hex(View(HkdfSha256(std::string(22, '\x0b'), "", "", 42))),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

// Keeps what was in the memory that came back.
template <typename T>
struct WatchedAllocator : std::allocator<T> {
  static inline std::string given_back;

  void deallocate(T* memory, size_t count) {
    given_back.append(memory, count);
    std::allocator<T>::deallocate(memory, count);
  }
};

TEST(SecretBytesTest, AreWipedWhenTheyGoAlsoWhenTheyGrowOrAreCopied) {
  using Watched = WatchedAllocator<char>;
  {
    std::vector<char, WipingAllocator<char, WatchedAllocator>> secret(32, 'k');
    const auto copy = secret;
    secret.push_back('k');
    EXPECT_EQ(Watched::given_back, std::string(32, '\0'));
    const auto moved = std::move(secret);
    EXPECT_EQ(moved.back(), 'k');
  }
  EXPECT_GT(Watched::given_back.size(), 3 * 32u);
  EXPECT_EQ(Watched::given_back.find_first_not_of('\0'), std::string::npos);
}

TEST(RandomBytesTest, AreNotTheSameTwice) {
  EXPECT_EQ(RandomBytes(32).size(), 32u);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

}  // namespace
}  // namespace boulevard::runtime
