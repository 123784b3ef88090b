#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "services/runtime/db/pool.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

// A booking under an Idempotency-Key is held up in the middle, and then something dies.
class RepeatFaults : public ::testing::Test {
 protected:
  RepeatFaults() {
    const std::string application = scene_.NewApplication();
    const std::string place = scene_.NewPlace();
    offer_ = OfferBody(application, place, 0, 30);
  }

  // Locks every place, so that a booking stands still with its key claimed; gives back on `release`.
  std::thread HoldPlaces(absl::Notification& held, absl::Notification& release) {
    return std::thread([&] {
      const absl::Status status =
          pool_.InTransaction(absl::Now() + kPatience, [&](runtime::db::Session& session) {
            const absl::Status locked =
                session.Query("SELECT id FROM places FOR UPDATE", {}, [](const runtime::db::Row&) {})
                    .status();
            held.Notify();
            release.WaitForNotification();
            return locked;
          });
      EXPECT_TRUE(status.ok()) << status;
    });
  }

  int64_t Count(const std::string& from) {
    int64_t count = -1;
    const absl::Status read = pool_.Run(absl::Now() + kPatience, [&](runtime::db::Session& session) {
      return session
          .Query("SELECT COUNT(*) FROM " + from, {}, [&](const runtime::db::Row& row) { count = row.Int(0); })
          .status();
    });
    EXPECT_TRUE(read.ok()) << read;
    return count;
  }
  bool AwaitCount(const std::string& from, int64_t count) {
    return Eventually(kPatience, [&] { return Count(from) == count; });
  }

  // The booking, sent to stand still; what comes of it is not known.
  std::thread SendHeldUp() {
    return std::thread([this] { scene_.Coordinator().Post("/v1/offers", offer_, "the-key"); });
  }
  // Until it is answered by whoever is there.
  Answer SendAgain() {
    Answer answer;
    Eventually(kPatience, [&] {
      answer = scene_.Coordinator().Post("/v1/offers", offer_, "the-key");
      return answer.status() == 201;
    });
    return answer;
  }

  // innodb_trx would not do: what it says is old for as long as someone keeps asking.
  static constexpr char kHeldUp[] =
      "information_schema.processlist WHERE info LIKE '%FOR UPDATE%' AND info NOT LIKE '%processlist%'";

  Site site_{{.shape = Shape::kSplit}};
  Scene scene_{site_};
  Json offer_;
  runtime::Registry metrics_;
  runtime::db::Pool pool_{*runtime::db::ConnectOptions::Parse(site_.database_url()), 2, metrics_};
};

TEST_F(RepeatFaults, AServiceKilledInTheMiddleLeavesOneBooking) {
  absl::Notification held, release;
  std::thread holder = HoldPlaces(held, release);
  held.WaitForNotification();
  std::thread sender = SendHeldUp();
  EXPECT_TRUE(AwaitCount(kHeldUp, 1));
  site_.replica(0).Kill();
  site_.replica(1).Kill();
  release.Notify();
  holder.join();
  sender.join();
  EXPECT_EQ(Count("offers"), 0);
  site_.replica(1).Start();

  const Answer booked = SendAgain();
  EXPECT_EQ(booked.status(), 201) << booked;
  EXPECT_EQ(booked.http.Header("idempotency-replayed"), "") << "the first one was not done";
  EXPECT_EQ(SendAgain().http.body, booked.http.body);
  EXPECT_EQ(Count("offers"), 1);
}

TEST_F(RepeatFaults, AnAnswerThatWasLostIsGivenAgain) {
  absl::Notification held, release;
  std::thread holder = HoldPlaces(held, release);
  held.WaitForNotification();
  std::thread sender = SendHeldUp();
  EXPECT_TRUE(AwaitCount(kHeldUp, 1));
  site_.gateway().Kill();
  release.Notify();
  holder.join();
  sender.join();
  EXPECT_TRUE(AwaitCount("offers", 1)) << "nobody was told";
  site_.gateway().Start();

  const Answer told = SendAgain();
  EXPECT_EQ(told.status(), 201) << told;
  EXPECT_EQ(told.http.Header("idempotency-replayed"), "true");
  EXPECT_EQ(Count("offers"), 1);
}

}  // namespace
}  // namespace boulevard::tests
