#include "services/placements/domain/stays.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/placements/store/test_codes.h"
#include "services/runtime/status/errors.h"
#include "tests/support/placements/booking_scene.h"

// The life of a stay on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Day;
using domain::DepartureDestination;
using domain::DepartureReason;
using domain::kForever;
using domain::Occupancy;
using domain::Place;
using domain::Placement;
using domain::PlacementState;
using domain::ResidentKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StaysTest : public ::testing::Test {
 protected:
  ~StaysTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  Day today() { return scene_.db.today(); }
  absl::StatusOr<Placement> Depart(const Placement& stay, std::optional<Day> on = std::nullopt) {
    return scene_.stays.Depart(Me(), stay.id,
                               {on, DepartureReason::kPlannedMoveOn, DepartureDestination::kOutflowDwelling});
  }
  absl::StatusCode CodeOf(const absl::Status& status) { return status.code(); }
  template <typename T>
  absl::StatusCode CodeOf(const absl::StatusOr<T>& result) {
    return result.status().code();
  }
  int StudentsIn(const Place& place) { return scene_.ResidentsOf(place.unit_id)[ResidentKind::kStudent]; }
  // Of two turnaround days.
  Place CoLivingPlace() {
    const auto facility = scene_.db.MakeFacility({.programme_id = "co-living"});
    return scene_.db.MakePlace({.unit_id = scene_.db.MakeUnit({.facility_id = facility.id}).id});
  }

  tests::BookingScene scene_;
};

TEST_F(StaysTest, FromArrivalToDeparture) {
  const Place place = CoLivingPlace();
  const Placement confirmed = scene_.Confirmed(place.id, {today() + 1, today() + 30});
  const absl::Status early = scene_.stays.Arrive(Me(), confirmed.id).status();
  EXPECT_EQ(early.code(), kRefused);
  EXPECT_EQ(early.message(), "the stay begins on 2026-03-03");
  scene_.Later(1);
  EXPECT_EQ(scene_.stays.Arrive(Me(), confirmed.id).value().state, PlacementState::kArrived);
  EXPECT_EQ(StudentsIn(place), 1);

  scene_.Later(9);
  ASSERT_TRUE(Depart(confirmed).ok());
  const Placement departed = scene_.stays.Get(Me(), confirmed.id).value();
  EXPECT_EQ(departed.state, PlacementState::kDeparted);
  EXPECT_EQ(departed.period.until, today());
  EXPECT_EQ(departed.departure_reason, DepartureReason::kPlannedMoveOn);
  EXPECT_EQ(departed.departure_destination, DepartureDestination::kOutflowDwelling);
  EXPECT_EQ(StudentsIn(place), 0);
  const std::vector<Occupancy> taken = scene_.TakenIn(place);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].busy_until, today() + 2);
  EXPECT_FALSE(taken[0].planned);
  // The turnaround, then somebody else.
  EXPECT_EQ(CodeOf(scene_.offers.Create(Me(), scene_.DraftFor(place.id, {today() + 1, kForever}))),
            kConflict);
  scene_.Offered(place.id, {today() + 2, kForever});
}

TEST_F(StaysTest, WhoNeverCameGivesThePlaceBack) {
  const Place place = scene_.db.MakePlace();
  const Placement awaited = scene_.Confirmed(place.id, {today() + 1, kForever});
  EXPECT_EQ(CodeOf(scene_.stays.ReportNoShow(Me(), awaited.id)), kRefused);
  scene_.Later(1);
  EXPECT_EQ(scene_.stays.ReportNoShow(Me(), awaited.id).value().state, PlacementState::kNoShow);
  EXPECT_THAT(scene_.TakenIn(place), IsEmpty());
  const Placement cancelled = scene_.Confirmed(place.id, {today(), kForever});
  EXPECT_EQ(scene_.stays.Cancel(Me(), cancelled.id).value().state, PlacementState::kCancelled);
  EXPECT_THAT(scene_.TakenIn(place), IsEmpty());
}

