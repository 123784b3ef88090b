#include "gateway/openapi/formats.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "services/runtime/rules/formats.h"

namespace boulevard::gateway::openapi {
namespace {

struct Samples {
  options::v1::Format format;
  std::vector<std::string> texts;
};

// Good ones and bad ones: the document and the server are to agree about each.
const std::vector<Samples>& AllSamples() {
  using namespace options::v1;
  static const auto* const samples = new std::vector<Samples>{
      {FORMAT_DATE,
       {"2026-03-01", "1900-01-01", "2199-12-31", "1899-12-31", "2200-01-01", "2026-13-01", "1-1-1"}},
      {FORMAT_EMAIL, {"a@b.nl", "housing@example.org", "no-at.example.org", "@b.nl", "a@", "a b@c.nl"}},
      {FORMAT_DUTCH_POSTCODE,
       {"2512 AB", "2512AB", "0512 AB", "2512 SA", "2512 SD", "2512 SS", "2512  AB", "2512 ab"}},
      {FORMAT_UUID,
       {"01980000-0000-7000-8000-000000000001", "01980000-0000-7000-8000-00000000000A", "01980000", "",
        "01980000-0000-7000-8000-00000000000g", "0198000000007000800000000000000a"}},
      {FORMAT_SLUG, {"jit-wonen", "a1", "1a", "a--b", "a-", "-a", "A", "a_b"}},
      {FORMAT_TIME_OF_DAY, {"00:00", "23:59", "24:00", "12:60", "1:00", "12:00:00"}},
      {FORMAT_PHONE,
       {"+31701234567", "+12345678", "+1234567", "31701234567", "+01234567", "+1234567890123456"}},
  };
  return *samples;
}

TEST(FormatsTest, EveryFormatOfTheContractHasAText) {
  const auto* formats = options::v1::Format_descriptor();
  for (int i = 1; i < formats->value_count(); ++i) {
    EXPECT_NE(FindFormatText(static_cast<options::v1::Format>(formats->value(i)->number())), nullptr)
        << formats->value(i)->name();
  }
  EXPECT_EQ(FindFormatText(options::v1::FORMAT_UNSPECIFIED), nullptr);
  EXPECT_EQ(AllSamples().size(), static_cast<size_t>(formats->value_count() - 1));
}

TEST(FormatsTest, PatternsAgreeWithTheServer) {
  for (const auto& [format, texts] : AllSamples()) {
    const std::regex pattern(std::string(FindFormatText(format)->pattern), std::regex::ECMAScript);
    for (const std::string& text : texts) {
      EXPECT_EQ(std::regex_match(text, pattern), runtime::rules::FindFormat(format)->matches(text)) << text;
    }
  }
}

TEST(FormatsTest, ExamplesAreGood) {
  for (const auto& [format, texts] : AllSamples()) {
    const std::string_view example = FindFormatText(format)->example;
    EXPECT_TRUE(runtime::rules::FindFormat(format)->matches(example)) << example;
  }
}

}  // namespace
}  // namespace boulevard::gateway::openapi
