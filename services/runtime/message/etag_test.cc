#include "services/runtime/message/etag.h"

#include <gtest/gtest.h>

#include <string>

#include <google/protobuf/any.pb.h>

#include "boulevard/testing/v1/testing.pb.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime {
namespace {

using testing::v1::Thing;

Thing Named(const std::string& name) {
  Thing thing;
  thing.set_name(name);
  for (const char* part : {"a", "b", "c", "d", "e", "f"})
    (*thing.mutable_parts_by_name())[part].set_label(part);
  SetEtag(thing);
  return thing;
}

TEST(EtagTest, IsTheSameForTheSameContentAlone) {
  EXPECT_EQ(Named("a").etag(), Named("a").etag());
  EXPECT_NE(Named("a").etag(), Named("b").etag());
  EXPECT_EQ(Named("a").etag().size(), 32u);
}

TEST(EtagTest, IsMadeOfAllFieldsButItself) {
  Thing thing = Named("a");
  const std::string etag = thing.etag();
  SetEtag(thing);
  EXPECT_EQ(thing.etag(), etag);
  thing.mutable_main_part()->set_label("x");
  SetEtag(thing);
  EXPECT_NE(thing.etag(), etag);
}

TEST(EtagTest, StaysWhatItIsInEveryProcess) {
  // Replicas of several builds answer for one site.
  EXPECT_EQ(EtagOf(""), "99aa06d3014798d86001c324468d497f");
}

Thing WithEtag(const std::string& etag) {
  Thing thing;
  thing.set_etag(etag);
  return thing;
}

TEST(EtagTest, MatchesOneOfThoseNamedOrAny) {
  EXPECT_TRUE(CheckEtag("abc", WithEtag("abc")).ok());
  EXPECT_TRUE(CheckEtag("x,abc", WithEtag("abc")).ok());
  EXPECT_TRUE(CheckEtag("*", WithEtag("abc")).ok());
}

TEST(EtagTest, SaysThatItIsMissing) {
  const absl::Status missing = CheckEtag("", WithEtag("abc"));
  EXPECT_EQ(missing.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(DetailsOf(missing).etag_missing);
  EXPECT_EQ(DetailsOf(missing).current_etag, "");
}

TEST(EtagTest, SaysWhatIsThereWhenItIsStale) {
  for (const char* named : {"ab", "abcd", "x,y", "ABC"}) {
    const absl::Status stale = CheckEtag(named, WithEtag("abc"));
    EXPECT_EQ(stale.code(), absl::StatusCode::kFailedPrecondition) << named;
    EXPECT_FALSE(DetailsOf(stale).etag_missing);
    EXPECT_EQ(DetailsOf(stale).current_etag, "abc");
    google::protobuf::Any any;
    Thing current;
    ASSERT_TRUE(any.ParseFromString(DetailsOf(stale).current) && any.UnpackTo(&current));
    EXPECT_EQ(current.etag(), "abc");
  }
}

TEST(EtagTest, NeedsAFieldOfThatName) {
  EXPECT_NE(EtagField(*Thing::descriptor()), nullptr);
  EXPECT_NE(EtagField(*testing::v1::UpdateThingRequest::descriptor()), nullptr);
  EXPECT_EQ(EtagField(*testing::v1::GetThingRequest::descriptor()), nullptr);
}

}  // namespace
}  // namespace boulevard::runtime
