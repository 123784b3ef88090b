#include "services/placements/domain/matches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/placements/store/test_codes.h"
#include "tests/support/must.h"
#include "tests/support/placements/booking_scene.h"

// Matches of applications and of places on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::ApplicationMatches;
using domain::Day;
using domain::Place;
using domain::PlaceMatches;
using domain::ResidentKind;
using domain::Uuid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class MatchesTest : public ::testing::Test {
 protected:
  Place NewPlace(const std::string& district, int rent_cents, bool self_contained = false,
                 bool accessible = false) {
    const domain::Facility facility = scene_.db.MakeFacility({.district = district});
    return scene_.db.MakePlace({.unit_id = scene_.db.MakeUnit({.facility_id = facility.id}).id,
                                .rent_cents = rent_cents,
                                .accessible = accessible,
                                .self_contained = self_contained});
  }
  Application Waiting(Application draft) {
    draft.young_person_id = runtime::NewUuid(absl::Now());
    if (draft.birth_date == Day()) draft.birth_date = Day(2005, 6, 1);
    draft.resident_kind = ResidentKind::kStudent;
    draft.guidance_level = domain::GuidanceLevel::kLight;
    if (draft.programme_id.empty()) draft.programme_id = "foyer";
    return scene_.Admitted(tests::Must(scene_.applications.Create(scene_.db.AsCoordinator(), draft)));
  }

  ApplicationMatches Of(const Application& application, const domain::MatchQuery& query = {}) {
    return tests::Must(matches_.OfApplication(scene_.db.AsCoordinator(), application.id, query));
  }
  PlaceMatches Of(const Place& place) {
    return tests::Must(matches_.OfPlace(scene_.db.AsCoordinator(), place.id, {}));
  }
  static std::vector<Uuid> PlacesOf(const ApplicationMatches& found) {
    std::vector<Uuid> ids;
    for (const domain::PlaceMatch& match : found.matches) ids.push_back(match.open.place.id);
    return ids;
  }
  // "rule count: actual <> required".
  template <typename Found>
  static std::vector<std::string> ExcludedIn(const Found& found) {
    std::vector<std::string> lines;
    for (const auto& excluded : found.excluded) {
      std::string line = absl::StrCat(excluded.rule, " ", excluded.count);
      for (const auto& example : excluded.examples) {
        absl::StrAppend(&line, ": ", example.breach.actual, " <> ", example.breach.required);
      }
      lines.push_back(std::move(line));
    }
    return lines;
  }

  tests::BookingScene scene_;
  domain::Matches matches_{scene_.db.store(), scene_.db.clock()};
};

TEST_F(MatchesTest, PlacesAreRankedByWishesThenByRent) {
  const Place far = NewPlace("Escamp", 30000), near = NewPlace("Laak", 50000),
              cheap = NewPlace("Laak", 40000);
  const Place own_kitchen = NewPlace("Laak", 54000, true);
  const Application application =
      Waiting({.wishes = {.districts = {"Laak"}, .max_rent_cents = 55000, .self_contained = true}});
  const ApplicationMatches found = Of(application);
  EXPECT_THAT(PlacesOf(found), ElementsAre(own_kitchen.id, cheap.id, near.id, far.id));
  EXPECT_THAT(found.matches[1].wishes, ElementsAre(domain::WishOutcome{domain::Wish::kDistrict, true},
                                                   domain::WishOutcome{domain::Wish::kSelfContained, false}));
  EXPECT_THAT(found.excluded, IsEmpty());
  EXPECT_FALSE(found.more);

  const ApplicationMatches best = Of(application, {.limit = 2});
  EXPECT_THAT(PlacesOf(best), ElementsAre(own_kitchen.id, cheap.id));
  EXPECT_TRUE(best.more);
}

TEST_F(MatchesTest, WhatARuleExcludesIsCountedAndSaysWhy) {
  const Place fits = NewPlace("Laak", 40000, false, true);
  NewPlace("Laak", 60000, false, true);
  NewPlace("Escamp", 70000);
  const Application application = Waiting({.wishes = {.max_rent_cents = 55000, .accessible_needed = true}});
  const ApplicationMatches found = Of(application);
  EXPECT_THAT(PlacesOf(found), ElementsAre(fits.id));
  EXPECT_THAT(ExcludedIn(found),
              UnorderedElementsAre(
                  testing::AllOf(testing::HasSubstr("rent 2"), testing::HasSubstr("60000 <> at most 55000"),
                                 testing::HasSubstr("70000 <> at most 55000")),
                  testing::HasSubstr("accessibility 1")));
}

