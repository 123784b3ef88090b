// The way of an event from guidance to placements, with a kill -9 at each of its steps: written, numbered,
// sent, received, done, answered.
#include <gtest/gtest.h>
#include <signal.h>

#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"
#include "tests/faults/fault_tools.h"

namespace boulevard::tests {
namespace {

using runtime::db::ConnectOptions;
using runtime::db::Param;
using runtime::db::Pool;
using runtime::db::Row;
using runtime::db::Session;

// Whoever holds it keeps events from getting their numbers, from being sent.
constexpr char kHead[] = "SELECT id FROM outbox_head WHERE id = 1 FOR UPDATE";
constexpr char kCursor[] = "SELECT consumer FROM outbox_cursors WHERE consumer = 'placements' FOR UPDATE";

class TellingFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<Site>(SiteOptions{.shape = Shape::kSplit, .replicas = 2});
  }
  static void TearDownTestSuite() { site_.reset(); }
  static Site& site() { return *site_; }

  TellingFaults() {
    const std::string application = scene_.NewApplication({{"youngPersonId", person_}});
    stay_ = scene_.NewPlacement(application, scene_.NewPlace(), 0, 300);
    EXPECT_TRUE(scene_.Coordinator().Post("/v1/placements/" + stay_ + "/arrival").Ok());
  }

  // Runs the statement there; what it gives in its first row and column, if any.
  static std::optional<int64_t> Number(const std::string& url, const std::string& sql,
                                       const std::vector<Param>& params = {}) {
    runtime::Registry metrics;
    Pool pool(*ConnectOptions::Parse(url), 1, metrics);
    std::optional<int64_t> number;
    const absl::Status asked = pool.Run(absl::Now() + absl::Minutes(1), [&](Session& session) {
      return session.Query(sql, params, [&](const Row& row) { number = row.OptionalInt(0); }).status();
    });
    if (!asked.ok()) Die(asked.ToString());
    return number;
  }
  static std::optional<int64_t> InGuidance(const std::string& sql, const std::vector<Param>& params = {}) {
    return Number(site().guidance_database_url(), sql, params);
  }

  // As guidance writes it: the person is ready since that many days from now.
  void Declare(int days) {
    days_ = days;
    const std::string payload =
        absl::StrCat(R"({"readinessId":"0190b5a0-7c3d-7e21-8f43-9c1d2e3f4a5b","on":")", DaysFromToday(days),
                     R"(","cause":"paperwork"})");
    runtime::Registry metrics;
    Pool pool(*ConnectOptions::Parse(site().guidance_database_url()), 1, metrics);
    const absl::Status written = pool.Run(absl::Now() + absl::Minutes(1), [&](Session& session) {
      return session
          .Execute(
              "INSERT INTO outbox (kind, subject, payload, written_at) "
              "VALUES ('readiness.declared', ?, ?, UTC_TIMESTAMP(6))",
              {*Uuid::Parse(person_), payload})
          .status();
    });
    EXPECT_TRUE(written.ok()) << written;
  }
  std::optional<int64_t> Sequence() {
    return InGuidance("SELECT sequence FROM outbox WHERE subject = ? ORDER BY id DESC LIMIT 1",
                      {*Uuid::Parse(person_)});
  }
  int64_t Cursor() {
    return InGuidance("SELECT sequence FROM outbox_cursors WHERE consumer = 'placements'").value_or(-1);
  }
  // The lock without which placements does nothing about the person.
  std::string PersonLock() const {
    return absl::StrCat("SELECT version FROM residents WHERE young_person_id = UNHEX(REPLACE('", person_,
                        "', '-', '')) FOR UPDATE");
  }
  static bool SomeoneWaits() {
    return Number(site().database_url(),
                  "SELECT COUNT(*) FROM information_schema.processlist "
                  "WHERE info LIKE '%INTO residents (young%' AND id <> CONNECTION_ID()") > 0;
  }

  static double FailedAttempts() {
    double failed = 0;
    for (const int replica : {0, 1}) {
      failed += MetricOf(site().guidance_replica(replica).endpoints().metrics,
                         "boulevard_event_relay_failures_total");
    }
    return failed;
  }
  static void KillGuidance() {
    for (const int replica : {0, 1}) site().guidance_replica(replica).Kill();
  }
  static void StartGuidance() {
    for (const int replica : {0, 1}) site().guidance_replica(replica).Start();
  }
  static void KillPlacements() {
    for (const int replica : {0, 1}) site().replica(replica).Kill();
  }
  static void StartPlacements() {
    for (const int replica : {0, 1}) site().replica(replica).Start();
  }

  bool IsBlocked() {
    const Answer stay = scene_.Coordinator().Get("/v1/placements/" + stay_);
    return stay.Text("blockedSince") == DaysFromToday(days_) && stay.Text("blockedCause") == "paperwork";
  }
  // The event arrives, counts once, and is not sent any more.
  void ExpectTold() {
    site().AwaitAnswers();
    EXPECT_TRUE(Eventually(kPatience, [&] { return Sequence() && Cursor() >= *Sequence(); }));
    EXPECT_TRUE(IsBlocked());
    EXPECT_EQ(Number(site().database_url(),
                     "SELECT COUNT(*) FROM inbox WHERE source = 'guidance' AND sequence = ?", {*Sequence()}),
              1);
  }

  Scene scene_{site()};
  const std::string person_ = scene_.NewYoungPerson();
  std::string stay_;
  int days_ = 0;

 private:
  static inline std::unique_ptr<Site> site_;
};

