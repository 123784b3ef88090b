#include "services/placements/api/convert.h"

#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "boulevard/placements/v1/places.pb.h"
#include "services/placements/api/convert_enums.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::api {
namespace {

using domain::Day;

TEST(ConvertDays, RoundTrip) {
  for (const char* text : {"2026-01-01", "2024-02-29", "1998-12-31", "9999-12-31"}) {
    EXPECT_EQ(DayText(DayFrom(text)), text);
  }
  EXPECT_EQ(DayFrom("2026-03-09"), Day(2026, 3, 9));
  EXPECT_EQ(OptionalDayFrom(""), std::nullopt);
}

TEST(ConvertDays, OpenEndedIsAbsent) {
  EXPECT_EQ(EndFrom(""), domain::kForever);
  EXPECT_EQ(EndText(domain::kForever), std::nullopt);
  EXPECT_EQ(EndText(Day(2026, 5, 1)), "2026-05-01");
}

TEST(ConvertIds, RoundTrip) {
  const domain::Uuid id = runtime::NewUuid(absl::UnixEpoch());
  EXPECT_EQ(IdFrom(id.ToString()), id);
  EXPECT_EQ(OptionalIdFrom(""), std::nullopt);
}

TEST(ConvertTimes, RoundTripAlsoBefore1970) {
  for (const absl::Time time : {absl::FromUnixMicros(1767225600123456), absl::FromUnixMicros(-1500000)}) {
    EXPECT_EQ(TimeFrom(TimestampOf(time)), time);
    EXPECT_GE(TimestampOf(time).nanos(), 0);
  }
}

TEST(MergeMasked, TakesOnlyWhatTheMaskNames) {
  v1::Place stored;
  stored.set_name("1A");
  stored.set_rent_cents(50000);
  stored.set_furnished(true);
  v1::Place sent;
  sent.set_name("1B");
  sent.set_rent_cents(60000);
  google::protobuf::FieldMask mask;
  mask.add_paths("rent_cents");
  mask.add_paths("furnished");
  MergeMasked(sent, mask, stored);
  EXPECT_EQ(stored.name(), "1A");
  EXPECT_EQ(stored.rent_cents(), 60000);
  EXPECT_FALSE(stored.furnished());
}

// "RESIDENT_KIND_YOUNG_PERSON" of the contract is "young-person" in the tables.
template <typename Domain>
void ExpectSameWords() {
  const google::protobuf::EnumDescriptor& contract =
      *google::protobuf::GetEnumDescriptor<typename ContractOf<Domain>::Enum>();
  for (size_t i = 0; i < domain::kWords<Domain>.size(); ++i) {
    const std::string name = contract.FindValueByNumber(static_cast<int>(i) + 1)->name();
    const std::string word = absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}});
    EXPECT_TRUE(runtime::StdView(word).ends_with("-" + std::string(domain::kWords<Domain>[i]))) << name;
  }
}

TEST(ConvertEnums, ContractAndDomainUseTheSameWords) {
  ExpectSameWords<domain::ResidentKind>();
  ExpectSameWords<domain::GuidanceLevel>();
  ExpectSameWords<domain::Weekday>();
  ExpectSameWords<domain::ClosureReason>();
  ExpectSameWords<domain::ClosurePayer>();
  ExpectSameWords<domain::OfferState>();
  ExpectSameWords<domain::DeclineSide>();
  ExpectSameWords<domain::DeclineReason>();
  ExpectSameWords<domain::PlacementState>();
  ExpectSameWords<domain::DepartureReason>();
  ExpectSameWords<domain::DepartureDestination>();
}

TEST(ConvertEnums, LeftOutIsNothing) {
  EXPECT_EQ(OptionalEnumFrom<domain::ResidentKind>(v1::RESIDENT_KIND_UNSPECIFIED), std::nullopt);
  EXPECT_EQ(OptionalEnumFrom<domain::ResidentKind>(v1::RESIDENT_KIND_STUDENT),
            domain::ResidentKind::kStudent);
  EXPECT_EQ(EnumOf(domain::CalendarUse::kNotInStock), v1::CALENDAR_USE_NOT_IN_STOCK);
}

}  // namespace
}  // namespace boulevard::placements::api
