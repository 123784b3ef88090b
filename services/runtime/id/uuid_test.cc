#include "services/runtime/id/uuid.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace boulevard::runtime {
namespace {

const absl::Time kNow = absl::FromUnixMillis(0x0190'1234'5678);

TEST(UuidTest, WritesAndReadsItsText) {
  const Uuid id = DeterministicUuid(kNow, 0x0abc, 0x1122'3344'5566'7788);
  EXPECT_EQ(id.ToString(), "01901234-5678-7abc-9122-334455667788");
  EXPECT_EQ(Uuid::Parse("01901234-5678-7abc-9122-334455667788"), id);
  EXPECT_EQ(Uuid::Parse("01901234-5678-7ABC-9122-334455667788"), id);
  EXPECT_EQ(id.AsBytes().size(), 16u);
  EXPECT_TRUE(Uuid().IsNil());
}

TEST(UuidTest, RefusesWhatIsNoUuid) {
  for (const char* text :
       {"", "0190", "01901234-5678-7abc-9122-33445566778", "01901234-5678-7abc-9122-3344556677889",
        "01901234x5678-7abc-9122-334455667788", "0190123g-5678-7abc-9122-334455667788",
        "{1901234-5678-7abc-9122-33445566778}", "019012345678-7abc-9122-33-4455667788"}) {
    EXPECT_EQ(Uuid::Parse(text), std::nullopt) << text;
  }
}

TEST(UuidTest, NewOnesAreVersion7AndGrow) {
  Uuid last;
  std::set<Uuid> all;
  for (int i = 0; i < 10'000; ++i) {
    const Uuid id = NewUuid(kNow);
    EXPECT_LT(last, id);
    EXPECT_EQ(id.bytes[6] >> 4, 7);
    EXPECT_EQ(id.bytes[8] >> 6, 2);
    all.insert(id);
    last = id;
  }
  EXPECT_EQ(all.size(), 10'000u);
  EXPECT_EQ(NewUuid(kNow + absl::Hours(1)).ToString().substr(0, 13), "0190126b-44f8");
}

}  // namespace
}  // namespace boulevard::runtime
