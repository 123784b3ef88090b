// Between clients and the front.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/faults/fault_tools.h"
#include "tests/support/gate/gate.h"
#include "tests/support/http/http_client.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

void RaiseOpenFilesLimit() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

// With one worker, so that a test says what is begun and what is not.
template <Shape shape>
class ClientFaultTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    // Ours and, because it inherits that, its.
    RaiseOpenFilesLimit();
    SiteOptions options{.shape = shape, .replicas = 1, .workers = 1};
    if (shape == Shape::kAllInOne) {
      // The ten thousand come from one address.
      options.front_arguments.insert(options.front_arguments.end(),
                                     {"--workers", "1", "--max-connections-per-client", "0"});
    }
    site_ = std::make_unique<Site>(options);
  }
  static void TearDownTestSuite() { site_.reset(); }

  static Site& site() { return *site_; }
  // Of the program that runs the handlers.
  static Program& Worker() { return shape == Shape::kSplit ? site().replica(0) : site().all_in_one(); }
  static double WorkerMetric(std::string_view name, std::string_view label = "") {
    return MetricOf(Worker().endpoints().metrics, name, label);
  }
  static std::string front_metrics() { return site().endpoints().metrics; }
  // Calls that were not begun: because their client had gone, or because they had waited too long.
  static double Dropped() {
    return WorkerMetric("boulevard_rpc_handled_total", "code=\"CANCELLED\"") +
           WorkerMetric("boulevard_rpc_handled_total", "code=\"UNAVAILABLE\"");
  }
  // Requests whose client the front has seen leave.
  static double Left() { return MetricOf(front_metrics(), "boulevard_http_requests_total", "code=\"499\""); }

  std::string PostOf(const Json& body) {
    const std::string text = body.dump();
    return absl::StrCat(
        "POST /v1/places HTTP/1.1\r\nHost: boulevard\r\nAuthorization: Bearer ", scene_.Provider().token(),
        "\r\nContent-Type: application/json\r\nContent-Length: ", text.size(), "\r\n\r\n", text);
  }

  // The one worker is with a write that waits for the lock of a unit; then others leave before their turn.
  void ExpectWhoLeavesIsNotServed();
  void ExpectAWriteUnderWayIsWholeOrNothing();

  Scene scene_{site()};

 private:
  static inline std::unique_ptr<Site> site_;
};

template <Shape shape>
void ClientFaultTest<shape>::ExpectWhoLeavesIsNotServed() {
  constexpr int kLeavers = 20;
  const std::string unit = scene_.NewUnit();
  const double dropped = Dropped();
  const double left = Left();
  RowLock lock(site().database_url(), LockOfUnit(unit));
  Timed first;
  std::thread holder(
      [&] { first = Time([&] { return scene_.Provider().Post("/v1/places", PlaceBody(unit, "stays")); }); });
  ASSERT_TRUE(Eventually(
      kPatience, [] { return WorkerMetric("boulevard_db_pool_connections", "state=\"busy\"") >= 1; }));
  {
    std::vector<std::unique_ptr<HttpClient>> leavers;
    for (int i = 0; i < kLeavers; ++i) {
      leavers.push_back(std::make_unique<HttpClient>(site().endpoints().http));
      leavers.back()->Send(PostOf(PlaceBody(unit, "leaves")));
    }
    ASSERT_TRUE(Eventually(kPatience, [] { return WorkerMetric("boulevard_rpc_queue_length") >= kLeavers; }));
  }
  if (shape == Shape::kSplit) {
    EXPECT_TRUE(Eventually(kPatience, [&] { return Left() >= left + kLeavers; }));
  }
  // Whatever is on the same way behind them has been seen when this one waits, too.
  HttpClient last(site().endpoints().http);
  last.Send(absl::StrCat("GET /v1/places HTTP/1.1\r\nHost: boulevard\r\nAuthorization: Bearer ",
                         scene_.Provider().token(), "\r\n\r\n"));
  ASSERT_TRUE(Eventually(kPatience, [&] {
    return WorkerMetric("boulevard_rpc_queue_length") > kLeavers || Dropped() > dropped;
  }));
  lock.Release();
  holder.join();
  EXPECT_EQ(first.answer.status(), 201) << first.answer;
  EXPECT_THAT(last.Receive().status, ::testing::AnyOf(200, 503));
  EXPECT_EQ(Dropped() - dropped, kLeavers);
  EXPECT_EQ(PlacesNamed(scene_, unit, "leaves"), 0);
  EXPECT_EQ(PlacesNamed(scene_, unit, "stays"), 1);
}

