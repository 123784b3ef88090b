#include "services/boulevard/importing/reading/values.h"

#include <gtest/gtest.h>

#include "boulevard/placements/v1/places.pb.h"

namespace boulevard::importing {
namespace {

using placements::v1::Place;

FieldMapping For(std::string_view name) {
  return {.field = FindMappable(*Place::descriptor(), name)};
}

TEST(ParseEuros, ReadsAmountsAsPeopleWriteThem) {
  const struct {
    std::string_view text;
    int cents;
  } kCases[] = {{"450", 45000},
                {"450,00", 45000},
                {"450.5", 45050},
                {"0", 0},
                {"1.250", 125000},
                {"1.250,50", 125050},
                {"1,250.50", 125050},
                {"1250,05", 125005},
                {"EUR 450,-", 45000},
                {"450,--", 45000},
                {"\xE2\x82\xAC 99,95", 9995}};
  for (const auto& test : kCases) {
    const auto cents = ParseEuros(test.text);
    ASSERT_TRUE(cents.ok()) << test.text;
    EXPECT_EQ(*cents, test.cents) << test.text;
  }
}

TEST(ParseEuros, RefusesWhatIsNoAmount) {
  for (const std::string_view text : {"", "-5", "abc", "4 50", "12.34.56", "1,2500", "12345678901"}) {
    EXPECT_FALSE(ParseEuros(text).ok()) << text;
  }
}

TEST(PutText, KnowsTheUsualWordsForYesAndNo) {
  Place place;
  for (const std::string_view yes : {"YES", "ja", "J", "true", "1", "x"}) {
    place.set_furnished(false);
    EXPECT_TRUE(PutText(For("furnished"), yes, place).ok()) << yes;
    EXPECT_TRUE(place.furnished()) << yes;
  }
  for (const std::string_view no : {"No", "nee", "N", "false", "0", "-"}) {
    place.set_furnished(true);
    EXPECT_TRUE(PutText(For("furnished"), no, place).ok()) << no;
    EXPECT_FALSE(place.furnished()) << no;
  }
}

TEST(PutText, TakesTheMappingsOwnWordsInstead) {
  FieldMapping mapping = For("furnished");
  mapping.yes = {"gemeubileerd"};
  mapping.no = {"kaal"};
  Place place;
  EXPECT_TRUE(PutText(mapping, "Gemeubileerd", place).ok());
  EXPECT_TRUE(place.furnished());
  EXPECT_EQ(PutText(mapping, "ja", place).message(), "\"ja\" is neither yes nor no");
}

TEST(PutText, ReadsDatesInTheFormOfTheFile) {
  FieldMapping mapping = For("available_from");
  Place place;
  EXPECT_TRUE(PutText(mapping, "2026-03-01", place).ok());
  EXPECT_EQ(place.available_from(), "2026-03-01");
  mapping.date_format = "%d-%m-%Y";
  EXPECT_TRUE(PutText(mapping, "31-12-2026", place).ok());
  EXPECT_EQ(place.available_from(), "2026-12-31");
  EXPECT_EQ(PutText(mapping, "31-02-2026", place).message(),
            "\"31-02-2026\" is no date of the form %d-%m-%Y");
}

TEST(PutText, ReadsWholeNumbersAndTexts) {
  Place place;
  EXPECT_TRUE(PutText(For("rent_cents"), "41000", place).ok());
  EXPECT_TRUE(PutText(For("name"), "12B", place).ok());
  EXPECT_EQ(place.rent_cents(), 41000);
  EXPECT_EQ(place.name(), "12B");
  EXPECT_EQ(PutText(For("rent_cents"), "410.5", place).message(), "\"410.5\" is no whole number");
}

TEST(PutText, LeavesTheFieldUnsetForNothing) {
  Place place;
  for (const char* name : {"name", "rent_cents", "furnished", "available_from"}) {
    EXPECT_TRUE(PutText(For(name), "", place).ok());
  }
  EXPECT_EQ(place.ByteSizeLong(), 0u);
}

}  // namespace
}  // namespace boulevard::importing
