#include "gateway/transcode/json_writer.h"

#include <gmock/gmock.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/empty.pb.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <google/protobuf/wrappers.pb.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/transcode/plan.h"

namespace boulevard::gateway::transcode {
namespace {

using boulevard::testing::v1::ListThingsResponse;
using boulevard::testing::v1::Part;
using boulevard::testing::v1::Thing;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Json(const Message& message) {
  std::string json;
  WriteJson(message, json);
  return json;
}

// A thing with every field but the enums, whose words protobuf does not know.
Thing FullThing() {
  Thing thing;
  thing.set_id("0190a1b2-0000-7000-8000-000000000001");
  thing.set_name("De \"Haagse\" Foyer\n\t\x01 é €");
  thing.set_level(-3);
  thing.set_rent_cents(std::numeric_limits<int64_t>::min());
  thing.set_weight(0.1);
  thing.set_furnished(true);
  thing.set_accessible(false);
  thing.set_picture(std::string("\x00\xff\x10 bytes", 9));
  thing.add_tags("a");
  thing.add_tags("");
  Part& part = *thing.add_parts();
  part.set_label("left");
  part.set_amount(7);
  part.add_notes("x");
  thing.add_parts();
  thing.mutable_main_part()->set_label("main");
  (*thing.mutable_parts_by_name())["one"].set_amount(1);
  (*thing.mutable_parts_by_name())["two \"2\""].set_amount(2);
  (*thing.mutable_counts())["n"] = -5;
  thing.mutable_created_at()->set_seconds(1767225599);
  thing.mutable_due_at()->set_seconds(-1);
  thing.mutable_due_at()->set_nanos(500000000);
  thing.set_owner_number(4);
  thing.mutable_forms()->set_date("2026-01-31");
  thing.set_big(std::numeric_limits<uint64_t>::max());
  thing.set_ratio(1e-10F);
  thing.add_numbers(1);
  thing.add_numbers(std::numeric_limits<int32_t>::min());
  thing.mutable_inner()->set_name("inner");
  thing.mutable_inner()->mutable_inner()->set_weight(1e300);
  return thing;
}

// What protobuf's own reader makes of our JSON must be the message again.
void ExpectReadByProtobuf(const Message& message) {
  const std::string json = Json(message);
  const std::unique_ptr<Message> read(message.New());
  const auto status = google::protobuf::util::JsonStringToMessage(json, read.get());
  ASSERT_TRUE(status.ok()) << status.ToString() << '\n' << json;
  EXPECT_TRUE(MessageDifferencer::Equals(message, *read)) << json;
}

TEST(JsonWriterTest, WritesWhatProtobufReads) {
  ExpectReadByProtobuf(Thing());
  ExpectReadByProtobuf(FullThing());
  ListThingsResponse list;
  for (int i = 0; i < 3; ++i) *list.add_things() = FullThing();
  ExpectReadByProtobuf(list);
}

TEST(JsonWriterTest, WritesTimesAsProtobufDoes) {
  for (const int64_t seconds : {-62135596800L, -1L, 0L, 951782400L, 4102444799L, 253402300799L}) {
    for (const int nanos : {0, 1, 1000, 120000000, 999999999}) {
      google::protobuf::Timestamp time;
      time.set_seconds(seconds);
      time.set_nanos(nanos);
      std::string theirs;
      ASSERT_TRUE(google::protobuf::util::MessageToJsonString(time, &theirs).ok());
      EXPECT_EQ(Json(time), theirs);
    }
  }
}

TEST(JsonWriterTest, WritesWellKnownTypesAsProtobufDoes) {
  google::protobuf::Struct record;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                  R"({"a":[1,"x",null,true,{"b":[]}],"c":{},"d":-1.5})", &record)
                  .ok());
  ExpectReadByProtobuf(record);
  google::protobuf::Int64Value wrapped;
  wrapped.set_value(1L << 60);
  EXPECT_EQ(Json(wrapped), "\"1152921504606846976\"");
  google::protobuf::FieldMask mask;
  mask.add_paths("update_mask");
  mask.add_paths("a.b_c");
  EXPECT_EQ(Json(mask), "\"updateMask,a.bC\"");
  mask.add_paths("a\\b\"");
  EXPECT_EQ(Json(mask), R"("updateMask,a.bC,a\\b\"")");
  google::protobuf::Duration duration;
  duration.set_seconds(-3);
  duration.set_nanos(-500000000);
  EXPECT_EQ(Json(duration), "\"-3.500s\"");
  EXPECT_EQ(Json(google::protobuf::Empty()), "{}");
}