template <Shape shape>
void ClientFaultTest<shape>::ExpectAWriteUnderWayIsWholeOrNothing() {
  const std::string place = scene_.NewPlace();
  const std::string application = scene_.NewApplication();
  const std::string body = OfferBody(application, place, 0, 30).dump();
  RowLock lock(site().database_url(), absl::StrCat("SELECT id FROM places WHERE id = UNHEX(REPLACE('", place,
                                                   "', '-', '')) FOR UPDATE"));
  {
    HttpClient client(site().endpoints().http);
    client.Send(absl::StrCat(
        "POST /v1/offers HTTP/1.1\r\nHost: boulevard\r\nAuthorization: Bearer ", scene_.Coordinator().token(),
        "\r\nContent-Type: application/json\r\nContent-Length: ", body.size(), "\r\n\r\n", body));
    ASSERT_TRUE(Eventually(
        kPatience, [] { return WorkerMetric("boulevard_db_pool_connections", "state=\"busy\"") >= 1; }));
  }
  lock.Release();
  ASSERT_TRUE(Eventually(
      kPatience, [] { return WorkerMetric("boulevard_db_pool_connections", "state=\"busy\"") == 0; }));
  ApiClient coordinator = scene_.Coordinator();
  const Answer offers = coordinator.Get("/v1/offers?placeId=" + place);
  ASSERT_TRUE(offers.Ok()) << offers;
  const size_t made = offers.body.value("offers", Json::array()).size();
  EXPECT_LE(made, 1u);
  // Offered, and so not free; or neither.
  const Answer free = coordinator.Get(absl::StrCat("/v1/available-places?programmeId=", scene_.programme));
  EXPECT_EQ(free.body.value("availablePlaces", Json::array()).size(), 1 - made) << free;
}

class ClientFaults : public ClientFaultTest<Shape::kAllInOne> {
 protected:
  static int OpenFiles() {
    const std::filesystem::path folder = absl::StrCat("/proc/", site().all_in_one().process().pid(), "/fd");
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder), {}));
  }

  // Resident, in KiB.
  static int64_t Memory() {
    std::ifstream file(absl::StrCat("/proc/", site().all_in_one().process().pid(), "/status"));
    std::string word;
    int64_t kibibytes = 0;
    while (file >> word && word != "VmRSS:") {
    }
    file >> kibibytes;
    return kibibytes;
  }
};

TEST_F(ClientFaults, WhoLeavesIsNotServed) {
  ExpectWhoLeavesIsNotServed();
}

TEST_F(ClientFaults, AWriteUnderWayIsWholeOrNothing) {
  ExpectAWriteUnderWayIsWholeOrNothing();
}

TEST_F(ClientFaults, WhoLeavesTakesNothingAlong) {
  ApiClient provider = scene_.Provider();
  ASSERT_TRUE(provider.Get("/v1/places").Ok());
  const int files = OpenFiles();
  const std::string request = absl::StrCat(
      "GET /v1/places HTTP/1.1\r\nHost: boulevard\r\nAuthorization: Bearer ", provider.token(), "\r\n\r\n");
  // Gone at every point of a request.
  for (size_t round = 0; round < 600; ++round) {
    HttpClient client(site().endpoints().http);
    client.Send(std::string_view(request).substr(0, round * 7 % (request.size() + 1)));
  }
  EXPECT_TRUE(Eventually(kPatience, [&] { return OpenFiles() <= files + 2; }));
  EXPECT_TRUE(Eventually(
      kPatience, [] { return WorkerMetric("boulevard_db_pool_connections", "state=\"busy\"") == 0; }));
  EXPECT_TRUE(provider.Get("/v1/places").Ok());
}

// Idle clients cost a little memory, and nobody else anything.
TEST_F(ClientFaults, TenThousandIdleConnectionsLeaveTheOthersAlone) {
  constexpr int kIdle = 10'000;
  constexpr int64_t kKibibytesEach = 16;
  const int64_t memory = Memory();
  {
    std::vector<std::unique_ptr<HttpClient>> idle;
    idle.reserve(kIdle);
    for (int i = 0; i < kIdle; ++i) {
      idle.push_back(std::make_unique<HttpClient>(site().endpoints().http));
      // Half of them have been of use before.
      if (i % 2 == 0) {
        ASSERT_EQ(idle.back()->Call("GET", "/livez").status, 200) << "connection " << i;
      }
    }
    EXPECT_TRUE(Eventually(kPatience,
                           [] { return MetricOf(front_metrics(), "boulevard_http_connections") >= kIdle; }));
    EXPECT_LT(Memory() - memory, kIdle * kKibibytesEach);
    const Timed other = Time([&] { return scene_.Provider().Get("/v1/places"); });
    EXPECT_EQ(other.answer.status(), 200) << other.answer;
    EXPECT_LT(other.taken, kFast);
    EXPECT_EQ(idle.back()->Call("GET", "/livez").status, 200) << "they are still good";
  }
  EXPECT_TRUE(
      Eventually(kPatience, [] { return MetricOf(front_metrics(), "boulevard_http_connections") < 100; }));
}

// Neither a word nor an end comes from a client whose machine is gone.
TEST_F(ClientFaults, HalfOpenClientsAreLetGo) {
  Gate gate(site().endpoints().http);
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(std::make_unique<HttpClient>(gate.address()));
    clients.back()->Send("POST /v1/places HTTP/1.1\r\nHost: boule");
  }
  EXPECT_TRUE(
      Eventually(kPatience, [] { return MetricOf(front_metrics(), "boulevard_http_connections") >= 50; }));
  gate.Vanish();
  EXPECT_TRUE(scene_.Provider().Get("/v1/places").Ok());
  EXPECT_TRUE(Eventually(2 * kPatience, [] {
    return MetricOf(front_metrics(), "boulevard_http_connections") < 50;
  })) << "the time for a head is over";
}

class SplitClientFaults : public ClientFaultTest<Shape::kSplit> {};

TEST_F(SplitClientFaults, WhoLeavesIsNotServed) {
  ExpectWhoLeavesIsNotServed();
}

TEST_F(SplitClientFaults, AWriteUnderWayIsWholeOrNothing) {
  ExpectAWriteUnderWayIsWholeOrNothing();
}

}  // namespace
}  // namespace boulevard::tests
