#include "services/runtime/rules/field_rules.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::v1::CreateThingRequest;
using testing::v1::Thing;
using testing::v1::UpdateThingRequest;

// Faults as "path rule".
std::vector<std::string> FaultsOf(const absl::Status& status) {
  EXPECT_TRUE(status.ok() || status.code() == absl::StatusCode::kInvalidArgument) << status;
  std::vector<std::string> faults;
  for (const FieldViolation& violation : DetailsOf(status).fields) {
    faults.push_back(absl::StrCat(violation.field, " ", violation.rule));
    EXPECT_FALSE(violation.description.empty());
  }
  EXPECT_EQ(status.ok(), faults.empty());
  return faults;
}

std::vector<std::string> Faults(const google::protobuf::Message& request) {
  return FaultsOf(CheckFieldRules(request));
}

template <typename T>
T Parse(const std::string& text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

constexpr char kGood[] = R"(name: "Door 1" colour: COLOUR_RED accessible: false)";

struct Case {
  std::string thing;  // merged into a thing without faults
  std::vector<std::string> faults;
};
void PrintTo(const Case& one, std::ostream* out) {
  *out << one.thing.substr(0, 60);
}

class FieldRulesTest : public ::testing::TestWithParam<Case> {};

TEST_P(FieldRulesTest, OfANewThing) {
  auto request = Parse<CreateThingRequest>(absl::StrCat("thing {", kGood, "}"));
  ASSERT_TRUE(google::protobuf::TextFormat::MergeFromString(GetParam().thing, request.mutable_thing()));
  EXPECT_THAT(Faults(request), ::testing::ElementsAreArray(GetParam().faults));
}

const std::string k4000(4000, 'x');

INSTANTIATE_TEST_SUITE_P(
    Rules, FieldRulesTest,
    ::testing::Values(
        Case{"", {}}, Case{"accessible: true level: 5 rent_cents: 1000000 weight: 0.5", {}},
        // required
        Case{R"(name: "")", {"thing.name required"}},
        Case{"colour: COLOUR_UNSPECIFIED", {"thing.colour required"}},
        Case{"main_part { amount: 1 }", {"thing.mainPart.label required"}},
        Case{"main_part { } parts { }", {"thing.parts[0].label required", "thing.mainPart.label required"}},
        // lengths, in characters
        Case{R"(name: "x")", {"thing.name min-length"}}, Case{R"(name: "éé€€🏠🏠éééé")", {}},
        Case{R"(name: "éé€€🏠🏠ééééé")", {"thing.name max-length"}},
        Case{absl::StrCat("note: '", k4000, "'"), {}},
        Case{absl::StrCat("note: '", k4000, "x'"), {"thing.note max-length"}},
        // text
        Case{R"(note: "two\nlines\tand a tab")", {}},
        Case{R"(note: "carriage\rreturn")", {"thing.note text"}}, Case{R"(note: "\0")", {"thing.note text"}},
        Case{R"(parts { label: "a" notes: "fine" notes: "\033[0m" })", {"thing.parts[0].notes[1] text"}},
        // numbers
        Case{"level: 0", {"thing.level minimum"}}, Case{"level: 6", {"thing.level maximum"}},
        Case{"rent_cents: -1", {"thing.rentCents minimum"}},
        Case{"rent_cents: 1000001", {"thing.rentCents maximum"}},
        Case{"weight: -0.001", {"thing.weight minimum"}}, Case{"weight: nan", {"thing.weight minimum"}},
        Case{"owner_number: 0", {"thing.ownerNumber minimum"}},
        Case{"numbers: [1, -1]", {"thing.numbers[1] minimum"}},
        // lists
        Case{"numbers: 1", {"thing.numbers min-items"}}, Case{R"(tags: ["aa", "bb", "cc"])", {}},
        Case{R"(tags: ["aa", "bb", "cc", "d"])", {"thing.tags max-items"}},
        Case{R"(tags: ["aa", "bb", "aa"])", {"thing.tags unique-items"}},
        Case{R"(tags: ["aa", "b", ""])", {"thing.tags[1] min-length", "thing.tags[2] min-length"}},
        Case{"colours: [COLOUR_RED, COLOUR_RED]", {"thing.colours unique-items"}},
        // access
        Case{R"(id: "7")", {"thing.id output-only"}},
        Case{"created_at { seconds: 1 }", {"thing.createdAt output-only"}}, Case{R"(serial: "abc-1")", {}},
        // formats
        Case{R"(serial: "Abc")", {"thing.serial slug"}},
        Case{
            R"(forms { date: "2023-02-29" email: "x" postcode: "1" uuid: "1" slug: "1" time_of_day: "1" phone: "1" })",
            {"thing.forms.date date", "thing.forms.email email", "thing.forms.postcode dutch-postcode",
             "thing.forms.uuid uuid", "thing.forms.slug slug", "thing.forms.timeOfDay time-of-day",
             "thing.forms.phone phone"}},
        // maps, and messages that hold themselves
        Case{R"(parts_by_name { key: "left" value { label: "too long" } })",
             {"thing.partsByName.left.label max-length"}},
        Case{R"(parts_by_name { key: "left" value { } })", {"thing.partsByName.left.label required"}},
        Case{R"(counts { key: "a" value: 3 })", {}},
        Case{
            R"(inner { name: "Door 2" colour: COLOUR_RED accessible: true inner { name: "Door 3" level: 9 } })",
            {"thing.inner.inner.colour required", "thing.inner.inner.level maximum",
             "thing.inner.inner.accessible required"}}));

TEST(FieldRulesOfRequestsTest, WhatIsRequiredMustBeThere) {
  EXPECT_THAT(Faults(CreateThingRequest()), ElementsAre("thing required"));
  auto request = Parse<CreateThingRequest>(absl::StrCat("thing {", kGood, "}"));
  request.mutable_thing()->clear_accessible();
  EXPECT_THAT(Faults(request), ElementsAre("thing.accessible required"));
}

TEST(FieldRulesOfRequestsTest, UnknownEnumNumbersAreFaults) {
  auto request = Parse<CreateThingRequest>(absl::StrCat("thing {", kGood, "}"));
  request.mutable_thing()->set_colour(static_cast<testing::v1::Colour>(77));
  request.mutable_thing()->add_colours(static_cast<testing::v1::Colour>(-1));
  EXPECT_THAT(Faults(request), ElementsAre("thing.colour enum", "thing.colours[0] enum"));
}

TEST(FieldRulesOfRequestsTest, TextMustBeUtf8) {
  auto request = Parse<CreateThingRequest>(absl::StrCat("thing {", kGood, "}"));
  request.mutable_thing()->set_note("\xC0\xAF");
  EXPECT_THAT(Faults(request), ElementsAre("thing.note text"));
  request.mutable_thing()->set_note("fine");
  request.mutable_thing()->set_picture("\xC0\xAF");
  EXPECT_THAT(Faults(request), IsEmpty());
}

TEST(FieldRulesOfRequestsTest, ListsHaveAGeneralLimit) {
  auto request = Parse<CreateThingRequest>(absl::StrCat("thing {", kGood, " main_part { label: 'a' } }"));
  for (int i = 0; i < 1000; ++i) request.mutable_thing()->mutable_main_part()->add_notes("n");
  EXPECT_THAT(Faults(request), IsEmpty());
  request.mutable_thing()->mutable_main_part()->add_notes("n");
  EXPECT_THAT(Faults(request), ElementsAre("thing.mainPart.notes max-items"));
}

TEST(FieldRulesOfRequestsTest, TheMessageNamesFieldsAndNotValues) {
  const auto request =
      Parse<CreateThingRequest>(absl::StrCat("thing {", kGood, " level: 77 serial: 'SECRET' }"));
  EXPECT_EQ(CheckFieldRules(request).message(),
            "thing.serial must be lower-case letters, digits and single hyphens, a letter first; "
            "thing.level must be at most 5");
}

std::vector<std::string> UpdateFaults(const std::string& thing, const std::vector<std::string>& paths) {
  auto request = Parse<UpdateThingRequest>(absl::StrCat("id: '1' thing {", thing, "}"));
  for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
  return Faults(request);
}

TEST(FieldRulesOfUpdatesTest, OnlyMaskedFieldsAreRequired) {
  EXPECT_THAT(UpdateFaults("level: 3", {"level"}), IsEmpty());
  EXPECT_THAT(UpdateFaults("level: 3", {"level", "name"}), ElementsAre("thing.name required"));
  EXPECT_THAT(UpdateFaults("", {"level"}), IsEmpty());
  EXPECT_THAT(UpdateFaults("main_part { amount: 3 }", {"level"}), IsEmpty());
  EXPECT_THAT(UpdateFaults("main_part { amount: 3 }", {"main_part.amount"}), IsEmpty());
  EXPECT_THAT(UpdateFaults("main_part { amount: 3 }", {"main_part"}),
              ElementsAre("thing.mainPart.label required"));
  EXPECT_THAT(UpdateFaults("", {"main_part.amount", "main_part.label"}),
              ElementsAre("thing.mainPart.label required"));
}

TEST(FieldRulesOfUpdatesTest, OtherRulesHoldForWhatIsPresent) {
  EXPECT_THAT(UpdateFaults("level: 9", {"name"}), ElementsAre("thing.name required", "thing.level maximum"));
  EXPECT_THAT(UpdateFaults("level: 9 name: 'ok'", {"name"}), ElementsAre("thing.level maximum"));
}

TEST(FieldRulesOfUpdatesTest, WhatCannotChangeIsNotMasked) {
  EXPECT_THAT(UpdateFaults("serial: 'abc'", {"serial"}), ElementsAre("thing.serial immutable"));
  EXPECT_THAT(UpdateFaults("serial: 'abc'", {"level"}), IsEmpty());
  EXPECT_THAT(UpdateFaults("", {"id"}), ElementsAre("thing.id output-only"));
  EXPECT_THAT(UpdateFaults("id: '3'", {"level"}), ElementsAre("thing.id output-only"));
}

TEST(FieldRulesOfUpdatesTest, APartOfAMessageThatWasNotThereIsNotAllOfIt) {
  const auto faults = [](const std::string& merged) {
    return FaultsOf(CheckMerged(UpdateThingRequest(), Parse<Thing>(merged)));
  };
  EXPECT_THAT(faults("main_part { label: 'x' amount: 3 }"), IsEmpty());
  EXPECT_THAT(faults("main_part { amount: 3 }"), ElementsAre("thing.mainPart.label required"));
  EXPECT_THAT(faults("inner { name: 'x' colour: COLOUR_RED accessible: true inner { name: 'y' } }"),
              ElementsAre("thing.inner.inner.colour required", "thing.inner.inner.accessible required"));
  // Of the resource itself the update said what it said, and it was held against the rules then.
  EXPECT_THAT(faults(""), IsEmpty());
}

TEST(FieldRulesOfUpdatesTest, TheMaskNamesFields) {
  EXPECT_THAT(UpdateFaults("level: 3", {}), ElementsAre("updateMask required"));
  EXPECT_THAT(
      UpdateFaults("level: 3", {"level", "height", "", "parts.label", "name.x", "mainPart", "*", "level."}),
      ElementsAre("updateMask[1] field-mask", "updateMask[2] field-mask", "updateMask[3] field-mask",
                  "updateMask[4] field-mask", "updateMask[5] field-mask", "updateMask[6] field-mask",
                  "updateMask[7] field-mask"));
  EXPECT_THAT(Faults(Parse<UpdateThingRequest>("update_mask { paths: 'level' }")),
              ElementsAre("id required", "thing required"));
}

}  // namespace
}  // namespace boulevard::runtime::rules
