#include "gateway/transcode/json_reader.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <google/protobuf/wrappers.pb.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/transcode/json_writer.h"

namespace boulevard::gateway::transcode {
namespace {

using boulevard::testing::v1::Thing;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using runtime::FieldViolation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> FaultsOf(std::string_view json, Message& message) {
  std::vector<FieldViolation> faults;
  ReadJson(json, "", message, faults);
  std::vector<std::string> texts;
  for (const FieldViolation& fault : faults) {
    texts.push_back(absl::StrCat(fault.field, " ", fault.rule, ": ", fault.description));
  }
  return texts;
}

std::vector<std::string> FaultsOf(std::string_view json) {
  Thing thing;
  return FaultsOf(json, thing);
}

constexpr std::string_view kEveryField = R"( {
  "id": "x", "name": "a \"b\" \\ \u20ac \ud83d\ude00 \n", "colour": "dark-blue", "level": -0, "rentCents": "9007199254740993",
  "weight": 1.5e3, "furnished": true, "accessible": false, "picture": "AP8Q", "tags": ["x", ""],
  "parts": [{"label": "l", "amount": 3, "notes": []}, {}], "mainPart": {"label": "m"},
  "partsByName": {"a": {"amount": 1}, "": {}}, "counts": {"n": -2147483648},
  "createdAt": "2026-02-28T23:59:59.5+01:00", "ownerNumber": 2, "forms": {"date": "2026-01-01"},
  "big": 18446744073709551615, "ratio": "Infinity", "colours": ["red"], "numbers": [1, 2], "note": null,
  "inner": {"inner": {"rentCents": -5}}
} )";

TEST(JsonReaderTest, ReadsEveryKindOfField) {
  Thing thing;
  ASSERT_THAT(FaultsOf(kEveryField, thing), IsEmpty());
  EXPECT_EQ(thing.name(), "a \"b\" \\ € 😀 \n");
  EXPECT_EQ(thing.colour(), boulevard::testing::v1::COLOUR_DARK_BLUE);
  EXPECT_TRUE(thing.has_level());
  EXPECT_EQ(thing.rent_cents(), 9007199254740993);
  EXPECT_EQ(thing.weight(), 1500);
  EXPECT_TRUE(thing.has_accessible());
  EXPECT_EQ(thing.picture(), std::string("\x00\xff\x10", 3));
  EXPECT_EQ(thing.parts_size(), 2);
  EXPECT_EQ(thing.parts_by_name().at("a").amount(), 1);
  EXPECT_EQ(thing.parts_by_name().count(""), 1);
  EXPECT_EQ(thing.created_at().seconds(), 1772319599);
  EXPECT_EQ(thing.created_at().nanos(), 500000000);
  EXPECT_EQ(thing.big(), 18446744073709551615U);
  EXPECT_GT(thing.ratio(), 1e38F);
  EXPECT_EQ(thing.inner().inner().rent_cents(), -5);
}

TEST(JsonReaderTest, ReadsWhatTheWriterWrites) {
  Thing thing;
  ASSERT_THAT(FaultsOf(kEveryField, thing), IsEmpty());
  std::string json;
  WriteJson(thing, json);
  Thing again;
  EXPECT_THAT(FaultsOf(json, again), IsEmpty());
  EXPECT_TRUE(MessageDifferencer::Equals(thing, again)) << json;
}

TEST(JsonReaderTest, ReadsFreeFormValuesAsProtobufDoes) {
  constexpr std::string_view kJson =
      R"({"a":[1,"x",null,true,{"b":[],"":0}],"c":{},"d":-1.5e2,"e":null,"f":"","g":false})";
  google::protobuf::Struct ours;
  google::protobuf::Struct theirs;
  EXPECT_THAT(FaultsOf(kJson, ours), IsEmpty());
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(std::string(kJson), &theirs).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(ours, theirs)) << ours.DebugString();
}

TEST(JsonReaderTest, NamesTheFieldsThatAreThereAlsoWhenNull) {
  Thing thing;
  std::vector<FieldViolation> faults;
  const auto named = ReadJson(R"({"note": null, "mainPart": {"label": null, "notes": ["x"]}, "inner": {},
                                  "forms": null, "tags": null, "parts": [{"label": "x"}]})",
                              "thing", thing, faults)
                         .named;
  EXPECT_THAT(faults, IsEmpty());
  std::vector<std::string> paths;
  for (const auto& path : named) {
    paths.push_back(
        absl::StrJoin(path, ".", [](std::string* out, const auto* field) { out->append(field->name()); }));
  }
  EXPECT_THAT(paths, ElementsAre("note", "main_part.label", "main_part.notes", "forms", "tags", "parts"));
}