TEST(JsonWriterTest, WritesNumbersThatJsonLacks) {
  Part part;
  Thing thing;
  thing.set_weight(std::nan(""));
  thing.set_ratio(-std::numeric_limits<float>::infinity());
  EXPECT_THAT(Json(thing), AllOf(HasSubstr("\"weight\":\"NaN\""), HasSubstr("\"ratio\":\"-Infinity\"")));
  thing.set_weight(-0.0);
  EXPECT_THAT(Json(thing), HasSubstr("\"weight\":-0.0"));
  ExpectReadByProtobuf(*[&] {
    thing.set_weight(std::numeric_limits<double>::denorm_min());
    return &thing;
  }());
}

TEST(JsonWriterTest, WritesFieldsByPresence) {
  const std::string json = Json(Thing());
  EXPECT_EQ(json,
            R"({"id":"","name":"","serial":"","rentCents":"0","weight":0,"furnished":false,"picture":"",)"
            R"("tags":[],"parts":[],"partsByName":{},"counts":{},"note":"","big":"0","ratio":0,"colours":[],)"
            R"("numbers":[],"etag":""})");
  Thing thing;
  thing.set_level(0);
  thing.mutable_main_part();
  EXPECT_THAT(Json(thing), AllOf(HasSubstr("\"level\":0"), HasSubstr("\"mainPart\":{\"label\":\"\"")));
}

TEST(JsonWriterTest, WritesEnumsInTheWordsOfTheDomain) {
  Thing thing;
  thing.set_colour(boulevard::testing::v1::COLOUR_DARK_BLUE);
  thing.add_colours(boulevard::testing::v1::COLOUR_RED);
  thing.add_colours(boulevard::testing::v1::COLOUR_DARK_BLUE);
  EXPECT_THAT(Json(thing),
              AllOf(HasSubstr("\"colour\":\"dark-blue\""), HasSubstr("\"colours\":[\"red\",\"dark-blue\"]")));
  thing.set_colour(static_cast<boulevard::testing::v1::Colour>(99));
  EXPECT_THAT(Json(thing), HasSubstr("\"colour\":99"));
}

TEST(JsonWriterTest, FindsTheWordsOfAnEnum) {
  EXPECT_EQ(EnumWord("ResidentKind", "RESIDENT_KIND_STATUS_HOLDER"), "status-holder");
  EXPECT_EQ(EnumWord("Role", "ROLE_ADMIN"), "admin");
  EXPECT_EQ(EnumWord("ZRMDomain", "ZRMDOMAIN_FINANCE"), "finance");
  EXPECT_EQ(EnumWord("Colour", "RED"), "red");
}

TEST(JsonWriterTest, WritesOneField) {
  Thing thing = FullThing();
  const auto field = [&](const char* name) {
    std::string json;
    WriteJsonField(thing, *Thing::descriptor()->FindFieldByName(name), json);
    return json;
  };
  EXPECT_EQ(field("numbers"), "[1,-2147483648]");
  EXPECT_EQ(field("main_part"), R"({"label":"main","amount":0,"notes":[]})");
  thing.clear_main_part();
  EXPECT_EQ(field("main_part"), "null");
}

}  // namespace
}  // namespace boulevard::gateway::transcode
