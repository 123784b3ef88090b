#include "services/runtime/idempotency/repeatable_writes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/barrier.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "services/runtime/rpc/test_site.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::idempotency {
namespace {

using google::protobuf::Message;
using testing::v1::CreateThingRequest;
using testing::v1::Thing;

constexpr int kCallers = 64;

absl::Time Soon() {
  return absl::Now() + absl::Seconds(30);
}

// As the migration of a service makes it.
constexpr char kTable[] =
    "CREATE TABLE idempotency_keys (id BINARY(32) NOT NULL PRIMARY KEY, answer MEDIUMBLOB NOT NULL, "
    "created_at DATETIME(6) NOT NULL, KEY by_age (created_at))";

// One of the replicas of a service that makes things, each with the number of those that were there before.
struct Replica {
  Replica(const std::string& url, const Clock& clock)
      : pool(*db::ConnectOptions::Parse(url), 8, metrics), writes(pool, clock, metrics) {}

  absl::StatusOr<rpc::MessagePtr> Make(const Message& request) {
    Thing thing = static_cast<const CreateThingRequest&>(request).thing();
    const absl::Status made = pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
      RETURN_IF_ERROR(session.Execute("INSERT INTO things (name) VALUES (?)", {thing.name()}).status());
      return session
          .Query("SELECT LAST_INSERT_ID()", {}, [&](const db::Row& row) { thing.set_id(row.String(0)); })
          .status();
    });
    RETURN_IF_ERROR(made);
    if (thing.name() == "refused") return Conflict("taken");
    return std::make_unique<Thing>(thing);
  }

  Registry metrics;
  db::Pool pool;
  RepeatableWrites writes;
};

class RepeatableWritesTest : public ::testing::Test {
 protected:
  RepeatableWritesTest() {
    for (const char* sql :
         {kTable, "CREATE TABLE things (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20))"}) {
      const absl::Status made =
          first_.pool.Run(Soon(), [&](db::Session& session) { return session.Execute(sql).status(); });
      EXPECT_TRUE(made.ok()) << made;
    }
  }

  static CallContext Under(const std::string& key, const std::string& subject = "anna") {
    CallContext context;
    context.deadline = Soon();
    context.principal = {.subject = subject, .role = Role::kCoordinator};
    context.idempotency_key = key;
    context.replayed = std::make_shared<std::atomic<bool>>(false);
    return context;
  }
  static CreateThingRequest Named(const std::string& name) {
    CreateThingRequest request;
    request.mutable_thing()->set_name(name);
    return request;
  }

  absl::StatusOr<Thing> Call(Replica& replica, const CallContext& context, const CreateThingRequest& request,
                             const rpc::Handlers::Untyped& handler,
                             const std::string& method = "CreateThing") {
    ASSIGN_OR_RETURN(const rpc::MessagePtr answer,
                     replica.writes.Run(rpc::TestSite::Method(method), context, request, handler));
    return static_cast<const Thing&>(*answer);
  }
  absl::StatusOr<Thing> Make(Replica& replica, const CallContext& context, const std::string& name) {
    return Call(replica, context, Named(name),
                [&](const CallContext&, const Message& request) { return replica.Make(request); });
  }

  int64_t Count(const std::string& from) {
    int64_t count = -1;
    const absl::Status read = second_.pool.Run(Soon(), [&](db::Session& session) {
      return session
          .Query("SELECT COUNT(*) FROM " + from, {}, [&](const db::Row& row) { count = row.Int(0); })
          .status();
    });
    EXPECT_TRUE(read.ok()) << read;
    return count;
  }
  // Until a claim stands in line behind another.
  void AwaitWaitingClaim() {
    const std::string from = "information_schema.processlist WHERE db = '" + database_.schema() +
                             "' AND info LIKE 'INSERT IGNORE%'";
    const absl::Time patience = Soon();
    while (Count(from) == 0 && absl::Now() < patience) std::this_thread::yield();
    EXPECT_EQ(Count(from), 1);
  }

