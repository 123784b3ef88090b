#include "services/runtime/text/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace boulevard::runtime {
namespace {

using namespace std::string_view_literals;

TEST(Utf8Test, LengthOfOneCharacter) {
  EXPECT_EQ(Utf8CharacterLength("a"), 1);
  EXPECT_EQ(Utf8CharacterLength("é"), 2);
  EXPECT_EQ(Utf8CharacterLength("€uro"), 3);
  EXPECT_EQ(Utf8CharacterLength("🏠"), 4);
  EXPECT_EQ(Utf8CharacterLength("\xF4\x8F\xBF\xBF"), 4);
}

TEST(Utf8Test, WhatIsNotUtf8HasNone) {
  for (const std::string_view text :
       {""sv, "\x80"sv, "\xC0\xAF"sv, "\xC1\xBF"sv, "\xC3"sv, "\xE0\x9F\xBF"sv, "\xED\xA0\x80"sv,
        "\xE2\x82"sv, "\xF0\x8F\xBF\xBF"sv, "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xF0\x9F\x8F"sv,
        "\xC3("sv}) {
    EXPECT_EQ(Utf8CharacterLength(text), 0);
  }
}

TEST(Utf8Test, CountsCharactersOfPlainText) {
  EXPECT_EQ(CountPlainText(""), 0);
  EXPECT_EQ(CountPlainText("two\nlines\t"), 10);
  EXPECT_EQ(CountPlainText("é€🏠"), 3);
  EXPECT_EQ(CountPlainText("\xC2\xA0"), 1);
}

TEST(Utf8Test, ControlCharactersAreNotPlainText) {
  for (const std::string_view text :
       {"\0"sv, "a\rb"sv, "\x1b[0m"sv, "\x7f"sv, "\xC2\x80"sv, "\xC2\x9F"sv, "\xFF"sv}) {
    EXPECT_EQ(CountPlainText(text), std::nullopt);
  }
}

}  // namespace
}  // namespace boulevard::runtime