TEST_F(MatchesTest, ATakenPlaceIsNeitherAMatchNorExcluded) {
  const Place place = NewPlace("Laak", 40000);
  scene_.Arrived(place.id, scene_.db.today() + 100);
  const ApplicationMatches found = Of(Waiting({}));
  EXPECT_THAT(found.matches, IsEmpty());
  EXPECT_THAT(found.excluded, IsEmpty());
}

TEST_F(MatchesTest, WhatNoPlaceCanMendExcludesThemAll) {
  NewPlace("Laak", 40000);
  NewPlace("Escamp", 40000);
  const Application application = Waiting({});
  scene_.Later(10 * 366);
  const auto found = matches_.OfApplication(scene_.db.AsCoordinator(), application.id, {});
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->matches, IsEmpty());
  EXPECT_THAT(ExcludedIn(*found), ElementsAre(testing::StartsWith("age 2")));
}

TEST_F(MatchesTest, AFullQuotaExcludesForThatKind) {
  const std::vector<Place> places = scene_.SharedUnit(1);
  scene_.Arrived(places[0].id, domain::kForever, ResidentKind::kStudent);
  const ApplicationMatches found = Of(Waiting({.programme_id = "co-living"}));
  EXPECT_THAT(found.matches, IsEmpty());
  EXPECT_THAT(ExcludedIn(found), ElementsAre(testing::StartsWith("unit-quota 1")));
  const Application status_holder = scene_.Applicant(ResidentKind::kStatusHolder, "co-living");
  EXPECT_THAT(PlacesOf(Of(status_holder)), ElementsAre(places[1].id));
}

TEST_F(MatchesTest, WhoMustNotShareIsKeptOutOfTheUnitFromBothSides) {
  const std::vector<Place> places = scene_.SharedUnit(2);
  const domain::Placement stay = scene_.Arrived(places[0].id, domain::kForever, ResidentKind::kStudent);
  const Application application =
      Waiting({.programme_id = "co-living", .must_not_share_with = {stay.young_person_id}});
  const ApplicationMatches found = Of(application);
  EXPECT_THAT(found.matches, IsEmpty());
  EXPECT_THAT(ExcludedIn(found), ElementsAre(testing::StartsWith("must-not-share 3: ")));
  EXPECT_THAT(ExcludedIn(Of(places[1])), ElementsAre(testing::StartsWith("must-not-share 1: ")));

  // Which places these are would say where somebody lives.
  runtime::CallContext mentor = scene_.db.AsCoordinator();
  mentor.principal.role = runtime::Role::kMentor;
  const auto seen = matches_.OfApplication(mentor, application.id, {});
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_THAT(ExcludedIn(*seen), ElementsAre("must-not-share 3"));
  mentor.principal.subject = "another";
  EXPECT_EQ(matches_.OfApplication(mentor, application.id, {}).status().code(), kDenied);
}

TEST_F(MatchesTest, OfAPlaceTheHighestPriorityComesFirst) {
  const Place place = NewPlace("Laak", 50000);
  const Application normal = Waiting({}), acute = Waiting({.urgency = domain::Urgency::kAcute});
  Waiting({.wishes = {.max_rent_cents = 40000}});
  const PlaceMatches found = Of(place);
  ASSERT_EQ(found.matches.size(), 2u);
  EXPECT_EQ(found.matches[0].candidate.application.id, acute.id);
  EXPECT_EQ(found.matches[0].candidate.rank, 1);
  EXPECT_GT(found.matches[0].candidate.priority.points[0], 0) << "urgency";
  EXPECT_EQ(found.matches[1].candidate.application.id, normal.id);
  EXPECT_TRUE(found.open);
  EXPECT_THAT(ExcludedIn(found), ElementsAre("rent 1: 50000 <> at most 40000"));

  scene_.Arrived(place.id, domain::kForever);
  EXPECT_FALSE(Of(place).open);
}

TEST_F(MatchesTest, APeriodInThePastOrWithoutDaysIsRefused) {
  const Application application = Waiting({});
  const Day today = scene_.db.today();
  for (const domain::MatchQuery& query :
       {domain::MatchQuery{.starts_on = today - 1}, domain::MatchQuery{.ends_on = today}}) {
    EXPECT_EQ(matches_.OfApplication(scene_.db.AsCoordinator(), application.id, query).status().code(),
              kInvalid);
  }
}

}  // namespace
}  // namespace boulevard::placements::store