TEST_F(TellingFaults, KilledWhenItIsWritten) {
  RowLock lock(site().guidance_database_url(), kHead);
  Declare(1);
  KillGuidance();
  EXPECT_EQ(Sequence(), std::nullopt);
  lock.Release();
  StartGuidance();
  ExpectTold();
}

TEST_F(TellingFaults, KilledWhenItHasItsNumber) {
  RowLock lock(site().guidance_database_url(), kCursor);
  Declare(2);
  EXPECT_TRUE(Eventually(kPatience, [&] { return Sequence().has_value(); }));
  KillGuidance();
  EXPECT_FALSE(IsBlocked());
  lock.Release();
  StartGuidance();
  ExpectTold();
}

TEST_F(TellingFaults, TheReceiverIsKilledBeforeItIsDone) {
  RowLock lock(site().database_url(), PersonLock());
  Declare(3);
  EXPECT_TRUE(Eventually(kPatience, SomeoneWaits));
  KillPlacements();
  lock.Release();
  StartPlacements();
  ExpectTold();
}

TEST_F(TellingFaults, TheSenderIsKilledBeforeItIsDone) {
  RowLock lock(site().database_url(), PersonLock());
  Declare(4);
  EXPECT_TRUE(Eventually(kPatience, SomeoneWaits));
  KillGuidance();
  lock.Release();
  StartGuidance();
  ExpectTold();
}

TEST_F(TellingFaults, TheSenderIsKilledBeforeTheAnswer) {
  RowLock lock(site().database_url(), PersonLock());
  Declare(5);
  EXPECT_TRUE(Eventually(kPatience, SomeoneWaits));
  for (const int replica : {0, 1}) site().guidance_replica(replica).process().Signal(SIGSTOP);
  lock.Release();
  EXPECT_TRUE(Eventually(kPatience, [&] { return IsBlocked(); })) << "it is done";
  KillGuidance();
  EXPECT_LT(Cursor(), *Sequence()) << "and will be sent again";
  StartGuidance();
  ExpectTold();
}

TEST_F(TellingFaults, AllAreKilledWhenItIsOver) {
  Declare(6);
  ExpectTold();
  KillGuidance();
  KillPlacements();
  StartPlacements();
  StartGuidance();
  ExpectTold();
}

TEST_F(TellingFaults, PlacementsThatIsAwayIsToldWhenItIsBack) {
  KillPlacements();
  const double before = FailedAttempts();
  Declare(7);
  EXPECT_TRUE(Eventually(kPatience, [&] { return FailedAttempts() > before; }));
  EXPECT_TRUE(AwaitHttp(site().guidance_replica(0).endpoints().metrics, "/readyz", 200))
      << "guidance is well";
  StartPlacements();
  ExpectTold();
}

}  // namespace
}  // namespace boulevard::tests
