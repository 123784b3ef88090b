#include "services/boulevard/importing/reading/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "services/boulevard/importing/reading/column_check.h"
#include "services/boulevard/importing/reading/test_mapping.h"

namespace boulevard::importing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Planned {
  Plan plan;
  Report report;
  std::vector<std::string> faults;
  std::vector<std::string> warnings;
};

std::string Replaced(const std::string& text, const std::string& what, const std::string& with) {
  EXPECT_THAT(text, ::testing::HasSubstr(what));
  return absl::StrReplaceAll(text, {{what, with}});
}

Planned PlanOf(const std::string& premises_text, const std::string& rooms_text,
               const std::string& mapping_text = kTestMapping) {
  std::vector<MappingFault> faults;
  const Mapping mapping = ParseMapping(mapping_text, faults);
  EXPECT_THAT(faults, IsEmpty());
  Table premises("premises.csv", premises_text, std::nullopt);
  Table rooms("rooms.csv", rooms_text, std::nullopt);
  EXPECT_THAT(CheckColumns(mapping, premises, rooms), IsEmpty());
  Planned planned;
  planned.plan = MakePlan(mapping, premises, rooms, planned.report);
  for (const Finding& fault : planned.report.faults) planned.faults.push_back(TextOf(fault));
  for (const Finding& warning : planned.report.warnings) planned.warnings.push_back(TextOf(warning));
  return planned;
}

TEST(Plan, JoinsPremisesAndRooms) {
  const Planned planned = PlanOf(kTestPremises, kTestRooms);
  EXPECT_THAT(planned.faults, IsEmpty());
  ASSERT_EQ(planned.plan.size(), 2u);
  const PlannedFacility& house = planned.plan[0];
  EXPECT_EQ(house.facility.name(), "Huis A");
  EXPECT_EQ(house.facility.district(), "Laak");
  EXPECT_EQ(house.facility.programme_id(), "foyer");
  ASSERT_EQ(house.units.size(), 2u);
  EXPECT_EQ(house.units[0].unit.name(), "Floor 1");
  ASSERT_EQ(house.units[0].places.size(), 2u);
  const placements::v1::Place& first = house.units[0].places[0].place;
  EXPECT_EQ(first.name(), "1a");
  EXPECT_EQ(first.rent_cents(), 41050);
  EXPECT_TRUE(first.furnished());
  EXPECT_EQ(first.available_from(), "2026-03-01");
  const placements::v1::Place& second = house.units[0].places[1].place;
  EXPECT_EQ(second.rent_cents(), 40000);
  EXPECT_EQ(second.available_from(), "");
}

TEST(Plan, CountsRowsAndPassesOverThoseToSkip) {
  const Planned planned = PlanOf(kTestPremises, kTestRooms);
  ASSERT_EQ(planned.report.files.size(), 2u);
  EXPECT_EQ(planned.report.files[0].rows, 3);
  EXPECT_EQ(planned.report.files[0].skipped, 1);
  EXPECT_EQ(planned.report.files[1].rows, 6);
  EXPECT_EQ(planned.report.files[1].skipped, 2) << "the storage room, and the room of a closed house";
  EXPECT_EQ(planned.report.files[1].bad, 0);
}

TEST(Plan, WarnsAsTheMappingSays) {
  EXPECT_THAT(PlanOf(kTestPremises, kTestRooms).warnings, ElementsAre("rooms.csv:3:13: note: look at it"));
}

TEST(Plan, WarnsOfPremisesWithoutRooms) {
  EXPECT_THAT(PlanOf(kTestPremises, "house;floor;letter;rent;furnished;from;note\nA;1;a;1;ja;;\n").warnings,
              ElementsAre("premises.csv:3:1: code: has no rooms: it comes without places"));
}

TEST(Plan, NamesEveryFaultOfEveryRow) {
  const Planned planned = PlanOf(Replaced(kTestPremises, "Kade 1;2521 AB;1", ";2521 AB;9"),
                                 "house;floor;letter;rent;furnished;from;note\n"
                                 "B;1;a;duur;misschien;2026;\n"
                                 "Z;1;a;1;ja;;\n"
                                 "A;1;a;1;ja;;\n"
                                 "B;1;b;99999;ja;;\n"
                                 "B;1;c;1;;;\n"
                                 "B;1\n"
                                 "B;1;d;1;ja;;\n");
  EXPECT_THAT(
      planned.faults,
      ElementsAre("premises.csv:2:10: address: facility.address_line is required",
                  "premises.csv:2:19: area: facility.district \"9\" is not in the map",
                  "rooms.csv:2:7: rent: place.rent_cents \"duur\" is no amount in euros",
                  "rooms.csv:2:12: furnished: place.furnished \"misschien\" is neither yes nor no",
                  "rooms.csv:2:22: from: place.available_from \"2026\" is no date of the form %d-%m-%Y",
                  "rooms.csv:3:1: house: no premises of \"Z\"",
                  "rooms.csv:4:1: house: its premises, on line 2, have a fault",
                  ::testing::StartsWith("rooms.csv:5:7: rent: place.rent_cents "),
                  "rooms.csv:6:9: furnished: place.furnished is empty, and the mapping requires it",
                  "rooms.csv:7:1: has 2 fields, the first row has 7"));
  EXPECT_EQ(planned.report.files[1].bad, 6);
  ASSERT_EQ(planned.plan.size(), 1u);
  EXPECT_EQ(planned.plan[0].units[0].places.size(), 1u) << "the good row of the good house";
}