struct Faulty {
  std::string json;
  std::vector<std::string> faults;
};

class FaultTest : public ::testing::TestWithParam<Faulty> {};

TEST_P(FaultTest, IsNamedWithItsPath) {
  EXPECT_EQ(FaultsOf(GetParam().json), GetParam().faults);
}

INSTANTIATE_TEST_SUITE_P(
    Values, FaultTest,
    ::testing::Values(
        Faulty{R"({"x": 1})", {"x unknown-field: is not a field"}},
        Faulty{R"({"rent_cents": 1})", {"rent_cents unknown-field: is not a field"}},
        Faulty{R"({"x": {"deep": [1, {}]}, "furnished": 1})",
               {"x unknown-field: is not a field", "furnished type: must be true or false"}},
        Faulty{R"({"name": "a", "name": "b"})", {"name duplicate-key: is given more than once"}},
        Faulty{R"({"name": "a", "n\u0061me": "b"})", {"name duplicate-key: is given more than once"}},
        Faulty{R"({"name": null, "name": "b"})", {"name duplicate-key: is given more than once"}},
        Faulty{R"({"name": 5})", {"name type: must be a string"}},
        Faulty{R"({"name": ["a"]})", {"name type: must be a string"}},
        Faulty{R"({"level": "5"})", {"level type: must be a whole number"}},
        Faulty{R"({"level": 1.0})", {"level type: must be a whole number"}},
        Faulty{R"({"level": 1e2})", {"level type: must be a whole number"}},
        Faulty{R"({"level": true})", {"level type: must be a whole number"}},
        Faulty{R"({"level": 2147483648})", {"level range: must be between -2147483648 and 2147483647"}},
        Faulty{R"({"rentCents": 9223372036854775808})",
               {"rentCents range: must be between -9223372036854775808 and 9223372036854775807"}},
        Faulty{R"({"rentCents": "1x"})", {"rentCents type: must be a whole number"}},
        Faulty{R"({"rentCents": " 1"})", {"rentCents type: must be a whole number"}},
        Faulty{R"({"big": -1})", {"big range: must be between 0 and 18446744073709551615"}},
        Faulty{R"({"big": 99999999999999999999999})",
               {"big range: must be between 0 and 18446744073709551615"}},
        Faulty{R"({"weight": "1"})", {"weight type: must be a number"}},
        Faulty{R"({"weight": 1e999})", {"weight range: is too large or too small a number"}},
        Faulty{R"({"ratio": 1e39})", {"ratio range: is too large or too small a number"}},
        Faulty{R"({"furnished": "true"})", {"furnished type: must be true or false"}},
        Faulty{R"({"colour": "green"})", {"colour enum: must be one of red dark-blue"}},
        Faulty{R"({"colour": "COLOUR_RED"})", {"colour enum: must be one of red dark-blue"}},
        Faulty{R"({"colour": "unspecified"})", {"colour enum: must be one of red dark-blue"}},
        Faulty{R"({"colour": 1})", {"colour type: must be a string"}},
        Faulty{R"({"picture": "?"})", {"picture type: must be base64"}},
        Faulty{R"({"createdAt": "2026-02-29T00:00:00Z"})",
               {"createdAt type: must be a time as in 2026-01-31T12:00:00Z"}},
        Faulty{R"({"createdAt": "2026-02-28"})",
               {"createdAt type: must be a time as in 2026-01-31T12:00:00Z"}},
        Faulty{R"({"tags": "a"})", {"tags type: must be a list"}},
        Faulty{R"({"tags": ["a", null, 3]})",
               {"tags[1] type: must be a string", "tags[2] type: must be a string"}},
        Faulty{R"({"parts": {}})", {"parts type: must be a list"}},
        Faulty{R"({"parts": [{"amount": 1}, {"amount": "x", "colour": 2}, []]})",
               {"parts[1].amount type: must be a whole number",
                "parts[1].colour unknown-field: is not a field", "parts[2] type: must be an object"}},
        Faulty{
            R"({"partsByName": {"a": {"amount": []}, "b": null}})",
            {"partsByName.a.amount type: must be a whole number", "partsByName.b type: must be an object"}},
        Faulty{R"({"counts": {"a": 1, "a": 2}})", {"counts.a duplicate-key: is given more than once"}},
        Faulty{R"({"ownerName": "x", "ownerNumber": 1})",
               {"ownerNumber oneof: excludes another field of owner that is given"}},
        Faulty{R"({"mainPart": {"notes": [[1]]}})", {"mainPart.notes[0] type: must be a string"}},
        Faulty{R"([])", {"body type: must be an object"}}, Faulty{R"("x")", {"body type: must be an object"}},
        Faulty{R"(null)", {"body type: must be an object"}}));

