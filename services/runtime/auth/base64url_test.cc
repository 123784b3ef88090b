#include "services/runtime/auth/base64url.h"

#include <gtest/gtest.h>

namespace boulevard::runtime {
namespace {

TEST(Base64UrlTest, RoundTripsEveryByteAtEveryLength) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    EXPECT_EQ(Base64UrlDecode(Base64UrlEncode(bytes)), bytes);
    bytes += static_cast<char>(255 - i);
  }
}

TEST(Base64UrlTest, KnownForms) {
  EXPECT_EQ(Base64UrlEncode("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64UrlEncode("fooba"), "Zm9vYmE");
  EXPECT_EQ(Base64UrlEncode("\xfb\xff"), "-_8");
}

TEST(Base64UrlTest, RefusesWhatIsNotStrict) {
  for (const char* text : {"Zg==", "Zm9v\n", "+/8", "Z", "Zm9vY", "Zh", "Zm9=", " Zm9v"}) {
    EXPECT_EQ(Base64UrlDecode(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace boulevard::runtime