TEST(Plan, LeavesOutALenientFieldWithAWarning) {
  const Planned planned = PlanOf(Replaced(kTestPremises, "2521 AB", "OX26 2EQ"), kTestRooms);
  EXPECT_THAT(planned.faults, IsEmpty());
  EXPECT_EQ(planned.plan[0].facility.postcode(), "");
  ASSERT_EQ(planned.warnings.size(), 2u);
  EXPECT_THAT(planned.warnings[0], ::testing::StartsWith("premises.csv:2:17: postcode: facility.postcode "));
  EXPECT_THAT(planned.warnings[0], ::testing::EndsWith("; left out"));
}

TEST(Plan, RefusesTheSameReferenceTwice) {
  const Planned planned = PlanOf(Replaced(kTestPremises, "B;Huis B", "A;Huis B"),
                                 "house;floor;letter;rent;furnished;from;note\n"
                                 "A;1;a;1;ja;;\n"
                                 "A;1;a;2;nee;;\n");
  EXPECT_THAT(planned.faults, ElementsAre("premises.csv:3:1: code: \"A\" is on line 2 too",
                                          "rooms.csv:3:1: reference \"1a\" is on line 2 too"));
}

TEST(Plan, RefusesRoomsThatDisagreeAboutTheirUnit) {
  const Planned planned =
      PlanOf(kTestPremises,
             "house;floor;letter;rent;furnished;from;note;unit\n"
             "A;1;a;1;ja;;;x\n"
             "A;1;b;1;ja;;;y\n"
             "B;1;a;1;ja;;;x\n",
             Replaced(kTestMapping, "name = { template = \"Floor {floor}\" }", "name = \"unit\""));
  EXPECT_THAT(planned.faults, ElementsAre("rooms.csv:3:1: unit 1 has another name on line 2"));
}

TEST(Plan, RefusesRowsWithoutAReference) {
  const Planned planned = PlanOf(
      kTestPremises,
      "house;floor;letter;rent;furnished;from;note\n"
      "A;1;;1;ja;;\n"
      "B;1;a;1;ja;;\n",
      Replaced(kTestMapping, "reference = { template = \"{floor}{letter}\" }", "reference = \"letter\""));
  EXPECT_THAT(planned.faults,
              ElementsAre("rooms.csv:2:1: has no reference: a second import could not find it again"));
}

TEST(Plan, SeesTheColumnsOfThePremisesFromARoom) {
  const Planned planned = PlanOf(kTestPremises, kTestRooms,
                                 Replaced(kTestMapping, "name = { template = \"Floor {floor}\" }",
                                          "name = { template = \"{premises.name} {floor}\" }"));
  EXPECT_EQ(planned.plan[0].units[1].unit.name(), "Huis A 2");
}

TEST(CheckColumns, NamesTheColumnsThatAreNotThere) {
  std::vector<MappingFault> faults;
  const Mapping mapping = ParseMapping(kTestMapping, faults);
  const Table premises("premises.csv", "code;name;postcode;area;status\n", std::nullopt);
  const Table rooms("rooms.csv", "huis;floor;letter;furnished;from;note\n", std::nullopt);
  EXPECT_THAT(CheckColumns(mapping, premises, rooms),
              ElementsAre(MappingFault{16, "rooms.csv has no column \"house\""},
                          MappingFault{25, "premises.csv has no column \"address\""},
                          MappingFault{37, "rooms.csv has no column \"rent\""}));
}

TEST(Table, NamesFaultsOfTheFirstRow) {
  const auto faults_of = [](std::string_view text) {
    std::vector<std::string> faults;
    const Table table("x.csv", text, std::nullopt);
    for (const Finding& fault : table.header_faults()) faults.push_back(TextOf(fault));
    return faults;
  };
  EXPECT_THAT(faults_of(""), ElementsAre("x.csv:1:1: is empty: the first row names the columns"));
  EXPECT_THAT(faults_of("a,b,a\n"), ElementsAre("x.csv:1:5: a: there are two columns of this name"));
  EXPECT_THAT(faults_of("\xFF\xFE"
                        "a"),
              ElementsAre("x.csv:1:1: is UTF-16: save the file as UTF-8"));
  EXPECT_THAT(faults_of("a,b,,\n"), IsEmpty());
}

}  // namespace
}  // namespace boulevard::importing
