#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "services/placements/store/test_codes.h"
#include "tests/support/placements/at_once.h"
#include "tests/support/placements/booking_scene.h"

// Many at once on a real database: what can be had once is had once, and nobody is told of a deadlock.
namespace boulevard::placements::store {
namespace {

using domain::Day;
using domain::kForever;
using domain::OfferDraft;
using domain::Place;
using domain::Placement;
using domain::ResidentKind;
using ::testing::AnyOf;
using ::testing::IsEmpty;
using tests::AtOnce;
using tests::CountOf;

// A deadlock that the caller was told of is ABORTED too, but says nothing about the place.
void ExpectNoDeadlocks(const std::vector<absl::Status>& results) {
  for (const absl::Status& status : results) {
    if (status.code() != kConflict) continue;
    EXPECT_THAT(std::string(status.message()),
                AnyOf(::testing::StartsWith("the place is taken"), ::testing::StartsWith("the young person"),
                      ::testing::StartsWith("someone who has not departed")));
  }
}

class BookingRaceTest : public ::testing::Test {
 protected:
  ~BookingRaceTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  Day today() { return scene_.db.today(); }
  std::function<absl::Status()> Offering(const OfferDraft& draft) {
    return [this, draft] { return scene_.offers.Create(Me(), draft).status(); };
  }
  std::function<absl::Status()> Accepting(const runtime::Uuid& offer_id) {
    return [this, offer_id] { return scene_.offers.Accept(Me(), offer_id).status(); };
  }
  std::function<absl::Status()> Transferring(const Placement& stay, const Place& to) {
    return [this, stay, to] { return scene_.stays.Transfer(Me(), stay.id, to.id, std::nullopt).status(); };
  }

