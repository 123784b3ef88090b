#include "services/runtime/rules/formats.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

namespace boulevard::runtime::rules {
namespace {

using options::v1::Format;

struct FormatCase {
  Format format;
  std::string name;
  std::vector<std::string> good;
  std::vector<std::string> bad;
};

std::vector<FormatCase> Cases() {
  const std::string long_label(63, 'a');
  return {
      {options::v1::FORMAT_DATE,
       "date",
       {"1900-01-01", "2024-02-29", "2199-12-31"},
       {"1899-12-31", "2200-01-01", "2023-02-29", "2023-04-31", "2023-00-10", "2023-13-01", "2023-1-01",
        "20230101", "2023-01-01T00:00", "2023-01-0a", "", " 2023-01-01"}},
      {options::v1::FORMAT_EMAIL,
       "email",
       {"a@b.nl", "first.last+tag@sub.example.com", "o'neil@x-y.nl", "a@" + long_label + ".nl"},
       {"", "@b.nl", "a@", "a.b.nl", "a@b@c.nl", ".a@b.nl", "a..b@c.nl", "a.@b.nl", "a b@c.nl", "\"a\"@b.nl",
        "a@-b.nl", "a@b-.nl", "a@b..nl", "a@[127.0.0.1]", "a(c)@b.nl", std::string(65, 'a') + "@b.nl",
        "a@a" + long_label + ".nl", "é@b.nl",
        "a@" + long_label + "." + long_label + "." + long_label + "." + long_label + ".nl"}},
      {options::v1::FORMAT_DUTCH_POSTCODE,
       "dutch-postcode",
       {"2511 AB", "2511AB", "9999 ZZ"},
       {"0511 AB", "2511 ab", "2511  AB", "2511 A", "2511 ABC", "2511 SA", "2511SD", "2511 SS", "25 11AB",
        "2511-AB", ""}},
      {options::v1::FORMAT_UUID,
       "uuid",
       {"0190a000-0000-7000-8000-000000000001", "0190A000-0000-7000-8000-00000000000F"},
       {"", "0190a00000007000800000000000001", "0190a000-0000-7000-8000-00000000000g",
        "{0190a000-0000-7000-8000-000000000001}"}},
      {options::v1::FORMAT_SLUG,
       "slug",
       {"a", "jit-wonen", "unit-4b"},
       {"", "-a", "a-", "a--b", "4b", "Jit", "a_b", "a b", "é"}},
      {options::v1::FORMAT_TIME_OF_DAY,
       "time-of-day",
       {"00:00", "23:59", "09:30"},
       {"24:00", "12:60", "9:30", "09:30:00", "0930", "", "aa:bb"}},
      {options::v1::FORMAT_PHONE,
       "phone",
       {"+31701234567", "+12345678", "+123456789012345"},
       {"0701234567", "+1234567", "+1234567890123456", "+0123456789", "+31 70 1234567", "", "+"}},
      {options::v1::FORMAT_BSN,
       "bsn",
       {"999999011", "111222333", "123456782"},
       {"123456789", "000000000", "12345678", "1234567820", "12345678a", "1234 56782", ""}},
  };
}

TEST(FormatsTest, TakesWhatHasTheFormAndNothingElse) {
  for (const FormatCase& one : Cases()) {
    const NamedFormat* format = FindFormat(one.format);
    ASSERT_NE(format, nullptr) << one.name;
    EXPECT_EQ(format->name, one.name);
    for (const std::string& text : one.good) EXPECT_TRUE(format->matches(text)) << one.name << " " << text;
    for (const std::string& text : one.bad) EXPECT_FALSE(format->matches(text)) << one.name << " " << text;
  }
}

// The pattern takes all that is good, and of what is bad only what it cannot tell.
TEST(FormatsTest, PatternsTakeWhatHasTheForm) {
  for (const FormatCase& one : Cases()) {
    const NamedFormat* format = FindFormat(one.format);
    const std::regex pattern(std::string(format->pattern), std::regex::ECMAScript);
    for (const std::string& text : one.good) EXPECT_TRUE(std::regex_match(text, pattern)) << text;
    EXPECT_TRUE(std::regex_match(std::string(format->example), pattern)) << one.name;
    EXPECT_TRUE(format->matches(format->example)) << one.name;
    for (const std::string& text : one.bad) {
      const bool hard_to_tell = one.format == options::v1::FORMAT_EMAIL || text == "2023-02-29" ||
                                text == "2023-04-31" || text == "123456789" || text == "000000000";
      EXPECT_TRUE(hard_to_tell || !std::regex_match(text, pattern)) << one.name << " " << text;
    }
  }
}

TEST(FormatsTest, EveryFormatOfTheContractIsKnown) {
  const google::protobuf::EnumDescriptor& formats = *options::v1::Format_descriptor();
  for (int i = 0; i < formats.value_count(); ++i) {
    const int number = formats.value(i)->number();
    EXPECT_EQ(FindFormat(static_cast<Format>(number)) != nullptr, number != 0) << formats.value(i)->name();
  }
}

}  // namespace
}  // namespace boulevard::runtime::rules
