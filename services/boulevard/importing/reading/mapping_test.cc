#include "services/boulevard/importing/reading/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "services/boulevard/importing/reading/test_mapping.h"

namespace boulevard::importing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<MappingFault> FaultsOf(const std::string& toml) {
  std::vector<MappingFault> faults;
  ParseMapping(toml, faults);
  return faults;
}

// The test mapping with one text replaced.
std::string Spoiled(const std::string& text, const std::string& with) {
  EXPECT_THAT(kTestMapping, ::testing::HasSubstr(text));
  return absl::StrReplaceAll(kTestMapping, {{text, with}});
}

TEST(Mapping, ReadsEverySection) {
  std::vector<MappingFault> faults;
  const Mapping mapping = ParseMapping(kTestMapping, faults);
  ASSERT_THAT(faults, IsEmpty()) << faults[0].line << ": " << faults[0].reason;
  EXPECT_EQ(mapping.provider.name(), "Huis aan Zee");
  ASSERT_EQ(mapping.programmes.size(), 1u);
  EXPECT_EQ(mapping.programmes[0].guidance_level(), placements::v1::GUIDANCE_LEVEL_MODERATE);
  EXPECT_EQ(mapping.programmes[0].resident_kinds_size(), 2);
  EXPECT_EQ(mapping.premises.key, "code");
  EXPECT_EQ(mapping.rooms.warn[0].says, "look at it");
  EXPECT_EQ(mapping.facility.fields.size(), 7u);
  const FieldMapping& rent = *mapping.place.Find("rent_cents");
  EXPECT_TRUE(rent.in_euros);
  EXPECT_EQ(rent.fallback, "400");
  const FieldMapping& name = *mapping.unit.Find("name");
  ASSERT_EQ(name.parts.size(), 2u);
  EXPECT_EQ(name.parts[0].text, "Floor ");
  EXPECT_TRUE(name.parts[1].is_column);
}

TEST(Mapping, TakesAnIdInsteadOfAName) {
  const std::string id = "01940000-0000-7000-8000-000000000001";
  std::vector<MappingFault> faults;
  const Mapping mapping = ParseMapping(Spoiled("name = \"Huis aan Zee\"", "id = \"" + id + "\""), faults);
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(mapping.provider.id(), id);
}

TEST(Mapping, NamesEachFaultWithItsLine) {
  const struct {
    std::string toml;
    MappingFault fault;
  } kCases[] = {
      {Spoiled("key = \"house\"", "key = house"), {17, ""}},
      {Spoiled("[premises]\n", "[premises]\nkeys = 1\n"), {13, "premises has no key \"keys\""}},
      {Spoiled("[rooms]\n", "[rooms]\ndelimiter = \"|\"\n"), {17, R"(delimiter must be ",", ";" or "\t")"}},
      {Spoiled("key = \"house\"\n", ""), {16, "[rooms] needs key, the column that joins rooms to premises"}},
      {Spoiled("is = [\"closed\"]", "says = \"x\""), {14, "skip needs column, and is or starts_with"}},
      {Spoiled("\"moderate\"", "\"heavy\""), {7, "programme.guidance_level has no word \"heavy\""}},
      {Spoiled("minimum_age = 18", "minimum_age = \"18\""),
       {8, "programme.minimum_age must be a whole number"}},
      {Spoiled("id = \"foyer\"", "id = \"foyer\"\nage = 3"), {6, "programme has no field \"age\""}},
      {Spoiled("address_line = \"address\"\n", ""), {21, "facility.address_line is required"}},
      {Spoiled("reference = \"floor\"\n", ""), {30, "unit.reference is required"}},
      {Spoiled("\"Floor {floor}\"", "\"Floor {floor\""),
       {31, "a template names columns between braces, as in \"{number} {letter}\""}},
      {Spoiled("euros = true", "euros = 1"), {37, "euros must be true or false"}},
      {Spoiled("required = true }", "constant = true }"),
       {38, "furnished needs one of column, constant and template"}},
      {Spoiled("column = \"furnished\", required = true", "column = \"furnished\", format = \"%d\""),
       {38, "format is for dates, and furnished is none"}},
      {Spoiled("lenient = true", "otherwise = \"\""),
       {26, "otherwise is for what map does not name: there is no map"}},
  };
  for (const auto& test : kCases) {
    const auto faults = FaultsOf(test.toml);
    ASSERT_EQ(faults.size(), 1u) << test.fault.reason;
    EXPECT_EQ(faults[0].line, test.fault.line) << faults[0].reason;
    EXPECT_THAT(faults[0].reason, ::testing::HasSubstr(test.fault.reason));
  }
}

TEST(Mapping, NamesFieldsThatCannotBeFilled) {
  const auto faults = FaultsOf(Spoiled("[unit]\n", "[unit]\nid = \"x\"\nresidents = \"y\"\n"));
  EXPECT_THAT(faults, ElementsAre(MappingFault{31, "a unit has no field \"id\" to fill, but name, reference"},
                                  MappingFault{32,
                                               "a unit has no field \"residents\" to fill, but name, "
                                               "reference"}));
}

TEST(Mapping, HoldsProgrammesAgainstTheRulesOfTheContract) {
  const auto faults = FaultsOf(Spoiled("maximum_age = 27", "maximum_age = 270"));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].line, 9);
  EXPECT_THAT(faults[0].reason, ::testing::StartsWith("programme.maximumAge: "));
}

TEST(Mapping, NamesAllMissingSections) {
  EXPECT_THAT(FaultsOf(""), ElementsAre(MappingFault{1, "the section [provider] is missing"},
                                        MappingFault{1, "the section [premises] is missing"},
                                        MappingFault{1, "the section [rooms] is missing"},
                                        MappingFault{1, "the section [facility] is missing"},
                                        MappingFault{1, "the section [unit] is missing"},
                                        MappingFault{1, "the section [place] is missing"}));
}

}  // namespace
}  // namespace boulevard::importing
