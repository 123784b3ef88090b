#include "services/placements/domain/closures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/placements/store/test_codes.h"
#include "services/runtime/status/errors.h"
#include "tests/support/placements/booking_scene.h"

// Closures and applications on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::Closure;
using domain::ClosureReason;
using domain::Day;
using domain::kForever;
using domain::Place;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ClosuresTest : public ::testing::Test {
 protected:
  ~ClosuresTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsProvider(); }
  Day today() { return scene_.db.today(); }
  absl::StatusOr<Closure> Close(const Place& place, const domain::Period& period) {
    return scene_.closures.Create(
        Me(), {.place_id = place.id, .period = period, .reason = ClosureReason::kDeepClean});
  }
  std::string FaultOf(const absl::Status& status) {
    const auto faults = runtime::DetailsOf(status).fields;
    return faults.size() == 1 ? faults[0].field + " " + faults[0].rule : status.ToString();
  }

  tests::BookingScene scene_;
};

TEST_F(ClosuresTest, AClosedPlaceIsNotOffered) {
  const Place place = scene_.db.MakePlace();
  const Closure closure = Close(place, {today() + 5, today() + 10}).value();
  EXPECT_EQ(scene_.offers.Create(scene_.db.AsCoordinator(), scene_.DraftFor(place.id, {today(), today() + 6}))
                .status()
                .message(),
            "the place is taken from 2026-03-07 until 2026-03-12 by a closure");
  scene_.Offered(place.id, {today(), today() + 5});
  EXPECT_EQ(Close(place, {today() + 4, today() + 5}).status().code(), kConflict);
  EXPECT_EQ(Close(place, {today() + 9, kForever}).status().code(), kConflict);
  EXPECT_TRUE(Close(place, {today() + 10, kForever}).ok());
  EXPECT_EQ(scene_.closures.Get(Me(), closure.id).value().reason, ClosureReason::kDeepClean);
}

TEST_F(ClosuresTest, ALaterEndIsRefusedAsInMakingOne) {
  const Place place = scene_.db.MakePlace();
  const Closure closure = Close(place, {today(), today() + 5}).value();
  scene_.Offered(place.id, {today() + 8, kForever});
  const auto end_on = [&](Day day) {
    return scene_.closures.Update(Me(), closure.id, tests::Always([&](Closure& c) { c.period.until = day; }))
        .status();
  };
  EXPECT_EQ(end_on(today() + 9).code(), kConflict);
  EXPECT_TRUE(end_on(today() + 8).ok());
  EXPECT_TRUE(end_on(today() + 3).ok());
  EXPECT_EQ(FaultOf(end_on(today())), "closure.endsOn order");
  EXPECT_EQ(scene_.TakenIn(place).at(0).busy_until, today() + 3);
}

TEST_F(ClosuresTest, TheReasonOtherNeedsANote) {
  const Place place = scene_.db.MakePlace();
  Closure draft = {.place_id = place.id, .period = {today(), kForever}, .reason = ClosureReason::kOther};
  EXPECT_EQ(FaultOf(scene_.closures.Create(Me(), draft).status()), "closure.note required");
  draft.note = "asbestos found";
  const Closure made = scene_.closures.Create(Me(), draft).value();
  EXPECT_EQ(scene_.closures.Get(Me(), made.id).value().note, "asbestos found");
  EXPECT_EQ(
      FaultOf(
          scene_.closures.Update(Me(), made.id, tests::Always([](Closure& c) { c.note.clear(); })).status()),
      "closure.note required");
  draft.place_id = runtime::NewUuid(absl::Now());
  EXPECT_EQ(FaultOf(scene_.closures.Create(Me(), draft).status()), "closure.placeId exists");
}