TEST_F(StaysTest, AWrongStepSaysTheStateAndWhatIsAllowed) {
  const Placement stay = scene_.Arrived(scene_.db.MakePlace().id, today() + 30);
  const absl::Status refused = scene_.stays.Cancel(Me(), stay.id).status();
  EXPECT_EQ(refused.code(), kRefused);
  EXPECT_EQ(runtime::DetailsOf(refused).current_state, "arrived");
  EXPECT_THAT(runtime::DetailsOf(refused).allowed_steps, ElementsAre("extend", "transfer", "depart"));
  EXPECT_EQ(CodeOf(scene_.stays.Arrive(Me(), stay.id)), kRefused);
  EXPECT_EQ(CodeOf(scene_.stays.ReportNoShow(Me(), stay.id)), kRefused);
  ASSERT_TRUE(Depart(stay).ok());
  EXPECT_EQ(CodeOf(Depart(stay)), kRefused);
  EXPECT_EQ(CodeOf(scene_.stays.Extend(Me(), stay.id, today() + 60)), kRefused);
  EXPECT_EQ(CodeOf(scene_.stays.Transfer(Me(), stay.id, scene_.db.MakePlace().id, {})), kRefused);
}

TEST_F(StaysTest, ADepartureIsDatedWithinTheStay) {
  const Place place = scene_.db.MakePlace();
  const Placement stay = scene_.Arrived(place.id, today() + 30);
  scene_.Later(5);
  EXPECT_EQ(CodeOf(Depart(stay, today() + 1)), kInvalid);
  EXPECT_EQ(CodeOf(Depart(stay, stay.period.from - 1)), kInvalid);
  ASSERT_TRUE(Depart(stay, stay.period.from).ok());
  // Not one night was slept there.
  EXPECT_THAT(scene_.TakenIn(place), IsEmpty());
}

TEST_F(StaysTest, NobodyMovesInBesideWhoHasNotLeft) {
  const Place place = scene_.db.MakePlace();
  const Placement first = scene_.Arrived(place.id, today() + 10);
  const Placement second = scene_.Confirmed(place.id, {today() + 10, kForever});
  scene_.Later(12);
  const absl::Status refused = scene_.stays.Arrive(Me(), second.id).status();
  EXPECT_EQ(refused.code(), kConflict);
  EXPECT_EQ(refused.message(), "someone who has not departed lives in the place");
  // The days after the planned end were given to the next one.
  EXPECT_EQ(CodeOf(Depart(first, today())), kConflict);
  ASSERT_TRUE(Depart(first, first.period.until).ok());
  EXPECT_TRUE(scene_.stays.Arrive(Me(), second.id).ok());
}

TEST_F(StaysTest, WhoLeavesLaterThanPlannedTookThePlaceUntilThen) {
  const Place place = scene_.db.MakePlace();
  const Placement stay = scene_.Arrived(place.id, today() + 10);
  scene_.Later(12);
  ASSERT_TRUE(Depart(stay).ok());
  EXPECT_EQ(scene_.TakenIn(place).at(0).period.until, today());
}

TEST_F(StaysTest, AStayThatIsOverBeforeAnyoneCameIsNotBegun) {
  const Placement stay = scene_.Confirmed(scene_.db.MakePlace().id, {today(), today() + 3});
  scene_.Later(3);
  EXPECT_EQ(scene_.stays.Arrive(Me(), stay.id).status().message(),
            "the stay was planned to end on 2026-03-05");
}

