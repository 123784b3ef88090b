#include "services/placements/domain/availability_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/bulk.h"
#include "services/placements/domain/facilities.h"
#include "services/placements/domain/places.h"
#include "services/placements/domain/programmes.h"
#include "services/placements/domain/providers.h"
#include "services/placements/domain/units.h"
#include "services/runtime/events/outbox.h"
#include "tests/support/must.h"
#include "tests/support/placements/booking_scene.h"
#include "tests/support/placements/random_stock.h"

// What listeners hear, from a real database.
namespace boulevard::placements::store {
namespace {

using domain::AvailabilityFeed;
using domain::AvailabilityNews;
using domain::AvailabilitySink;
using domain::AvailablePlace;
using domain::AvailablePlaceFilter;
using domain::Place;
using domain::ResidentKind;
using runtime::Uuid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::Soon;

// What a row shows, as text to compare.
std::string TextOf(const AvailablePlace& row) {
  const Place& place = row.place;
  std::string text =
      absl::StrCat(place.name, " ", row.unit_name, " ", row.facility_name, " ", row.provider_name, " ",
                   place.district, " ", place.rent_cents, place.furnished, place.accessible,
                   place.self_contained, " ", absl::FormatCivilTime(row.free.from), " ",
                   absl::FormatCivilTime(row.free.until), row.expected ? " expected" : "");
  if (!row.unit_residents) return text;
  for (const int count : row.unit_residents->values) absl::StrAppend(&text, " ", count);
  return text;
}

using View = std::map<Uuid, std::string>;

// What a listener knows, and how it was told.
struct Hearing {
  View view;
  std::optional<AvailabilityFeed::Place> place;
  int snapshots = 0;
  int news = 0;
  size_t room = 1000;  // for so many pieces of news
  absl::Status end;
  bool gone = false;
  std::function<void()> when_room;

  void MakeRoom(size_t pieces) {
    room = pieces;
    if (when_room) std::exchange(when_room, nullptr)();
  }
};

class Ear final : public AvailabilitySink {
 public:
  explicit Ear(std::shared_ptr<Hearing> hearing) : hearing_(std::move(hearing)) {}

  Given Give(const AvailabilityNews& news) override {
    if (Gone()) return Given::kGone;
    if (hearing_->room == 0) return Given::kFull;
    --hearing_->room;
    ++hearing_->news;
    if (news.snapshot) {
      ++hearing_->snapshots;
      hearing_->view.clear();
    }
    for (const AvailablePlace& row : news.available) hearing_->view[row.place.id] = TextOf(row);
    for (const Uuid& id : news.gone) hearing_->view.erase(id);
    if (news.sequence) {
      const int64_t before = hearing_->place ? hearing_->place->sequence : 0;
      EXPECT_TRUE(news.snapshot || *news.sequence >= before) << "told twice";
      hearing_->place = {.sequence = *news.sequence, .from = news.from};
    }
    return Given::kTaken;
  }
  void WhenRoom(std::function<void()> callback) override { hearing_->when_room = std::move(callback); }
  void End(absl::Status why) override {
    hearing_->end = std::move(why);
    hearing_->gone = true;
  }
  bool Gone() const override { return hearing_->gone; }

 private:
  const std::shared_ptr<Hearing> hearing_;
};

class AvailabilityFeedTest : public ::testing::Test {
 protected:
  // What a replica does by itself, until there is nothing to do.
  void Round() {
    for (int i = 0; i < 3; ++i) {
      ASSERT_TRUE(outbox_.Number(Soon()).ok());
      feed_.ServeWaiting(Soon());
      const absl::Status polled = feed_.Poll(Soon());
      ASSERT_TRUE(polled.ok()) << polled;
    }
  }

  std::shared_ptr<Hearing> Listen(const AvailablePlaceFilter& filter = {},
                                  const domain::AskedPeriod& asked = {},
                                  const std::shared_ptr<Hearing>& before = nullptr, size_t room = 1000) {
    auto hearing = std::make_shared<Hearing>();
    if (before) hearing->view = before->view;
    hearing->room = room;
    const absl::Status listens =
        feed_.Listen(db_.AsCoordinator(), filter, asked, before ? before->place : std::nullopt,
                     std::make_unique<Ear>(hearing));
    EXPECT_TRUE(listens.ok()) << listens;
    return hearing;
  }