  tests::TestDatabase database_;
  FakeClock clock_{absl::FromUnixSeconds(1'772'452'800)};
  Replica first_{database_.url(), clock_};
  Replica second_{database_.url(), clock_};
};

TEST_F(RepeatableWritesTest, DoesOnceWhatIsSentTwiceAndAnswersTheSame) {
  const CallContext once = Under("k");
  const Thing made = Make(first_, once, "chair").value();
  EXPECT_FALSE(*once.replayed);
  const CallContext again = Under("k");
  EXPECT_EQ(Make(second_, again, "chair").value().SerializeAsString(), made.SerializeAsString());
  EXPECT_TRUE(*again.replayed);
  EXPECT_EQ(Count("things"), 1);
  EXPECT_THAT(second_.metrics.Render(), ::testing::HasSubstr("boulevard_idempotency_replays_total 1\n"));
}

TEST_F(RepeatableWritesTest, RefusesAnotherRequestUnderTheSameKey) {
  ASSERT_TRUE(Make(first_, Under("k"), "chair").ok());
  const absl::Status refused = Make(second_, Under("k"), "table").status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(refused.message(), "the Idempotency-Key was used for another request");
  EXPECT_EQ(Count("things"), 1);
}

TEST_F(RepeatableWritesTest, KnowsAKeyOfAnotherCallerOrMethodFromThis) {
  ASSERT_TRUE(Make(first_, Under("k"), "chair").ok());
  ASSERT_TRUE(Make(first_, Under("k", "bob"), "chair").ok());
  const auto make = [&](const CallContext&, const Message& request) { return first_.Make(request); };
  ASSERT_TRUE(Call(first_, Under("k"), Named("chair"), make, "UpdateThing").ok());
  EXPECT_EQ(Count("things"), 3);
}

TEST_F(RepeatableWritesTest, RunsWhatHasNoKeyOrOnlyReadsEveryTime) {
  const auto make = [&](const CallContext&, const Message& request) { return first_.Make(request); };
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(Make(first_, Under(""), "chair").ok());
    ASSERT_TRUE(Call(first_, Under("k"), Named("chair"), make, "GetThing").ok());
  }
  EXPECT_EQ(Count("things"), 4);
  EXPECT_EQ(Count("idempotency_keys"), 0);
}

TEST_F(RepeatableWritesTest, LeavesNothingOfWhatFails) {
  EXPECT_EQ(Make(first_, Under("k"), "refused").status(), Conflict("taken"));
  EXPECT_THROW(Call(first_, Under("k"), Named("chair"),
                    [&](const CallContext&, const Message& request) -> absl::StatusOr<rpc::MessagePtr> {
                      EXPECT_TRUE(first_.Make(request).ok());
                      throw std::runtime_error("x");
                    })
                   .IgnoreError(),
               std::runtime_error);
  EXPECT_EQ(Count("things"), 0);
  EXPECT_EQ(Count("idempotency_keys"), 0);
  const CallContext corrected = Under("k");
  EXPECT_TRUE(Make(second_, corrected, "chair").ok());
  EXPECT_FALSE(*corrected.replayed);
  EXPECT_EQ(Count("things"), 1);
}

TEST_F(RepeatableWritesTest, InPartsItIsAnsweredTheSameAndRunOutsideOfATransaction) {
  const auto make_two = [&](const CallContext&, const Message& request) {
    EXPECT_TRUE(first_.Make(request).ok());
    EXPECT_EQ(Count("things"), 1) << "what is done stays done, whatever becomes of the rest";
    return first_.Make(request);
  };
  const auto run = [&](Replica& replica, const CallContext& context, const std::string& name) {
    return replica.writes.RunInParts(rpc::TestSite::Method("CreateThing"), context, Named(name), make_two);
  };
  const auto made = run(first_, Under("k"), "chair");
  ASSERT_TRUE(made.ok()) << made.status();
  const CallContext again = Under("k");
  const auto repeated = run(second_, again, "chair");
  ASSERT_TRUE(repeated.ok()) << repeated.status();
  EXPECT_EQ((*repeated)->SerializeAsString(), (*made)->SerializeAsString());
  EXPECT_TRUE(*again.replayed);
  EXPECT_EQ(Count("things"), 2);
  EXPECT_EQ(run(second_, Under("k"), "table").status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RepeatableWritesTest, InPartsWhatFailsMayBeSentAgainAndWhatRanAtOnceGivesOneAnswer) {
  const google::protobuf::MethodDescriptor& method = rpc::TestSite::Method("CreateThing");
  const auto refuse = [](const CallContext&, const Message&) {
    return absl::StatusOr<rpc::MessagePtr>(Conflict("taken"));
  };
  EXPECT_EQ(first_.writes.RunInParts(method, Under("k"), Named("chair"), refuse).status(), Conflict("taken"));
  EXPECT_EQ(Count("idempotency_keys"), 0);

  absl::StatusOr<rpc::MessagePtr> inner = absl::UnknownError("not called");
  const CallContext outer = Under("k");
  // While the one runs the other begins, and ends.
  const auto late = first_.writes.RunInParts(
      method, outer, Named("chair"), [&](const CallContext&, const Message& request) {
        inner = second_.writes.RunInParts(
            method, Under("k"), request,
            [&](const CallContext&, const Message& same) { return second_.Make(same); });
        return first_.Make(request);
      });
  ASSERT_TRUE(inner.ok()) << inner.status();
  ASSERT_TRUE(late.ok()) << late.status();
  EXPECT_EQ((*late)->SerializeAsString(), (*inner)->SerializeAsString());
  EXPECT_TRUE(*outer.replayed);
}

TEST_F(RepeatableWritesTest, ASecondCallWaitsForTheFirst) {
  absl::Notification begun, go_on;
  std::thread first([&] {
    const auto made =
        Call(first_, Under("k"), Named("chair"), [&](const CallContext&, const Message& request) {
          begun.Notify();
          go_on.WaitForNotification();
          return first_.Make(request);
        });
    EXPECT_TRUE(made.ok()) << made.status();
  });
  begun.WaitForNotification();
  const CallContext patient = Under("k");
  std::thread second([&] { EXPECT_EQ(Make(second_, patient, "chair").value().name(), "chair"); });
  AwaitWaitingClaim();
  CallContext impatient = Under("k");
  impatient.deadline = absl::Now() + absl::Milliseconds(500);
  EXPECT_EQ(Make(second_, impatient, "chair").status().code(), absl::StatusCode::kDeadlineExceeded);
  go_on.Notify();
  first.join();
  second.join();
  EXPECT_TRUE(*patient.replayed);
  EXPECT_EQ(Count("things"), 1);
}

TEST_F(RepeatableWritesTest, ManyEqualCallsAtOnceAreOne) {
  for (int round = 0; round < 5; ++round) {
    const std::string key = "k" + std::to_string(round);
    std::vector<std::string> answers(kCallers);
    std::atomic<int> replays = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back([&, i] {
        const CallContext context = Under(key);
        const auto made = Make(i % 2 == 0 ? first_ : second_, context, "chair");
        EXPECT_TRUE(made.ok()) << made.status();
        if (made.ok()) answers[static_cast<size_t>(i)] = made->SerializeAsString();
        replays += *context.replayed ? 1 : 0;
      });
    }
    for (std::thread& caller : callers) caller.join();
    EXPECT_EQ(std::set(answers.begin(), answers.end()).size(), 1u);
    EXPECT_EQ(replays, kCallers - 1);
    EXPECT_EQ(Count("things"), round + 1);
  }
}

TEST_F(RepeatableWritesTest, ManyEqualCallsThatAreRefusedWriteNothing) {
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      const absl::Status refused = Make(i % 2 == 0 ? first_ : second_, Under("k"), "refused").status();
      EXPECT_EQ(refused.code(), absl::StatusCode::kAborted) << refused;
      // Whose turn never came is told to come back.
      if (refused.message() != "taken") {
        EXPECT_EQ(DetailsOf(refused).retry_after, absl::Seconds(1)) << refused;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(Count("things"), 0);
  EXPECT_EQ(Count("idempotency_keys"), 0);
}

TEST_F(RepeatableWritesTest, RunsTheWholeAgainAfterADeadlock) {
  ASSERT_TRUE(Make(first_, Under(""), "a").ok());
  ASSERT_TRUE(Make(first_, Under(""), "b").ok());
  // Both hold their first row before either asks for its second.
  auto* both_hold = new absl::Barrier(2);
  const auto cross = [&](Replica& replica, int from, int to) {
    bool again = false;
    const auto done =
        Call(replica, Under("k" + std::to_string(from)), Named("chair"),
             [&](const CallContext&, const Message& request) -> absl::StatusOr<rpc::MessagePtr> {
               const absl::Status crossed = replica.pool.InTransaction(Soon(), [&](db::Session& session) {
                 absl::Status first =
                     session.Execute("UPDATE things SET name = 'x' WHERE id = ?", {from}).status();
                 if (!std::exchange(again, true) && both_hold->Block()) delete both_hold;
                 first.Update(session.Execute("UPDATE things SET name = 'y' WHERE id = ?", {to}).status());
                 return first;
               });
               RETURN_IF_ERROR(crossed);
               return replica.Make(request);
             });
    EXPECT_TRUE(done.ok()) << done.status();
  };
  std::thread other([&] { cross(second_, 2, 1); });
  cross(first_, 1, 2);
  other.join();
  EXPECT_EQ(Count("things"), 4);
  EXPECT_EQ(Count("idempotency_keys"), 2);
}

TEST_F(RepeatableWritesTest, RemembersForADay) {
  ASSERT_TRUE(Make(first_, Under("k"), "chair").ok());
  clock_.Advance(absl::Hours(24));
  ASSERT_TRUE(second_.writes.ForgetOld(Soon()).ok());
  EXPECT_TRUE(Make(second_, Under("k"), "chair").ok());
  EXPECT_EQ(Count("things"), 1);
  clock_.Advance(absl::Microseconds(1));
  ASSERT_TRUE(second_.writes.ForgetOld(Soon()).ok());
  EXPECT_EQ(Count("idempotency_keys"), 0);
  EXPECT_TRUE(Make(second_, Under("k"), "another chair").ok());
  EXPECT_EQ(Count("things"), 2);
}

TEST_F(RepeatableWritesTest, KeepsNoWordOfTheAnswer) {
  ASSERT_TRUE(Make(first_, Under("secret-key"), "chair").ok());
  EXPECT_EQ(Count("idempotency_keys WHERE answer LIKE '%chair%' OR id LIKE '%secret%'"), 0);
}

}  // namespace
}  // namespace boulevard::runtime::idempotency