TEST_F(ClosuresTest, ACancelledClosureEndsTodayOrNeverHappened) {
  const Place place = scene_.db.MakePlace();
  const Closure ahead = Close(place, {today() + 5, kForever}).value();
  EXPECT_TRUE(scene_.closures.Cancel(Me(), ahead.id).value().cancelled);
  EXPECT_THAT(scene_.TakenIn(place), IsEmpty());
  const Closure begun = Close(place, {today(), kForever}).value();
  scene_.Later(3);
  EXPECT_EQ(scene_.closures.Cancel(Me(), begun.id).value().period.until, today());
  EXPECT_EQ(scene_.TakenIn(place).at(0).period.until, today());
  scene_.Offered(place.id, {today(), kForever});

  const absl::Status again = scene_.closures.Cancel(Me(), begun.id).status();
  EXPECT_EQ(again.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(runtime::DetailsOf(again).current_state, "cancelled");
  EXPECT_EQ(scene_.closures.Update(Me(), begun.id, tests::Always([](Closure&) {})).status().code(),
            again.code());
}

TEST_F(ClosuresTest, AProviderClosesItsOwnPlacesAlone) {
  const Place place = scene_.db.MakePlace();
  const Closure closure = Close(place, {today(), kForever}).value();
  const auto other = scene_.db.AsOtherProvider();
  EXPECT_EQ(scene_.closures.Get(other, closure.id).status().code(), kDenied);
  EXPECT_EQ(scene_.closures.Cancel(other, closure.id).status().code(), kDenied);
  EXPECT_EQ(scene_.closures.Update(other, closure.id, tests::Always([](Closure&) {})).status().code(),
            kDenied);
  EXPECT_EQ(scene_.closures.Create(other, {.place_id = place.id, .period = {today(), kForever}, .note = "x"})
                .status()
                .code(),
            kDenied);
  EXPECT_THAT(scene_.closures.List(other, {}, {}).value().rows, IsEmpty());
}

TEST_F(ClosuresTest, ClosuresAreListedByPlaceAndFacility) {
  const Place place = scene_.db.MakePlace();
  const Place second = scene_.db.MakePlace();
  const Closure first = Close(place, {today(), today() + 1}).value();
  const Closure other = Close(second, {today(), today() + 1}).value();
  const auto ids = [&](const domain::ClosureFilter& filter, const domain::Page& page = {}) {
    return tests::IdsOf(scene_.closures.List(Me(), filter, page));
  };
  EXPECT_THAT(ids({}), ElementsAre(first.id, other.id));
  EXPECT_THAT(ids({}, {.after = first.id}), ElementsAre(other.id));
  EXPECT_THAT(ids({.place_id = place.id}), ElementsAre(first.id));
  EXPECT_THAT(ids({.facility_id = second.facility_id}), ElementsAre(other.id));
}

TEST_F(ClosuresTest, ReferrersSeeTheApplicationsThatTheyMade) {
  runtime::CallContext referrer = scene_.db.AsCoordinator();
  referrer.principal = {.subject = "servicepunt", .role = runtime::Role::kReferrer, .provider_id = {}};
  const Application foreign = scene_.Applicant();
  const Application draft = {.young_person_id = foreign.young_person_id,
                             .birth_date = Day(2006, 2, 3),
                             .resident_kind = domain::ResidentKind::kStatusHolder,
                             .guidance_level = domain::GuidanceLevel::kModerate,
                             .programme_id = "co-living"};
  const Application own = scene_.applications.Create(referrer, draft).value();
  const Application read = scene_.applications.Get(referrer, own.id).value();
  EXPECT_EQ(read.birth_date, draft.birth_date);
  EXPECT_EQ(read.guidance_level, draft.guidance_level);
  EXPECT_EQ(read.created_by, "servicepunt");
  EXPECT_EQ(read.created_at, scene_.db.clock().Now());
  EXPECT_EQ(scene_.applications.Get(referrer, foreign.id).status().code(), kDenied);
  EXPECT_EQ(scene_.applications.List(referrer, {}, {}).value().rows.size(), 1u);
  EXPECT_EQ(scene_.applications.List(scene_.db.AsCoordinator(), {}, {}).value().rows.size(), 2u);
}

}  // namespace
}  // namespace boulevard::placements::store