  // What the list shows for the same filter.
  View Listed(const AvailablePlaceFilter& filter = {}, const domain::AskedPeriod& asked = {}) {
    View view;
    const auto found =
        availability_.ListPlaces(db_.AsCoordinator(), filter, asked.from, asked.until, {.size = 10'000});
    for (const AvailablePlace& row : found.value().rows) view[row.place.id] = TextOf(row);
    return view;
  }

  tests::BookingScene scene_;
  tests::PlacementsDatabase& db_ = scene_.db;
  runtime::Registry metrics_;
  runtime::events::Outbox outbox_{db_.pool(), metrics_};
  const domain::Availability availability_{db_.store(), db_.clock()};
  const domain::Places places_{db_.store(), db_.clock()};
  AvailabilityFeed feed_{db_.store(), db_.clock()};
};

TEST_F(AvailabilityFeedTest, ASnapshotIsFollowedByChanges) {
  const Place place = db_.MakePlace();
  const auto hearing = Listen();
  EXPECT_EQ(hearing->snapshots, 1) << "before Listen returns";
  EXPECT_EQ(hearing->view.count(place.id), 1u);
  Round();
  const domain::Offer offer = scene_.Offered(place.id, {db_.today(), db_.today() + 10});
  Round();
  EXPECT_THAT(hearing->view, IsEmpty());
  ASSERT_TRUE(scene_.offers.Revoke(db_.AsCoordinator(), offer.id).ok());
  const Place second = db_.MakePlace();
  Round();
  EXPECT_EQ(hearing->view, Listed());
  EXPECT_EQ(hearing->view.size(), 2u);
  EXPECT_EQ(hearing->snapshots, 1);
}

TEST_F(AvailabilityFeedTest, WhatConcernsNobodyIsNotTold) {
  const Place place = db_.MakePlace();
  const auto elsewhere = Listen({.district = "Centrum"});
  const auto other_programme = Listen({.programme_id = "co-living"});
  Round();
  scene_.Offered(place.id, {db_.today(), db_.today() + 10});
  Round();
  EXPECT_EQ(elsewhere->news, 1);
  EXPECT_EQ(other_programme->news, 1);
}

TEST_F(AvailabilityFeedTest, AProviderHearsOfItsOwn) {
  db_.MakePlace();
  const auto hearing = std::make_shared<Hearing>();
  ASSERT_TRUE(feed_.Listen(db_.AsOtherProvider(), {}, {}, {}, std::make_unique<Ear>(hearing)).ok());
  Round();
  const Place second = db_.MakePlace();
  scene_.Offered(second.id, {db_.today(), db_.today() + 10});
  Round();
  EXPECT_EQ(hearing->news, 1) << "the empty snapshot";
  const absl::Status refused = feed_.Listen(db_.AsOtherProvider(), {.provider_id = db_.provider()}, {}, {},
                                            std::make_unique<Ear>(hearing));
  EXPECT_TRUE(absl::IsPermissionDenied(refused));
}

TEST_F(AvailabilityFeedTest, WhoReturnsHearsWhatItMissed) {
  const Place kept = db_.MakePlace(), taken = db_.MakePlace();
  const auto first = Listen();
  Round();
  first->gone = true;
  Round();
  EXPECT_FALSE(feed_.HasListeners());
  scene_.Offered(taken.id, {db_.today(), db_.today() + 10});
  Round();
  const auto second = Listen({}, {}, first);
  EXPECT_EQ(second->snapshots, 0);
  EXPECT_EQ(second->news, 1);
  EXPECT_EQ(second->view, Listed());
  Round();
  const auto third = Listen({}, {}, second);
  EXPECT_EQ(third->news, 1) << "that there is nothing new is told too";
}

TEST_F(AvailabilityFeedTest, WhoWasAwayTooLongGetsASnapshot) {
  db_.MakePlace();
  const auto first = Listen();
  Round();
  db_.MakePlace();
  Round();
  ASSERT_TRUE(outbox_.Forget(absl::Hours(1), 0, Soon()).ok());
  db_.MakePlace();
  const auto stranger = std::make_shared<Hearing>();
  stranger->place = {.sequence = 1'000'000, .from = db_.today()};
  for (const auto& before : {first, stranger}) {
    const auto second = Listen({}, {}, before);
    if (before == first) {
      EXPECT_EQ(second->snapshots, 0) << "it has heard everything";
      before->place->sequence = 1;
    }
    EXPECT_EQ(Listen({}, {}, before)->snapshots, 1);
  }
}

TEST_F(AvailabilityFeedTest, ANewDayBeginsWithASnapshot) {
  const Place place = db_.MakePlace();
  scene_.Offered(place.id, {db_.today() + 1, db_.today() + 10});
  const auto today = Listen();
  const auto later = Listen({}, {.from = db_.today() + 5});
  const auto past = Listen({}, {.from = db_.today(), .until = db_.today() + 1});
  Round();
  EXPECT_EQ(today->view.size(), 1u);
  db_.clock().Advance(absl::Hours(24));
  Round();
  EXPECT_EQ(today->snapshots, 2);
  EXPECT_THAT(today->view, IsEmpty()) << "nothing was written, and yet it is taken now";
  EXPECT_EQ(later->snapshots, 1);
  EXPECT_TRUE(absl::IsInvalidArgument(past->end));
  EXPECT_EQ(Listen({}, {}, today)->snapshots, 0);
  today->place->from = db_.today() - 1;
  EXPECT_EQ(Listen({}, {}, today)->snapshots, 1) << "it knows what was free yesterday";
}

TEST_F(AvailabilityFeedTest, ASlowListenerIsSentAway) {
  const auto slow = Listen({}, {}, nullptr, 2);
  const auto other = Listen();
  Round();
  for (int i = 0; i < 3; ++i) {
    db_.MakePlace();
    Round();
  }
  EXPECT_TRUE(absl::IsResourceExhausted(slow->end));
  EXPECT_EQ(other->view, Listed());
}

TEST_F(AvailabilityFeedTest, ALongSnapshotWaitsForRoomWhileThingsChange) {
  const domain::Unit unit = db_.MakeUnit();
  std::vector<Place> places;
  for (int i = 0; i < 120; ++i)
    places.push_back(db_.MakePlace({.unit_id = unit.id, .name = absl::StrCat(i)}));
  const auto hearing = Listen({}, {}, nullptr, 1);
  EXPECT_EQ(hearing->view.size(), 50u);
  EXPECT_EQ(hearing->place, std::nullopt) << "not complete";
  scene_.Offered(places[3].id, {db_.today(), db_.today() + 10});
  scene_.Offered(places[110].id, {db_.today(), db_.today() + 10});
  Round();
  hearing->MakeRoom(1);
  Round();
  EXPECT_EQ(hearing->view.size(), 100u);
  hearing->MakeRoom(100);
  Round();
  EXPECT_EQ(hearing->view, Listed());
  EXPECT_EQ(hearing->snapshots, 1);
}

TEST_F(AvailabilityFeedTest, StockByTheThousandIsOneEvent) {
  const auto hearing = Listen();
  Round();
  std::mt19937 random(7);
  const domain::StockBatch stock = tests::RandomStock(db_, random, 40);
  ASSERT_TRUE(domain::LoadStock(db_.store(), db_.clock(), Soon(), stock).ok());
  Round();
  EXPECT_EQ(hearing->snapshots, 2);
  EXPECT_EQ(hearing->view, Listed());
  EXPECT_FALSE(hearing->view.empty());
}

TEST_F(AvailabilityFeedTest, WhatIsShownBesideThePlaceIsTold) {
  const domain::Unit unit = db_.MakeUnit();
  const Place place = db_.MakePlace({.unit_id = unit.id});
  const auto hearing = Listen();
  const auto in_laak = Listen({.district = "Laak"});
  Round();
  const auto expect_told = [&](const char* what) {
    Round();
    EXPECT_EQ(hearing->view, Listed()) << what;
    EXPECT_EQ(in_laak->view, Listed({.district = "Laak"})) << what;
  };
  const runtime::CallContext admin = db_.AsAdmin();
  ASSERT_TRUE(domain::Units(db_.store(), db_.clock())
                  .Update(admin, unit.id, tests::Always([](domain::Unit& it) { it.name = "Other"; }))
                  .ok());
  expect_told("the unit's name");
  ASSERT_TRUE(domain::Providers(db_.store(), db_.clock())
                  .Update(admin, db_.provider(), tests::Always([](domain::Provider& it) { it.name = "New"; }))
                  .ok());
  expect_told("the provider's name");
  ASSERT_TRUE(places_.Update(admin, place.id, tests::Always([](Place& it) { it.rent_cents = 1; })).ok());
  expect_told("the rent");
  const Place second = db_.MakePlace({.unit_id = unit.id, .name = "second"});
  scene_.Arrived(second.id, db_.today() + 30);
  expect_told("who lives beside it");
  ASSERT_TRUE(domain::Facilities(db_.store(), db_.clock())
                  .Update(admin, unit.facility_id,
                          tests::Always([](domain::Facility& it) { it.district = "Centrum"; }))
                  .ok());
  expect_told("the district");
  EXPECT_THAT(in_laak->view, IsEmpty());
  EXPECT_EQ(hearing->snapshots, 1);
}

// Whatever happens, in whatever order it is heard of: who applies what it is told knows what the list shows.
TEST_F(AvailabilityFeedTest, SnapshotAndChangesAreTheList) {
  std::mt19937 random(11);
  const auto pick = [&](size_t below) { return std::uniform_int_distribution<size_t>(0, below - 1)(random); };
  domain::StockBatch stock = tests::RandomStock(db_, random, 15);
  ASSERT_TRUE(domain::LoadStock(db_.store(), db_.clock(), Soon(), stock).ok());
  struct One {
    AvailablePlaceFilter filter;
    domain::AskedPeriod asked;
    std::shared_ptr<Hearing> hearing;
  };
  std::vector<One> listeners;
  for (int i = 0; i < 20; ++i) {
    AvailablePlaceFilter filter = tests::RandomFilter(db_, random);
    filter.include_expected = pick(2) == 0;
    const domain::AskedPeriod asked = {.from = filter.period.from, .until = filter.period.until};
    listeners.push_back({filter, asked, Listen(filter, asked)});
  }
  for (int step = 0; step < 120; ++step) {
    const Place& place = stock.places[pick(stock.places.size())];
    const domain::Day from = db_.today() + static_cast<int>(pick(30));
    switch (pick(5)) {
      case 0: {
        const auto draft = scene_.DraftFor(place.id, {from, from + 20}, domain::kAllResidentKinds[pick(3)]);
        scene_.offers.Create(db_.AsCoordinator(), draft).IgnoreError();  // it may be taken
        break;
      }
      case 1: {
        const auto open = scene_.offers.List(db_.AsCoordinator(), {.state = domain::OfferState::kOpen}, {});
        for (const domain::Offer& offer : open->rows) {
          if (pick(2) == 0) scene_.offers.Revoke(db_.AsCoordinator(), offer.id).IgnoreError();
        }
        break;
      }
      case 2:
        places_
            .Update(db_.AsAdmin(), place.id, tests::Always([&](Place& it) {
                      it.rent_cents = 10'000 * static_cast<int>(pick(10));
                      it.accessible = pick(2) == 0;
                    }))
            .IgnoreError();
        break;
      case 3: {
        One& one = listeners[pick(listeners.size())];
        one.hearing->gone = true;
        one.hearing = Listen(one.filter, one.asked, one.hearing);
        break;
      }
      default:
        Round();
    }
  }
  Round();
  for (const One& one : listeners) EXPECT_EQ(one.hearing->view, Listed(one.filter, one.asked));
}

}  // namespace
}  // namespace boulevard::placements::store
