#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <mutex>

#include "services/placements/domain/bulk.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/metrics/registry.h"
#include "tests/race/actor.h"
#include "tests/race/invariants.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

namespace domain = placements::domain;
using ::testing::IsEmpty;

constexpr int kActors = 64;

// Two replicas of the service on one database, behind two gateways: what one process could hold in memory
// helps nobody here.
class RaceTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<Site>(SiteOptions{.shape = Shape::kSplit, .replicas = 2, .gateways = 2});
    metrics_ = std::make_unique<runtime::Registry>();
    pool_ = std::make_unique<runtime::db::Pool>(*runtime::db::ConnectOptions::Parse(site_->database_url()), 2,
                                                *metrics_);
  }
  static void TearDownTestSuite() {
    pool_.reset();
    metrics_.reset();
    site_.reset();
  }

  // Races, and looks all the while whether everything holds: what was wrong for a moment counts too.
  static Outcome RaceWatched(const std::function<void(Actor&)>& act, const Meanwhile& meanwhile = {}) {
    return Race(*site_, kActors, act, [&](const std::atomic<int>& acts) {
      if (meanwhile) meanwhile(acts);
      const absl::Time end = absl::Now() + RaceDuration();
      std::vector<std::string> broken;
      while (broken.empty() && absl::Now() < end) broken = BrokenInvariants(*pool_);
      EXPECT_THAT(broken, IsEmpty()) << "in the middle of the race";
    });
  }

  // After a race: nobody was surprised, nothing acknowledged is lost, and everything holds.
  static void ExpectAllHolds(const Outcome& outcome, size_t acknowledged_at_least) {
    EXPECT_THAT(outcome.surprises, IsEmpty());
    EXPECT_GE(outcome.acknowledged.size(), acknowledged_at_least) << "too little happened to prove anything";
    EXPECT_TRUE(Eventually(kPatience, [] { return NoOfferAboutToExpire(*pool_); }));
    EXPECT_THAT(BrokenInvariants(*pool_), IsEmpty());
    EXPECT_THAT(LostAcknowledgements(*pool_, outcome.acknowledged), IsEmpty());
    EXPECT_THAT(StaleFreePeriods(*pool_), IsEmpty());
  }

  static std::vector<std::string> NewApplications(Scene& scene, int count) {
    constexpr const char* kKinds[] = {"young-person", "status-holder", "student"};
    std::vector<std::string> ids;
    ids.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) ids.push_back(scene.NewApplication({{"residentKind", kKinds[i % 3]}}));
    return ids;
  }

  static std::vector<std::string> NewPlaces(Scene& scene, int count) {
    std::vector<std::string> ids;
    ids.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) ids.push_back(scene.NewPlace());
    return ids;
  }

  static inline std::unique_ptr<Site> site_;
  static inline std::unique_ptr<runtime::Registry> metrics_;
  static inline std::unique_ptr<runtime::db::Pool> pool_;
};

// An offer for days that others want too, then what may become of it: few are kept, so that there is always
// something to win.
void BookSomething(Actor& actor, const std::string& application, const std::string& place) {
  const int from = 25 * actor.Pick(0, 11) + actor.Pick(0, 5);
  const auto offer = actor.Offer(application, place, from, from + actor.Pick(1, 20));
  if (!offer) return;
  const int fate = actor.Pick(0, 99);
  if (fate < 20) {
    actor.Decline(*offer);
  } else if (fate < 40) {
    actor.Revoke(*offer);
  } else if (fate < 97) {
    const auto placement = actor.Accept(*offer);
    if (placement && fate < 95) actor.Cancel(*placement);
    if (placement && fate == 95) actor.Extend(*placement, from + 30);
  }
}

TEST_F(RaceTest, SixtyFourBookersOnOnePlace) {
  Scene scene(*site_);
  const std::string place = scene.NewPlace();
  const std::vector<std::string> applications = NewApplications(scene, kActors);
  const Outcome outcome = RaceWatched(
      [&](Actor& actor) { BookSomething(actor, applications[static_cast<size_t>(actor.number())], place); });
  ExpectAllHolds(outcome, 100);
}

// Units of four, every other one with quotas of two of a kind, loaded as stock is loaded by the thousand.
std::vector<std::string> LoadPlaces(const Scene& scene, runtime::db::Pool& pool, int units) {
  domain::StockBatch batch;
  std::vector<std::string> ids;
  const absl::Time now = absl::Now();
  domain::KindCounts quotas;
  for (const domain::ResidentKind kind : domain::kAllResidentKinds) quotas[kind] = 2;
  for (int i = 0; i < units; ++i) {
    const domain::Unit unit{.id = runtime::NewUuid(now),
                            .facility_id = *Uuid::Parse(scene.facility),
                            .provider_id = *Uuid::Parse(scene.provider),
                            .name = "Unit",
                            .quotas = i % 2 == 0 ? std::optional(quotas) : std::nullopt};
    batch.units.push_back(unit);
    for (int j = 0; j < 4; ++j) {
      batch.places.push_back({.id = runtime::NewUuid(now),
                              .unit_id = unit.id,
                              .facility_id = unit.facility_id,
                              .provider_id = unit.provider_id,
                              .programme_id = scene.programme,
                              .district = "Laak",
                              .name = "12B",
                              .available_from = runtime::TodayIn(now)});
      ids.push_back(batch.places.back().id.ToString());
    }
  }
  placements::store::MysqlStore store(pool);
  const absl::Status loaded = LoadStock(store, runtime::Clock::System(), now + absl::Seconds(60), batch);
  if (!loaded.ok()) Die("the places are not loaded: " + loaded.ToString());
  return ids;
}

