#include "services/placements/domain/match_proposals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "services/placements/solver/flow_solver.h"
#include "services/placements/store/test_codes.h"
#include "services/runtime/status/errors.h"
#include "tests/support/must.h"
#include "tests/support/placements/booking_scene.h"

// Proposals on a real database: what is proposed, how long it holds, and what becomes of its lines.
namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::LineOutcome;
using domain::MatchProposal;
using domain::Place;
using domain::ResidentKind;
using domain::StaleReason;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MatchProposalsTest : public ::testing::Test {
 protected:
  ~MatchProposalsTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  MatchProposal Made(const domain::ProposalDraft& draft = {}) {
    return tests::Must(proposals_.Create(Me(), draft));
  }
  MatchProposal Read(const MatchProposal& proposal) { return tests::Must(proposals_.Get(Me(), proposal.id)); }
  std::vector<LineOutcome> Offered(const MatchProposal& proposal, std::vector<int> numbers = {}) {
    return tests::Must(proposals_.Offer(Me(), proposal.id, std::move(numbers), std::nullopt));
  }
  Application Urgent(domain::Urgency urgency) {
    return scene_.Admitted(
        tests::Must(scene_.applications.Create(Me(), {.young_person_id = runtime::NewUuid(absl::Now()),
                                                      .birth_date = domain::Day(2005, 6, 1),
                                                      .resident_kind = ResidentKind::kStudent,
                                                      .guidance_level = domain::GuidanceLevel::kLight,
                                                      .programme_id = "foyer",
                                                      .urgency = urgency})));
  }

  tests::BookingScene scene_;
  domain::MatchProposals proposals_{scene_.db.store(), solver::SolveByFlow, scene_.db.clock()};
};

TEST_F(MatchProposalsTest, TheOnePlaceGoesToTheHighestPriorityAndTheLineSaysWhy) {
  const Place place = scene_.db.MakePlace();
  Urgent(domain::Urgency::kNormal);
  const Application acute = Urgent(domain::Urgency::kAcute);
  const MatchProposal made = Made();
  ASSERT_EQ(made.lines.size(), 1u);
  const domain::ProposalLine& line = made.lines[0];
  EXPECT_EQ(line.application_id, acute.id);
  EXPECT_EQ(line.place_id, place.id);
  EXPECT_EQ(line.number, 1);
  EXPECT_EQ(line.rank, 1);
  EXPECT_EQ(line.fitting_places, 1);
  EXPECT_EQ(line.rule_set_version, 1);
  EXPECT_GT(line.priority.points[0], 0) << "urgency";
  EXPECT_EQ(made.total_priority, line.priority.Total());
  EXPECT_EQ(made.upper_bound, made.total_priority);
  EXPECT_TRUE(made.optimal);
  EXPECT_EQ(made.waiting, 2);
  EXPECT_EQ(made.open_places, 1);

  const MatchProposal kept = Read(made);
  ASSERT_EQ(kept.lines.size(), 1u);
  EXPECT_EQ(kept.lines[0].application_id, acute.id);
  EXPECT_EQ(kept.lines[0].priority, line.priority);
  EXPECT_EQ(kept.line_count, 1);
  EXPECT_THAT(kept.stale_reasons, IsEmpty());
  const auto listed = proposals_.List(Me(), "", {});
  ASSERT_EQ(listed->rows.size(), 1u);
  EXPECT_THAT(listed->rows[0].lines, IsEmpty());
  EXPECT_THAT(proposals_.List(Me(), "foyer", {})->rows, IsEmpty()) << "this one was for all programmes";
}

TEST_F(MatchProposalsTest, OffersAreMadeOnceAndDoNotMakeItStale) {
  scene_.db.MakePlace();
  scene_.db.MakePlace();
  for (int i = 0; i < 3; ++i) scene_.Applicant();
  const MatchProposal made = Made({.programme_id = "foyer"});
  ASSERT_EQ(made.lines.size(), 2u);
  const std::vector<LineOutcome> first = Offered(made, {2});
  ASSERT_TRUE(first.at(0).offer_id.ok()) << first[0].offer_id.status();
  EXPECT_EQ(tests::Must(scene_.offers.Get(Me(), *first[0].offer_id)).place_id, made.lines[1].place_id);
  EXPECT_THAT(Read(made).stale_reasons, IsEmpty());
  EXPECT_EQ(Read(made).lines[1].offer_id, *first[0].offer_id);

  const std::vector<LineOutcome> all = Offered(made);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_TRUE(all[0].offer_id.ok()) << all[0].offer_id.status();
  EXPECT_EQ(*all[1].offer_id, *first[0].offer_id);
  EXPECT_EQ(Read(made).offered_count, 2);
  EXPECT_EQ(scene_.offers.List(Me(), {}, {})->rows.size(), 2u);
  EXPECT_EQ(proposals_.Offer(Me(), made.id, {3}, std::nullopt).status().code(), kInvalid);
}