class MalformedTest : public ::testing::TestWithParam<std::string> {};

TEST_P(MalformedTest, EndsTheReadingWithOneFault) {
  const std::vector<std::string> faults = FaultsOf(GetParam());
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0], ::testing::HasSubstr(" json: "));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, MalformedTest,
    ::testing::Values("", " ", "{", "}", "{]", "x", "{}}", "{} {}", "{},", "{\"name\"}", "{\"name\":}",
                      "{\"name\":\"a\",}", "{\"name\":\"a\":\"b\"}", "{\"name\":\"a\":{\"y\":1}}",
                      "{\"level\":1:2}", "{\"tags\":[\"a\":1]}", "{\"furnished\":true:1}",
                      "{\"name\":null:1}", "{\"createdAt\":\"2026-01-31T12:00:00Z\":1}", "{,}",
                      "{\"name\" \"a\"}", "{\"name\":\"a\" \"note\":\"b\"}", "{\"name\":\"a}",
                      "{\"name\":\"\\x\"}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\x01\"}", "{\"name\":'a'}",
                      "{name:\"a\"}", "{\"level\":01}", "{\"level\":+1}", "{\"level\":1x}", "{\"level\":-}",
                      "{\"level\":.5}", "{\"weight\":1.}", "{\"weight\":NaN}", "{\"furnished\":truex}",
                      "{\"furnished\":tru}", "{\"note\":nul}", "{\"note\":nullx}", "{\"tags\":[\"a\",]}",
                      "{\"tags\":[\"a\" \"b\"]}", "{\"tags\":[\"a\"}", "{\"tags\":[}", "{\"tags\":[,]}",
                      "{\"mainPart\":{}", "{\"mainPart\":{\"label\":\"a\"}",
                      std::string("{\"level\":1\0}", 12), "\xef\xbb\xbf{}", "\xff\xfe{}", "{/*c*/}"));

TEST(JsonReaderTest, SaysWhatIsWrongWithTheWholeText) {
  EXPECT_THAT(FaultsOf(" \n"), ElementsAre("body json: is empty: send a JSON object"));
  EXPECT_THAT(FaultsOf("\xef\xbb\xbf{}"),
              ElementsAre("body json: begins with a byte order mark: send UTF-8 without one"));
  EXPECT_THAT(FaultsOf("{\"name\":\"a}"),
              ElementsAre("body json: is not well-formed JSON: a string has no end"));
  EXPECT_THAT(FaultsOf("{\"name\":\"a\tb\"}"),
              ElementsAre("body json: is not well-formed JSON: a string has a control character in it"));
  EXPECT_THAT(FaultsOf("{\"name\": \"a\", \"level\": 01}"),
              ElementsAre("level json: is not well-formed JSON, near byte 23"));
  EXPECT_THAT(FaultsOf("{} {}"), ElementsAre("body json: is not well-formed JSON, near byte 3"));
}

// As a client sends that writes Latin-1 and says UTF-8.
TEST(JsonReaderTest, NamesTheFieldsThatAreNotUtf8) {
  Thing thing;
  EXPECT_THAT(
      FaultsOf("{\"note\": \"Caf\xe9\", \"name\": \"ok\", \"tags\": [\"a\", \"\xc3\", \"\\n\xed\xa0\x80\"],"
               " \"level\": \"x\", \"counts\": {\"\xff\": 1, \"b\": 2}, \"partsByName\": {\"a\": {\"label\": "
               "\"\xe9\"}}}",
               thing),
      ElementsAre("note encoding: is not UTF-8", "tags[1] encoding: is not UTF-8",
                  "tags[2] encoding: is not UTF-8", "level type: must be a whole number",
                  "counts.? encoding: is not UTF-8", "partsByName.a.label encoding: is not UTF-8"));
  EXPECT_EQ(thing.name(), "ok");
  EXPECT_THAT(FaultsOf("{\"n\xe4me\": \"a\"}"), ElementsAre("n?me unknown-field: is not a field"));
  EXPECT_THAT(FaultsOf("{\"colour\": \"r\xf6\"}"), ElementsAre("colour encoding: is not UTF-8"));
}

TEST(JsonReaderTest, KeepsThePlacesOfElementsThatCannotBeRead) {
  Thing thing;
  EXPECT_THAT(FaultsOf(R"({"tags": ["a", 1, "c"], "numbers": ["x", 5], "colours": ["green", "red"],
                           "parts": [1, {"label": "b"}], "counts": {"a": "x", "b": 1, "a": 2}})",
                       thing),
              SizeIs(6));
  EXPECT_THAT(thing.tags(), ElementsAre("a", "", "c"));
  EXPECT_THAT(thing.numbers(), ElementsAre(0, 5));
  EXPECT_THAT(thing.colours(), ElementsAre(0, 1));
  ASSERT_EQ(thing.parts_size(), 2);
  EXPECT_EQ(thing.parts(1).label(), "b");
  EXPECT_EQ(thing.counts().at("b"), 1);
}

