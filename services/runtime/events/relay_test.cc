#include "services/runtime/events/relay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/events/inbox.h"
#include "services/runtime/events/outbox.h"
#include "services/runtime/status/macros.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::events {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::Time InTime() {
  return absl::Now() + absl::Seconds(30);
}

// An outbox, whose events are told to an inbox that is in the same schema.
class RelayTest : public ::testing::Test {
 protected:
  RelayTest()
      : pool_(*db::ConnectOptions::Parse(database_.url()), 2, metrics_),
        peers_pool_(*db::ConnectOptions::Parse(database_.url()), 1, metrics_),
        outbox_(pool_, metrics_) {
    for (const char* sql :
         {"CREATE TABLE outbox (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, sequence BIGINT NULL, "
          "kind VARCHAR(60) NOT NULL, subject BINARY(16) NOT NULL, payload MEDIUMBLOB NOT NULL, "
          "written_at DATETIME(6) NOT NULL, UNIQUE KEY by_sequence (sequence))",
          "CREATE TABLE outbox_head (id TINYINT NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL)",
          "CREATE TABLE outbox_cursors (consumer VARCHAR(60) NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL)",
          "CREATE TABLE inbox (source VARCHAR(60) NOT NULL, sequence BIGINT NOT NULL, received_at "
          "DATETIME(6) "
          "NOT NULL, PRIMARY KEY (source, sequence))",
          "INSERT INTO outbox_head VALUES (1, 0)", "INSERT INTO outbox_cursors VALUES ('peer', 0)"}) {
      Run([&](db::Session& session) { return session.Execute(sql).status(); });
    }
  }

  void Run(db::Pool::Work work) {
    const absl::Status done = pool_.InTransaction(InTime(), work);
    EXPECT_TRUE(done.ok()) << done;
  }
  void Happen(const std::string& kind) {
    Run([&](db::Session& session) { return Write(session, kind, Uuid()); });
    ASSERT_EQ(outbox_.Number(InTime()).value(), 1);
  }

  // What the peer does with the events.
  absl::Status Take(std::span<const Event> events) {
    ++calls_;
    if (!away_.ok()) return away_;
    for (const Event& event : events) {
      RETURN_IF_ERROR(peers_pool_.InTransaction(InTime(), [&](db::Session& session) -> absl::Status {
        ASSIGN_OR_RETURN(const bool is_new, Receive(session, "tests", event.sequence));
        if (is_new) taken_.push_back(event.kind);
        return absl::OkStatus();
      }));
    }
    return answer_;
  }
  Relay NewRelay() {
    return Relay(
        pool_, "peer", [this](std::span<const Event> events, absl::Time) { return Take(events); }, metrics_);
  }

  const tests::TestDatabase database_;
  Registry metrics_;
  db::Pool pool_;
  // On that of the relay it would join the transaction of the relay.
  db::Pool peers_pool_;
  Outbox outbox_;
  absl::Status away_;
  absl::Status answer_;
  int calls_ = 0;
  std::vector<std::string> taken_;
};

TEST_F(RelayTest, TellsOfEverythingInItsOrder) {
  Relay relay = NewRelay();
  std::vector<std::string> happened;
  for (int i = 0; i < 120; ++i) {
    happened.push_back(absl::StrCat("event.", i));
    Happen(happened.back());
  }
  ASSERT_TRUE(relay.Step(InTime()).ok());
  EXPECT_EQ(taken_, happened);
  const int calls = calls_;
  ASSERT_TRUE(relay.Step(InTime()).ok());
  EXPECT_EQ(calls_, calls) << "nothing new";
}

TEST_F(RelayTest, APeerThatIsAwayIsToldLater) {
  Relay relay = NewRelay();
  Happen("one");
  away_ = absl::UnavailableError("away");
  EXPECT_FALSE(relay.Step(InTime()).ok());
  Happen("two");
  EXPECT_FALSE(relay.Step(InTime()).ok());
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_event_relay_failures_total{peer=\"peer\"} 2\n"));
  EXPECT_THAT(metrics_.Render(),
              ::testing::Not(HasSubstr("boulevard_event_relay_lag_seconds{peer=\"peer\"} 0\n")));
  away_ = absl::OkStatus();
  EXPECT_TRUE(relay.Step(InTime()).ok());
  EXPECT_THAT(taken_, ElementsAre("one", "two"));
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_event_relay_lag_seconds{peer=\"peer\"} 0\n"));
}

TEST_F(RelayTest, AnAnswerThatIsLostDoublesNothing) {
  Relay relay = NewRelay();
  Happen("one");
  answer_ = absl::UnavailableError("the answer was lost");
  EXPECT_FALSE(relay.Step(InTime()).ok());
  answer_ = absl::OkStatus();
  EXPECT_TRUE(relay.Step(InTime()).ok());
  EXPECT_EQ(calls_, 2);
  EXPECT_THAT(taken_, ElementsAre("one"));
}

TEST_F(RelayTest, WhatWasReceivedLongAgoIsForgotten) {
  Run([](db::Session& session) { return Receive(session, "tests", 1).status(); });
  const auto is_new = [&] {
    bool noted = false;
    Run([&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(noted, Receive(session, "tests", 1));
      return absl::OkStatus();
    });
    return noted;
  };
  Run([](db::Session& session) { return ForgetReceived(session, absl::Hours(1)); });
  EXPECT_FALSE(is_new());
  Run([](db::Session& session) { return ForgetReceived(session, -absl::Hours(1)); });
  EXPECT_TRUE(is_new());
}

}  // namespace
}  // namespace boulevard::runtime::events