TEST_F(StaysTest, AnExtensionTakesTheDaysThatItAdds) {
  const Place place = CoLivingPlace();
  const Placement stay = scene_.Arrived(place.id, today() + 10);
  scene_.Confirmed(place.id, {today() + 20, kForever});
  EXPECT_EQ(CodeOf(scene_.stays.Extend(Me(), stay.id, today() + 10)), kInvalid);
  EXPECT_EQ(CodeOf(scene_.stays.Extend(Me(), stay.id, today() + 9)), kInvalid);
  // Two turnaround days.
  EXPECT_EQ(CodeOf(scene_.stays.Extend(Me(), stay.id, today() + 19)), kConflict);
  EXPECT_EQ(scene_.stays.Extend(Me(), stay.id, today() + 18).value().period.until, today() + 18);
  EXPECT_EQ(scene_.TakenIn(place).at(0).busy_until, today() + 20);
}

TEST_F(StaysTest, AnOpenEndedStayGetsItsFirstEnd) {
  const Place place = scene_.db.MakePlace();
  const Placement stay = scene_.Arrived(place.id, kForever);
  scene_.Later(5);
  EXPECT_EQ(CodeOf(scene_.stays.Extend(Me(), stay.id, today() - 1)), kInvalid);
  EXPECT_TRUE(scene_.stays.Extend(Me(), stay.id, today()).ok());
  scene_.Confirmed(place.id, {today(), kForever});
}

TEST_F(StaysTest, AnExtensionKeepsTheQuotaAndThePersonsOtherPlacement) {
  const std::vector<Place> places = scene_.SharedUnit(1);
  const Placement stay = scene_.Arrived(places[0].id, today() + 10);
  const Placement next = scene_.Confirmed(places[1].id, {today() + 20, kForever});
  EXPECT_EQ(CodeOf(scene_.stays.Extend(Me(), stay.id, today() + 21)), kRefused);
  ASSERT_TRUE(scene_.stays.Cancel(Me(), next.id).ok());
  const domain::Application again = scene_.AppliesAgain(stay.young_person_id);
  const domain::OfferDraft own = {again.id, scene_.db.MakePlace().id, {today() + 15, kForever}};
  ASSERT_TRUE(scene_.offers.Accept(Me(), scene_.offers.Create(Me(), own).value().id).ok());
  EXPECT_EQ(CodeOf(scene_.stays.Extend(Me(), stay.id, today() + 16)), kConflict);
  EXPECT_TRUE(scene_.stays.Extend(Me(), stay.id, today() + 15).ok());
}

TEST_F(StaysTest, ATransferEndsOneStayAndBeginsAnother) {
  const Place from = scene_.db.MakePlace();
  const Place to = scene_.db.MakePlace();
  const Placement stay = scene_.Arrived(from.id, today() + 30);
  scene_.Later(10);
  const domain::Transferred moved = scene_.stays.Transfer(Me(), stay.id, to.id, today() - 1).value();
  EXPECT_EQ(moved.ended.state, PlacementState::kDeparted);
  EXPECT_EQ(moved.ended.period.until, today() - 1);
  EXPECT_EQ(moved.ended.departure_reason, DepartureReason::kMovedWithinProgramme);
  EXPECT_EQ(moved.ended.departure_destination, std::nullopt);
  EXPECT_EQ(moved.ended.transferred_to, moved.started.id);
  const Placement started = scene_.stays.Get(Me(), moved.started.id).value();
  EXPECT_EQ(started.state, PlacementState::kArrived);
  EXPECT_EQ(started.place_id, to.id);
  EXPECT_EQ(started.period, (domain::Period{today() - 1, stay.period.until}));
  EXPECT_EQ(started.transferred_from, stay.id);
  EXPECT_EQ(StudentsIn(from), 0);
  EXPECT_EQ(StudentsIn(to), 1);
}