// Most bookings go to four places, two of them in a unit with quotas, so that they meet. A person may be
// wanted by several at once.
TEST_F(RaceTest, SixtyFourBookersOnTenThousandPlaces) {
  Scene scene(*site_);
  const std::vector<std::string> places = LoadPlaces(scene, *pool_, 2500);
  const std::vector<std::string> wanted(places.begin() + 2, places.begin() + 6);
  const std::vector<std::string> applications = NewApplications(scene, 200);
  const Outcome outcome = RaceWatched([&](Actor& actor) {
    const std::string& place = actor.PickFrom(actor.Pick(0, 9) > 0 ? wanted : places);
    BookSomething(actor, actor.PickFrom(applications), place);
  });
  ExpectAllHolds(outcome, 100);
}

// What several actors know of: an offer or a stay, and its place.
struct Known {
  std::string id;
  std::string place;
};

class Shared {
 public:
  void Add(const std::string& id, const std::string& place) {
    std::lock_guard lock(mutex_);
    known_.push_back({id, place});
    if (known_.size() > kKept) known_.pop_front();
  }
  std::optional<Known> Any(Actor& actor) {
    std::lock_guard lock(mutex_);
    if (known_.empty()) return std::nullopt;
    return known_[static_cast<size_t>(actor.Pick(0, static_cast<int>(known_.size()) - 1))];
  }

 private:
  static constexpr size_t kKept = 60;
  std::mutex mutex_;
  std::deque<Known> known_;
};

TEST_F(RaceTest, TransfersCrossEachOther) {
  Scene scene(*site_, {{"turnaroundDays", 0}});
  const std::vector<std::string> places = LoadPlaces(scene, *pool_, 10);
  const std::vector<std::string> applications = NewApplications(scene, 60);
  Shared stays;
  const auto move_in = [&](Actor& actor, const std::string& place) {
    const auto offer = actor.Offer(actor.PickFrom(applications), place, 0, 90);
    const auto stay = offer ? actor.Accept(*offer) : std::nullopt;
    if (stay && actor.Arrive(*stay)) stays.Add(*stay, place);
  };
  const Outcome outcome = RaceWatched([&](Actor& actor) {
    const std::string& place = actor.PickFrom(places);
    const std::optional<Known> stay = stays.Any(actor);
    const int what = actor.Pick(0, 19);
    if (!stay || what == 0) {
      move_in(actor, place);
    } else if (what == 1) {
      actor.Depart(stay->id);
    } else if (stay->place != place) {
      const auto moved = actor.Transfer(stay->id, place);
      if (moved) stays.Add(*moved, place);
    }
  });
  ExpectAllHolds(outcome, 100);
}

TEST_F(RaceTest, ClosuresAgainstOffers) {
  Scene scene(*site_);
  const std::vector<std::string> places = NewPlaces(scene, 8);
  const std::vector<std::string> applications = NewApplications(scene, kActors);
  const Outcome outcome = RaceWatched([&](Actor& actor) {
    const std::string& place = actor.PickFrom(places);
    if (actor.number() % 2 == 0) {
      BookSomething(actor, applications[static_cast<size_t>(actor.number())], place);
      return;
    }
    const int from = 25 * actor.Pick(0, 11) + actor.Pick(0, 5);
    const auto closure = actor.Close(place, from, from + actor.Pick(1, 20));
    if (closure && actor.Pick(0, 49) > 0) actor.Reopen(*closure);
  });
  ExpectAllHolds(outcome, 100);
}

// Offers live for about a second, and everybody wants to be the one who closes them.
TEST_F(RaceTest, AcceptDeclineRevokeAndExpiryOfOneOffer) {
  Scene scene(*site_);
  const std::vector<std::string> places = NewPlaces(scene, 8);
  const std::vector<std::string> applications = NewApplications(scene, kActors);
  Shared offers;
  const auto offer_for_a_second = [&](Actor& actor) {
    const std::string& place = actor.PickFrom(places);
    const int from = actor.Pick(0, 200);
    const auto offer = actor.Offer(applications[static_cast<size_t>(actor.number())], place, from, from + 5,
                                   absl::Milliseconds(actor.Pick(300, 1500)));
    if (offer) offers.Add(*offer, place);
  };
  const Outcome outcome = RaceWatched([&](Actor& actor) {
    const std::optional<Known> offer = offers.Any(actor);
    const int what = actor.Pick(0, 5);
    if (!offer || what < 3) {
      offer_for_a_second(actor);
    } else if (what == 3) {
      const auto placement = actor.Accept(offer->id);
      if (placement) actor.Cancel(*placement);
    } else if (what == 4) {
      actor.Decline(offer->id);
    } else {
      actor.Revoke(offer->id);
    }
  });
  ExpectAllHolds(outcome, 100);
}

TEST_F(RaceTest, AReplicaKilledInTheMiddle) {
  Scene scene(*site_);
  const std::vector<std::string> places = NewPlaces(scene, 20);
  const std::vector<std::string> applications = NewApplications(scene, kActors);
  const auto book = [&](Actor& actor) {
    BookSomething(actor, applications[static_cast<size_t>(actor.number())], actor.PickFrom(places));
  };
  const auto kill_each_in_turn = [&](const std::atomic<int>& acts) {
    for (const int number : {0, 1}) {
      const int before = acts;
      Eventually(RaceDuration() / 4, [&] { return acts > before + 300; });
      site_->replica(number).Kill();
      site_->replica(number).Start();
    }
  };
  const Outcome outcome = RaceWatched(book, kill_each_in_turn);
  ExpectAllHolds(outcome, 100);
}

}  // namespace
}  // namespace boulevard::tests