TEST_F(MatchProposalsTest, ALineThatFailsLeavesTheOthersAlone) {
  scene_.db.MakePlace();
  scene_.db.MakePlace();
  scene_.Applicant();
  scene_.Applicant();
  const MatchProposal made = Made();
  ASSERT_EQ(made.lines.size(), 2u);
  scene_.Offered(made.lines[0].place_id, {scene_.db.today()});
  EXPECT_THAT(Read(made).stale_reasons, Contains(StaleReason::kPlaceChanged));
  const std::vector<LineOutcome> outcomes = Offered(made);
  EXPECT_EQ(outcomes[0].offer_id.status().code(), kConflict);
  EXPECT_TRUE(outcomes[1].offer_id.ok()) << outcomes[1].offer_id.status();
  EXPECT_FALSE(Read(made).lines[0].offer_id.has_value());
}

TEST_F(MatchProposalsTest, WhatMovedMakesItStale) {
  scene_.db.MakePlace();
  const Application application = scene_.Applicant();
  const MatchProposal made = Made();
  EXPECT_THAT(Read(made).stale_reasons, IsEmpty());
  scene_.db.MakePlace();
  EXPECT_THAT(Read(made).stale_reasons, ElementsAre(StaleReason::kStockChanged));
  scene_.Applicant();
  EXPECT_THAT(Read(made).stale_reasons,
              ElementsAre(StaleReason::kWaitingListChanged, StaleReason::kStockChanged));
  tests::Must(scene_.applications.Withdraw(Me(), application.id, domain::ClosingReason::kNoLongerWanted));
  EXPECT_THAT(Read(made).stale_reasons, Contains(StaleReason::kApplicationChanged));
  scene_.Later(1);
  EXPECT_THAT(Read(made).stale_reasons, ElementsAre(StaleReason::kPast));
}

TEST_F(MatchProposalsTest, OneIsMadeAtATime) {
  absl::Notification solving, go_on;
  const domain::MatchProposals slow(
      scene_.db.store(),
      [&](const domain::AssignmentProblem&, const domain::SolveLimits&) {
        solving.Notify();
        go_on.WaitForNotification();
        return domain::Assignment{};
      },
      scene_.db.clock());
  std::thread first([&] { EXPECT_TRUE(slow.Create(Me(), {}).ok()); });
  solving.WaitForNotification();
  EXPECT_EQ(slow.Create(Me(), {}).status().code(), absl::StatusCode::kResourceExhausted);
  go_on.Notify();
  first.join();
}

TEST_F(MatchProposalsTest, APeriodInThePastOrWithoutDaysIsRefused) {
  const domain::Day today = scene_.db.today();
  EXPECT_EQ(proposals_.Create(Me(), {.starts_on = today - 1}).status().code(), kInvalid);
  EXPECT_EQ(proposals_.Create(Me(), {.ends_on = today}).status().code(), kInvalid);
}

// Random stocks and lists: whatever is proposed can be offered, all of it, so that no line breaks a rule.
TEST_F(MatchProposalsTest, EveryLineOfARandomCityCanBeOffered) {
  std::mt19937 random(7);
  const auto below = [&](int end) { return static_cast<int>(random() % static_cast<uint32_t>(end)); };
  for (int i = 0; i < 6; ++i) {
    for (const Place& place : scene_.SharedUnit(1 + below(2))) {
      if (below(3) == 0)
        scene_.Arrived(place.id, domain::kForever,
                       below(2) == 0 ? ResidentKind::kStudent : ResidentKind::kStatusHolder);
      if (below(2) == 0) break;
    }
    scene_.db.MakePlace({.rent_cents = 30000 + 10000 * below(4), .accessible = below(2) == 0});
  }
  std::vector<domain::Uuid> persons;
  for (int i = 0; i < 40; ++i) {
    Application draft{.young_person_id = runtime::NewUuid(absl::Now()),
                      .birth_date = domain::Day(1998 + below(12), 6, 1),
                      .resident_kind = below(2) == 0 ? ResidentKind::kStudent : ResidentKind::kStatusHolder,
                      .guidance_level = domain::GuidanceLevel::kLight,
                      .programme_id = below(2) == 0 ? "foyer" : "co-living",
                      .urgency = static_cast<domain::Urgency>(1 + below(3)),
                      .wishes = {.accessible_needed = below(4) == 0}};
    if (below(2) == 0) draft.wishes.max_rent_cents = 30000 + 10000 * below(4);
    if (!persons.empty() && below(2) == 0)
      draft.must_not_share_with = {persons[static_cast<size_t>(below(static_cast<int>(persons.size())))]};
    persons.push_back(draft.young_person_id);
    scene_.Admitted(tests::Must(scene_.applications.Create(Me(), draft)));
  }
  const MatchProposal made = Made();
  EXPECT_FALSE(made.lines.empty());
  EXPECT_TRUE(made.optimal);
  for (const LineOutcome& outcome : Offered(made)) {
    EXPECT_TRUE(outcome.offer_id.ok()) << outcome.offer_id.status();
  }
}

}  // namespace
}  // namespace boulevard::placements::store