TEST_F(StaysTest, ATransferIsHeldAgainstTheRules) {
  const Placement stay = scene_.Arrived(scene_.db.MakePlace().id, today() + 30);
  const absl::Status refused = scene_.stays.Transfer(Me(), stay.id, CoLivingPlace().id, {}).status();
  EXPECT_THAT(runtime::DetailsOf(refused).rules,
              ElementsAre(runtime::RuleBreach{"programme", "co-living", "foyer"}));
  EXPECT_EQ(CodeOf(scene_.stays.Transfer(Me(), stay.id, stay.place_id, {})), kInvalid);
  EXPECT_EQ(CodeOf(scene_.stays.Transfer(Me(), stay.id, runtime::NewUuid(absl::Now()), {})), kInvalid);
  const Place taken = scene_.db.MakePlace();
  scene_.Offered(taken.id, {today() + 20, kForever});
  EXPECT_EQ(CodeOf(scene_.stays.Transfer(Me(), stay.id, taken.id, {})), kConflict);
  const Place lived_in = scene_.db.MakePlace();
  scene_.Arrived(lived_in.id, today() + 5);
  scene_.Later(6);
  EXPECT_EQ(CodeOf(scene_.stays.Transfer(Me(), stay.id, lived_in.id, {})), kConflict);
}

TEST_F(StaysTest, WithinAUnitATransferAddsNobodyToItsQuota) {
  const std::vector<Place> places = scene_.SharedUnit(1);
  const Placement stay = scene_.Arrived(places[0].id, today() + 30);
  scene_.Later(3);
  ASSERT_TRUE(scene_.stays.Transfer(Me(), stay.id, places[1].id, {}).ok());
  EXPECT_EQ(StudentsIn(places[0]), 1);
}

TEST_F(StaysTest, WhoIsTransferredAfterThePlannedEndStaysOpenEnded) {
  const Placement stay = scene_.Arrived(scene_.db.MakePlace().id, today() + 5);
  scene_.Later(8);
  const auto moved = scene_.stays.Transfer(Me(), stay.id, scene_.db.MakePlace().id, {}).value();
  EXPECT_EQ(moved.ended.period.until, today());
  EXPECT_EQ(moved.started.period, (domain::Period{today(), kForever}));
}

TEST_F(StaysTest, ProvidersKeepTheirOwnAndNeverLearnWhoItIs) {
  const Placement stay = scene_.Confirmed(scene_.db.MakePlace().id, {today(), kForever});
  const auto provider = scene_.db.AsProvider();
  const auto other = scene_.db.AsOtherProvider();
  EXPECT_EQ(CodeOf(scene_.stays.Get(other, stay.id)), kDenied);
  EXPECT_EQ(CodeOf(scene_.stays.Arrive(other, stay.id)), kDenied);
  EXPECT_THAT(scene_.stays.List(other, {}, {}).value().rows, IsEmpty());
  for (const Placement& seen :
       {scene_.stays.Get(provider, stay.id).value(), scene_.stays.List(provider, {}, {}).value().rows.at(0),
        scene_.stays.Arrive(provider, stay.id).value(), scene_.stays.Depart(provider, stay.id, {}).value()}) {
    EXPECT_TRUE(seen.young_person_id.IsNil());
    EXPECT_TRUE(seen.application_id.IsNil());
  }
  EXPECT_FALSE(scene_.stays.Get(Me(), stay.id).value().young_person_id.IsNil());
}

TEST_F(StaysTest, PlacementsAreListedByPlaceAndState) {
  const Placement first = scene_.Confirmed(scene_.db.MakePlace().id, {today(), kForever});
  const Placement second = scene_.Arrived(scene_.db.MakePlace().id, kForever);
  const auto ids = [&](const domain::PlacementFilter& filter, const domain::Page& page = {}) {
    return tests::IdsOf(scene_.stays.List(Me(), filter, page));
  };
  EXPECT_THAT(ids({}), ElementsAre(first.id, second.id));
  EXPECT_THAT(ids({}, {.after = first.id}), ElementsAre(second.id));
  EXPECT_THAT(ids({.place_id = first.place_id}), ElementsAre(first.id));
  EXPECT_THAT(ids({.state = PlacementState::kArrived}), ElementsAre(second.id));
  EXPECT_TRUE(scene_.stays.List(Me(), {}, {.size = 1}).value().more);
}

}  // namespace
}  // namespace boulevard::placements::store
