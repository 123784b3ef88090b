#include <gtest/gtest.h>

#include <atomic>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

constexpr absl::Duration kUpdatePatience = absl::Seconds(60);
constexpr size_t kReaders = 4;
constexpr size_t kBookers = 4;

// A split site of two replicas behind one gateway, and callers that never pause: some read, some book, each a
// place of its own from day to day.
class RollingUpdateTest : public ::testing::Test {
 protected:
  RollingUpdateTest() : site_({.shape = Shape::kSplit}), scene_(site_) {
    const std::string unit = scene_.NewUnit();
    for (size_t i = 0; i < kBookers; ++i) {
      places_.push_back(scene_.NewPlace(unit));
      applications_.push_back(scene_.NewApplication());
    }
  }
  ~RollingUpdateTest() override { StopLoad(); }

  void StartReading() {
    for (size_t i = 0; i < kReaders; ++i) callers_.emplace_back([this] { Read(); });
  }
  void StartBooking() {
    for (size_t i = 0; i < kBookers; ++i) callers_.emplace_back([this, i] { Book(i); });
  }
  void StopLoad() {
    stop_ = true;
    for (std::thread& caller : callers_) caller.join();
    callers_.clear();
  }
  void AwaitReads(int more) { AwaitMore(reads_, more); }
  void AwaitBookings(int more) { AwaitMore(bookings_, more); }

  // Every offer that was made, as the callers were told and as the site knows them.
  size_t OffersInTheSite() {
    ApiClient coordinator = scene_.Coordinator();
    size_t offers = 0;
    for (const std::string& place : places_) {
      std::string token;
      do {
        const Answer page =
            coordinator.Get("/v1/offers?pageSize=500&placeId=" + place + "&pageToken=" + token);
        offers += page.body.value("offers", Json::array()).size();
        token = page.Text("nextPageToken");
      } while (!token.empty());
    }
    return offers;
  }

  Site site_;
  Scene scene_;
  std::atomic<int> reads_ = 0, bookings_ = 0, failed_ = 0;

 private:
  static void AwaitMore(const std::atomic<int>& count, int more) {
    const int enough = count + more;
    EXPECT_TRUE(Eventually(kUpdatePatience, [&] { return count >= enough; }));
  }
  void Read() {
    ApiClient provider = scene_.Provider();
    while (!stop_) ++(provider.Get("/v1/places?pageSize=5").Ok() ? reads_ : failed_);
  }
  void Book(size_t number) {
    ApiClient coordinator = scene_.Coordinator();
    while (!stop_) {
      const Answer offer =
          coordinator.Post("/v1/offers", OfferBody(applications_[number], places_[number], 0, 10));
      // Taken back again, so that the next one finds the place free.
      const bool done = offer.Ok() && coordinator.Post("/v1/offers/" + offer.Text("id") + "/revocation").Ok();
      ++(done ? bookings_ : failed_);
      if (!done) std::cerr << offer << '\n';
    }
  }

  std::vector<std::string> places_, applications_;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> callers_;
};

TEST_F(RollingUpdateTest, OneReplicaAfterTheOtherIsExchangedUnderLoadAndNobodySeesIt) {
  StartReading();
  StartBooking();
  AwaitBookings(10);
  for (const int number : {0, 1}) {
    EXPECT_EQ(site_.replica(number).Stop(), 0);
    AwaitBookings(10);
    site_.replica(number).Start();
  }
  AwaitBookings(10);
  StopLoad();
  EXPECT_EQ(failed_, 0);
  EXPECT_EQ(OffersInTheSite(), static_cast<size_t>(bookings_)) << "none was made twice";
}

// What was under way at the killed one cannot be saved, nor what was sent to it before the end of its
// connections was seen: at most a call or two of each caller.
TEST_F(RollingUpdateTest, AKilledReplicaFailsOnlyWhatWasUnderWayThere) {
  StartReading();
  AwaitReads(200);
  site_.replica(0).Kill();
  AwaitReads(1000);
  site_.replica(0).Start();
  AwaitReads(1000);
  StopLoad();
  EXPECT_LE(failed_, 2 * static_cast<int>(kReaders));
}

}  // namespace
}  // namespace boulevard::tests