  tests::BookingScene scene_;
};

TEST_F(BookingRaceTest, OneOfSixteenGetsThePlace) {
  for (int round = 0; round < 5; ++round) {
    const Place place = scene_.db.MakePlace();
    std::vector<std::function<absl::Status()>> bookers;
    for (int i = 0; i < 16; ++i) {
      bookers.push_back(Offering(scene_.DraftFor(place.id, {today() + i, today() + 30})));
    }
    const auto results = AtOnce(bookers);
    EXPECT_EQ(CountOf(results, kOk), 1);
    EXPECT_EQ(CountOf(results, kConflict), 15);
    ExpectNoDeadlocks(results);
  }
}

TEST_F(BookingRaceTest, AQuotaIsFilledAndNotExceeded) {
  const std::vector<Place> places = scene_.SharedUnit(4);
  std::vector<std::function<absl::Status()>> bookers;
  for (const Place& place : places) {
    for (const ResidentKind kind : {ResidentKind::kStudent, ResidentKind::kStatusHolder}) {
      bookers.push_back(Offering(scene_.DraftFor(place.id, {today(), kForever}, kind)));
    }
  }
  const auto results = AtOnce(bookers);
  // Each place went to one of two, and the first four of a kind keep the fifth out, wherever.
  EXPECT_GE(CountOf(results, kOk), 4);
  EXPECT_LE(CountOf(results, kOk), 8);
  EXPECT_EQ(CountOf(results, kOk) + CountOf(results, kConflict) + CountOf(results, kRefused), 16);
  ExpectNoDeadlocks(results);

  const std::vector<Place> other = scene_.SharedUnit(4);
  bookers.clear();
  for (const Place& place : other)
    bookers.push_back(Offering(scene_.DraftFor(place.id, {today(), kForever})));
  const auto students = AtOnce(bookers);
  EXPECT_EQ(CountOf(students, kOk), 4);
  EXPECT_EQ(CountOf(students, kRefused), 4);
}

TEST_F(BookingRaceTest, AClosureAndAnOfferDoNotBothGetTheDays) {
  for (int round = 0; round < 10; ++round) {
    const Place place = scene_.db.MakePlace();
    const auto close = [&] {
      return scene_.closures.Create(Me(), {.place_id = place.id, .period = {today(), today() + 10}}).status();
    };
    const auto results = AtOnce({close, Offering(scene_.DraftFor(place.id, {today() + 9, kForever})), close,
                                 Offering(scene_.DraftFor(place.id, {today(), today() + 1}))});
    EXPECT_GE(CountOf(results, kOk), 1);
    ExpectNoDeadlocks(results);
  }
}

TEST_F(BookingRaceTest, OnePersonGetsOneOfTwoPlaces) {
  for (int round = 0; round < 10; ++round) {
    const runtime::Uuid applicant = scene_.Applicant().id;
    std::vector<std::function<absl::Status()>> acceptances;
    for (int i = 0; i < 4; ++i) {
      const OfferDraft draft = {applicant, scene_.db.MakePlace().id, {today(), kForever}};
      acceptances.push_back(Accepting(scene_.offers.Create(Me(), draft).value().id));
    }
    const auto results = AtOnce(acceptances);
    EXPECT_EQ(CountOf(results, kOk), 1);
    EXPECT_EQ(CountOf(results, kRefused), 3) << "the others are revoked";
  }
}

TEST_F(BookingRaceTest, TransfersThatCrossDoNotWaitForEachOther) {
  // Between two units, so that the counts of their residents cross too.
  const runtime::Uuid units[] = {scene_.db.MakeUnit().id, scene_.db.MakeUnit().id};
  for (int round = 0; round < 10; ++round) {
    Place places[4];
    for (int i = 0; i < 4; ++i) places[i] = scene_.db.MakePlace({.unit_id = units[i % 2]});
    const Placement first = scene_.Arrived(places[0].id, kForever);
    const Placement second = scene_.Arrived(places[1].id, kForever);
    scene_.Later(1);
    const auto free = AtOnce({Transferring(first, places[3]), Transferring(second, places[2])});
    EXPECT_EQ(CountOf(free, kOk), 2) << free[0] << free[1];
  }
}

TEST_F(BookingRaceTest, TransfersIntoEachOthersPlaceAreBothRefused) {
  const Place one = scene_.db.MakePlace();
  const Place other = scene_.db.MakePlace();
  const Placement first = scene_.Arrived(one.id, kForever);
  const Placement second = scene_.Arrived(other.id, kForever);
  for (int round = 0; round < 5; ++round) {
    const auto results = AtOnce({Transferring(first, other), Transferring(second, one)});
    EXPECT_EQ(CountOf(results, kConflict), 2);
    ExpectNoDeadlocks(results);
  }
}

TEST_F(BookingRaceTest, AnOfferIsClosedInOneWay) {
  for (int round = 0; round < 10; ++round) {
    const auto id = scene_.Offered(scene_.db.MakePlace().id, {today(), kForever}).id;
    const auto decline = [&] { return scene_.offers.Decline(Me(), id, {}).status(); };
    const auto revoke = [&] { return scene_.offers.Revoke(Me(), id).status(); };
    const auto results = AtOnce({Accepting(id), decline, revoke, Accepting(id)});
    EXPECT_EQ(CountOf(results, kOk), 1);
    EXPECT_EQ(CountOf(results, kRefused), 3);
  }
}

TEST_F(BookingRaceTest, SweepersAndBookersExpireAnOfferOnce) {
  const Place place = scene_.db.MakePlace();
  scene_.Offered(place.id, {today(), kForever});
  scene_.Later(4);
  const auto sweep = [&] {
    return domain::ExpireOverdueOffers(scene_.db.store(), scene_.db.clock(), Me().deadline).status();
  };
  const OfferDraft draft = scene_.DraftFor(place.id, {today(), kForever});
  const auto results = AtOnce({sweep, Offering(draft), sweep, Offering(draft), sweep});
  EXPECT_EQ(CountOf(results, kOk), 4);
  EXPECT_EQ(CountOf(results, kConflict), 1);
}

}  // namespace
}  // namespace boulevard::placements::store