TEST(JsonReaderTest, SaysWhetherItReadTheWhole) {
  const auto whole = [](std::string_view json) {
    Thing thing;
    std::vector<FieldViolation> faults;
    return ReadJson(json, "", thing, faults).whole;
  };
  EXPECT_TRUE(whole(R"({"name": 1, "x": {}})"));
  for (const char* json : {"", "[]", "{", "{\"level\": 01}", "{} {}", "null"})
    EXPECT_FALSE(whole(json)) << json;
}

TEST(JsonReaderTest, ReadsBothAlphabetsOfBase64) {
  Thing thing;
  EXPECT_THAT(FaultsOf(R"({"picture": "-_-_"})", thing), IsEmpty());
  EXPECT_EQ(thing.picture(), "\xfb\xff\xbf");
  EXPECT_THAT(FaultsOf(R"({"picture": "+/+/"})", thing), IsEmpty());
  EXPECT_EQ(thing.picture(), "\xfb\xff\xbf");
}

TEST(JsonReaderTest, KeepsTheSignOfNothing) {
  Thing thing;
  EXPECT_THAT(FaultsOf(R"({"weight": -0, "ratio": -0.0, "level": -0})", thing), IsEmpty());
  EXPECT_TRUE(std::signbit(thing.weight()) && std::signbit(thing.ratio()));
  std::string json;
  WriteJson(thing, json);
  EXPECT_THAT(json, ::testing::HasSubstr(R"("level":0,"rentCents":"0","weight":-0.0,)"));
}

TEST(JsonReaderTest, ReadsFieldsInAnyOrder) {
  Thing thing;
  EXPECT_THAT(
      FaultsOf(R"({"note": "n", "n\u0061me": "\u0041\"", "id": "i", "furnished": true, "serial": "s"})",
               thing),
      IsEmpty());
  EXPECT_EQ(thing.note() + thing.name() + thing.id() + thing.serial(), "nA\"is");
  EXPECT_TRUE(thing.furnished());
}

TEST(JsonReaderTest, StopsAtTheDeepestLevel) {
  const auto nested = [](int levels) {
    std::string json;
    for (int i = 1; i < levels; ++i) json += "{\"inner\":";
    json += "{}";
    for (int i = 1; i < levels; ++i) json += "}";
    return json;
  };
  EXPECT_THAT(FaultsOf(nested(kDeepestJson)), IsEmpty());
  const std::vector<std::string> faults = FaultsOf(nested(kDeepestJson + 1));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0], ::testing::EndsWith("inner depth: is nested deeper than 32"));
  google::protobuf::Struct record;
  EXPECT_THAT(FaultsOf("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}", record), SizeIs(1));
}

TEST(JsonReaderTest, NamesNoMoreFaultsThanAnyoneReads) {
  std::string json = "{\"numbers\":[";
  for (int i = 0; i < 1000; ++i) json += "\"x\",";
  json += "1]}";
  EXPECT_THAT(FaultsOf(json), SizeIs(kMostFaults));
}

// `json` with a byte changed, added or taken out, or cut short.
std::string Mutated(std::string json, std::mt19937& random) {
  constexpr std::string_view kBytes = "{}[]:,\"\\ \n0123456789eE+-.tfnulrasx\xc3\xa9";
  const size_t at = random() % json.size();
  const char byte = kBytes[random() % kBytes.size()];
  switch (random() % 4) {
    case 0:
      json[at] = byte;
      break;
    case 1:
      json.insert(at, 1, byte);
      break;
    case 2:
      json.erase(at, 1);
      break;
    default:
      json.resize(at + 1);
  }
  return json;
}

// The reader looks only at what it is asked for: nothing malformed may slip through where it did not look.
TEST(JsonReaderTest, AcceptsNothingThatIsNotJson) {
  std::mt19937 random(7);
  simdjson::dom::parser strict;
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string json = Mutated(Mutated(std::string(kEveryField), random), random);
    if (!FaultsOf(json).empty()) continue;
    ++accepted;
    EXPECT_EQ(strict.parse(json).error(), simdjson::SUCCESS) << json;
  }
  EXPECT_GT(accepted, 100);
}

TEST(JsonReaderTest, PutsThePrefixBeforeEveryPath) {
  Thing thing;
  std::vector<FieldViolation> faults;
  ReadJson(R"({"parts": [{"x": 1}]})", "thing", thing, faults);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].field, "thing.parts[0].x");
}

}  // namespace
}  // namespace boulevard::gateway::transcode
