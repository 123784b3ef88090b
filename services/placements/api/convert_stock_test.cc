#include "services/placements/api/convert_stock.h"

#include <gtest/gtest.h>

#include "services/placements/api/convert.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::api {
namespace {

using domain::Day;
using domain::ResidentKind;

TEST(ConvertStock, AProgrammeComesBackWhole) {
  domain::Programme programme{.id = "co-living",
                              .name = "Co-Living",
                              .guidance_level = domain::GuidanceLevel::kLight,
                              .minimum_age = 19,
                              .maximum_age = 26,
                              .resident_kinds = domain::ResidentKinds::FromBits(6),
                              .turnaround_days = 4,
                              .offer_hours = 24,
                              .closed = true};
  domain::Programme read{.id = "co-living"};
  Apply(ProgrammeMessage(programme), read);
  EXPECT_EQ(ProgrammeMessage(read).SerializeAsString(), ProgrammeMessage(programme).SerializeAsString());
  EXPECT_EQ(read.resident_kinds, programme.resident_kinds);
  EXPECT_EQ(read.offer_hours, 24);
}

TEST(ConvertStock, AnOfferIsOpenForThreeDaysWhenTheProgrammeDoesNotSay) {
  v1::Programme message;
  message.set_name("Foyer");
  domain::Programme programme{.offer_hours = 5};
  Apply(message, programme);
  EXPECT_EQ(programme.offer_hours, 72);
}

TEST(ConvertStock, AFacilityComesBackWhole) {
  domain::Facility facility{
      .name = "Jupiterkade",
      .reference = "F7",
      .address_line = "Jupiterkade 1",
      .postcode = "2516 BS",
      .city = "Den Haag",
      .district = "Laak",
      .supervision_windows = {{domain::Weekday::kSunday, "22:00", "06:00", "students"}}};
  domain::Facility read;
  Apply(FacilityMessage(facility), read);
  EXPECT_EQ(FacilityMessage(read).SerializeAsString(), FacilityMessage(facility).SerializeAsString());
  EXPECT_EQ(read.supervision_windows, facility.supervision_windows);
}

TEST(ConvertStock, OutputOnlyAndImmutableFieldsStay) {
  const domain::Uuid owner = runtime::NewUuid(absl::UnixEpoch());
  domain::Place place{.id = owner, .provider_id = owner, .programme_id = "foyer", .district = "Laak"};
  v1::Place message;
  message.set_name("1A");
  message.set_provider_id(domain::Uuid{}.ToString());
  message.set_programme_id("co-living");
  message.set_district("Centrum");
  Apply(message, Day(2026, 3, 2), place);
  EXPECT_EQ(place.name, "1A");
  EXPECT_EQ(place.provider_id, owner);
  EXPECT_EQ(place.programme_id, "foyer");
  EXPECT_EQ(place.district, "Laak");
  EXPECT_EQ(place.available_from, Day(2026, 3, 2)) << "today, as it does not say";
}

TEST(ConvertStock, APatchOfAPlaceChangesWhatItNames) {
  domain::Place place{
      .name = "1A", .rent_cents = 50000, .furnished = true, .available_from = Day(2025, 1, 1)};
  v1::Place sent;
  sent.set_rent_cents(60000);
  google::protobuf::FieldMask mask;
  mask.add_paths("rent_cents");
  v1::Place merged = PlaceMessage(place);
  MergeMasked(sent, mask, merged);
  Apply(merged, Day(2026, 3, 2), place);
  EXPECT_EQ(place.rent_cents, 60000);
  EXPECT_EQ(place.name, "1A");
  EXPECT_TRUE(place.furnished);
  EXPECT_EQ(place.available_from, Day(2025, 1, 1));
}

v1::Unit UnitWithQuotas(std::initializer_list<std::pair<v1::ResidentKind, int>> quotas) {
  v1::Unit unit;
  for (const auto& [kind, places] : quotas) {
    v1::Quota& quota = *unit.add_quotas();
    quota.set_resident_kind(kind);
    quota.set_places(places);
  }
  return unit;
}

TEST(ConvertStock, QuotasAreOfAllKindsOrNone) {
  domain::Unit unit;
  Apply(UnitWithQuotas({{v1::RESIDENT_KIND_STUDENT, 4}}), unit);
  ASSERT_TRUE(unit.quotas);
  EXPECT_EQ((*unit.quotas)[ResidentKind::kStudent], 4);
  EXPECT_EQ((*unit.quotas)[ResidentKind::kYoungPerson], 0);
  EXPECT_EQ(UnitMessage(unit).quotas_size(), 3);
  Apply(UnitWithQuotas({{v1::RESIDENT_KIND_STUDENT, 0}}), unit);
  EXPECT_TRUE(unit.quotas) << "nobody is something else than anyone";
  Apply(v1::Unit(), unit);
  EXPECT_FALSE(unit.quotas);
  EXPECT_EQ(UnitMessage(unit).quotas_size(), 0);
}

TEST(ConvertStock, AUnitSaysHowManyLiveThere) {
  domain::Unit unit;
  unit.residents[ResidentKind::kStatusHolder] = 3;
  const v1::Unit message = UnitMessage(unit);
  ASSERT_EQ(message.residents_size(), 3);
  EXPECT_EQ(message.residents(1).resident_kind(), v1::RESIDENT_KIND_STATUS_HOLDER);
  EXPECT_EQ(message.residents(1).count(), 3);
}

TEST(ConvertStock, TwoQuotasForOneKindAreRefused) {
  const v1::Unit unit = UnitWithQuotas(
      {{v1::RESIDENT_KIND_STUDENT, 4}, {v1::RESIDENT_KIND_YOUNG_PERSON, 4}, {v1::RESIDENT_KIND_STUDENT, 2}});
  const auto fields = runtime::DetailsOf(CheckQuotaKinds(unit)).fields;
  ASSERT_EQ(fields.size(), 1u);
  EXPECT_EQ(fields[0].field, "unit.quotas[2].residentKind");
  EXPECT_EQ(fields[0].rule, "unique");
}

}  // namespace
}  // namespace boulevard::placements::api
