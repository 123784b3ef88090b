#include "services/placements/domain/guidance_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/placements/at_once.h"
#include "tests/support/placements/booking_scene.h"

// What guidance tells, on a real database.
namespace boulevard::placements::store {
namespace {

using domain::BlockedCause;
using domain::Day;
using domain::GuidanceEvent;
using domain::kForever;
using domain::Placement;
using domain::ReadinessCauseChanged;
using domain::ReadinessDeclared;
using domain::ReadinessWithdrawn;

class GuidanceEventsTest : public ::testing::Test {
 protected:
  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  Day today() { return scene_.db.today(); }
  Placement Arrived() { return scene_.Arrived(scene_.db.MakePlace().id, kForever); }
  Placement Now(const Placement& stay) { return scene_.stays.Get(Me(), stay.id).value(); }

  absl::Status Receive(const GuidanceEvent& event) {
    return domain::ReceiveGuidanceEvent(scene_.db.store(), event, Me().deadline);
  }
  void Receive(int64_t sequence, const Placement& stay, decltype(GuidanceEvent::what) what) {
    const absl::Status received =
        Receive({.sequence = sequence, .young_person_id = stay.young_person_id, .what = what});
    EXPECT_TRUE(received.ok()) << received;
  }
  // "2026-03-02 paperwork", or "-".
  std::string Blocked(const Placement& stay) {
    const Placement now = Now(stay);
    if (!now.blocked_since) return now.blocked_cause ? "a cause alone" : "-";
    return absl::FormatCivilTime(*now.blocked_since) + " " +
           std::string(now.blocked_cause ? Word(*now.blocked_cause) : "");
  }
  int64_t Received() {
    int64_t rows = 0;
    scene_.db.pool()
        .Run(Me().deadline,
             [&](runtime::db::Session& session) {
               rows = session.Query("SELECT 1 FROM inbox", {}, [](const auto&) {}).value();
               return absl::OkStatus();
             })
        .IgnoreError();
    return rows;
  }

  tests::BookingScene scene_;
};

TEST_F(GuidanceEventsTest, AStayIsBlockedFromReadinessToWithdrawal) {
  const Placement stay = Arrived();
  scene_.Later(10);
  Receive(1, stay, ReadinessDeclared{today() - 3, BlockedCause::kNoDwelling});
  EXPECT_EQ(Blocked(stay), "2026-03-09 no-dwelling");
  Receive(2, stay, ReadinessCauseChanged{BlockedCause::kPaperwork});
  EXPECT_EQ(Blocked(stay), "2026-03-09 paperwork");
  Receive(3, stay, ReadinessWithdrawn{});
  EXPECT_EQ(Blocked(stay), "-");
}

TEST_F(GuidanceEventsTest, WhoWasReadyBeforeTheyCameIsBlockedFromTheFirstDay) {
  const Placement confirmed = scene_.Confirmed(scene_.db.MakePlace().id, {today() + 1, today() + 90});
  Receive(1, confirmed, ReadinessDeclared{today() - 30, BlockedCause::kNoIncome});
  EXPECT_EQ(Blocked(confirmed), "-") << "nobody lives there yet";
  scene_.Later(1);
  ASSERT_TRUE(scene_.stays.Arrive(Me(), confirmed.id).ok());
  EXPECT_EQ(Blocked(confirmed), "2026-03-03 no-income");
}

TEST_F(GuidanceEventsTest, ATransferTakesItAlongAndDepartureKeepsIt) {
  const Placement first = Arrived();
  const runtime::Uuid other = scene_.db.MakePlace().id;
  scene_.Later(5);
  Receive(1, first, ReadinessDeclared{today() - 2, BlockedCause::kOwnChoice});
  scene_.Later(5);
  const auto moved = scene_.stays.Transfer(Me(), first.id, other, std::nullopt);
  ASSERT_TRUE(moved.ok()) << moved.status();
  EXPECT_EQ(Blocked(moved->started), "2026-03-12 own-choice");
  scene_.Later(1);
  ASSERT_TRUE(scene_.stays
                  .Depart(Me(), moved->started.id,
                          {std::nullopt, domain::DepartureReason::kPlannedMoveOn,
                           domain::DepartureDestination::kOwnRent})
                  .ok());
  Receive(2, first, ReadinessWithdrawn{});
  EXPECT_EQ(Blocked(first), "2026-03-05 own-choice");
  EXPECT_EQ(Blocked(moved->started), "2026-03-12 own-choice");
}

TEST_F(GuidanceEventsTest, LateAndDoubledEventsLeadToTheSame) {
  std::vector<int> order = {0, 1, 2, 3};
  int64_t base = 0;
  do {
    const Placement stay = Arrived();
    const std::vector<decltype(GuidanceEvent::what)> events = {
        ReadinessDeclared{today() - 9, BlockedCause::kNoDwelling}, ReadinessWithdrawn{},
        ReadinessDeclared{today() + 4, BlockedCause::kNoIncome},
        ReadinessCauseChanged{BlockedCause::kPaperwork}};
    for (const int twice : {0, 1}) {
      for (const int at : order) {
        Receive(base + at + 1, stay, events[static_cast<size_t>(at)]);
        if (twice == 0) Receive(base + order[0] + 1, stay, events[static_cast<size_t>(order[0])]);
      }
    }
    EXPECT_EQ(Blocked(stay), "2026-03-06 paperwork");
    base += 4;
  } while (std::ranges::next_permutation(order).found);
  EXPECT_EQ(Received(), base);
}

TEST_F(GuidanceEventsTest, ManyReplicasWithOneEventDoItOnce) {
  const Placement stay = Arrived();
  const auto receive_all = [&]() -> absl::Status {
    absl::Status all;
    for (int64_t sequence = 1; sequence <= 20; ++sequence) {
      const auto cause = sequence % 2 == 0 ? BlockedCause::kPaperwork : BlockedCause::kNoIncome;
      all.Update(Receive({.sequence = sequence,
                          .young_person_id = stay.young_person_id,
                          .what = ReadinessDeclared{Day(2026, 4, 1) + sequence, cause}}));
    }
    return all;
  };
  const auto received = tests::AtOnce(std::vector<std::function<absl::Status()>>(8, receive_all));
  EXPECT_EQ(tests::CountOf(received, absl::StatusCode::kOk), 8);
  EXPECT_EQ(Blocked(stay), "2026-04-21 paperwork");
  EXPECT_EQ(Received(), 20);
}

TEST_F(GuidanceEventsTest, WhoWasAnonymisedIsNobodyHereEither) {
  const Placement stay = Arrived();
  Receive(1, stay, domain::PersonAnonymised{});
  const auto application = scene_.applications.Get(Me(), stay.application_id);
  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_EQ(application->birth_date, Day(2005, 1, 1));
}

TEST_F(GuidanceEventsTest, OtherKindsArePassedByAndProvidersSeeNothing) {
  const Placement stay = Arrived();
  Receive(1, stay, std::monostate());
  EXPECT_EQ(Received(), 1);
  EXPECT_EQ(Blocked(stay), "-");
  Receive(2, stay, ReadinessDeclared{today(), BlockedCause::kNoDwelling});
  const Placement seen = scene_.stays.Get(scene_.db.AsProvider(), stay.id).value();
  EXPECT_EQ(seen.blocked_since, std::nullopt);
  EXPECT_EQ(seen.blocked_cause, std::nullopt);
}

}  // namespace
}  // namespace boulevard::placements::store
