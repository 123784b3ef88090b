#include "services/placements/domain/waiting_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/placements/booking_scene.h"

// The waiting list on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::Day;
using domain::kForever;
using domain::Urgency;
using domain::WaitingListPage;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WaitingListTest : public ::testing::Test {
 protected:
  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  runtime::CallContext Mentor(const std::string& subject) {
    runtime::CallContext context = Me();
    context.principal = {.subject = subject, .role = runtime::Role::kMentor, .provider_id = {}};
    return context;
  }
  Application Waiting(Urgency urgency, const runtime::CallContext& maker) {
    Application draft{.young_person_id = runtime::NewUuid(absl::Now()),
                      .birth_date = Day(2005, 6, 1),
                      .resident_kind = domain::ResidentKind::kStudent,
                      .guidance_level = domain::GuidanceLevel::kLight,
                      .programme_id = "foyer",
                      .urgency = urgency};
    return scene_.Admitted(scene_.applications.Create(maker, draft).value());
  }
  Application Waiting(Urgency urgency = Urgency::kNormal) { return Waiting(urgency, Me()); }
  WaitingListPage Page(int size = 50, const std::optional<domain::WaitingListCursor>& cursor = {}) {
    return list_.Read(Me(), "foyer", size, cursor).value();
  }
  static std::vector<runtime::Uuid> IdsOf(const WaitingListPage& page) {
    std::vector<runtime::Uuid> ids;
    for (const auto& entry : page.entries) ids.push_back(entry.application.id);
    return ids;
  }

  tests::BookingScene scene_;
  domain::WaitingList list_{scene_.db.store(), scene_.db.clock()};
};

TEST_F(WaitingListTest, TheMostPointsComeFirst) {
  const Application early = Waiting();
  scene_.Later(7);
  const Application later = Waiting();
  const Application urgent = Waiting(Urgency::kHigh);
  scene_.Submitted();
  scene_.Applicant(domain::ResidentKind::kStudent, "co-living");
  const WaitingListPage page = Page();
  EXPECT_THAT(IdsOf(page), ElementsAre(urgent.id, early.id, later.id));
  EXPECT_THAT(page.entries[0].priority.points, ElementsAre(50, 0, 0, 0, 0));
  EXPECT_THAT(page.entries[1].priority.points, ElementsAre(0, 2, 0, 0, 0));
  EXPECT_EQ(page.entries[2].rank, 3);
  EXPECT_EQ(page.rule_set_version, 1);
  EXPECT_FALSE(page.next);
}

TEST_F(WaitingListTest, AMentorSeesTheOwnOnesWithTheirRank) {
  Waiting(Urgency::kAcute);
  const Application own = Waiting(Urgency::kHigh, Mentor("one"));
  const WaitingListPage page = list_.Read(Mentor("one"), "foyer", 50, {}).value();
  EXPECT_THAT(IdsOf(page), ElementsAre(own.id));
  EXPECT_EQ(page.entries[0].rank, 2);
  EXPECT_THAT(IdsOf(list_.Read(Mentor("two"), "foyer", 50, {}).value()), IsEmpty());
}

TEST_F(WaitingListTest, PagesAreOfOneMoment) {
  std::vector<Application> all;
  for (int i = 0; i < 5; ++i) all.push_back(Waiting());
  const WaitingListPage first = Page(2);
  EXPECT_THAT(IdsOf(first), ElementsAre(all[0].id, all[1].id));
  // A week later everyone has more points; someone came first, and someone left.
  scene_.Later(8);
  Waiting(Urgency::kAcute);
  ASSERT_TRUE(scene_.applications.Withdraw(Me(), all[2].id, domain::ClosingReason::kOther).ok());
  const WaitingListPage second = Page(2, first.next);
  EXPECT_THAT(IdsOf(second), ElementsAre(all[3].id, all[4].id));
  EXPECT_EQ(second.at, first.at);
  EXPECT_FALSE(second.next);
}

TEST_F(WaitingListTest, WhoHasAPlaceIsOnNoListButTheOneToStepDownTo) {
  const auto stay = scene_.Confirmed(scene_.SharedUnit(1)[0].id, {scene_.db.today(), kForever});
  Application again{.young_person_id = stay.young_person_id,
                    .birth_date = Day(2005, 6, 1),
                    .resident_kind = domain::ResidentKind::kStudent,
                    .guidance_level = domain::GuidanceLevel::kLight,
                    .programme_id = "foyer"};
  const Application application = scene_.Admitted(scene_.applications.Create(Me(), again).value());
  EXPECT_THAT(IdsOf(Page()), IsEmpty());
  const auto step_down = tests::Always([](Application& change) { change.step_down_from = "co-living"; });
  ASSERT_TRUE(scene_.applications.Update(Me(), application.id, step_down).ok());
  EXPECT_THAT(IdsOf(Page()), ElementsAre(application.id));
}

TEST_F(WaitingListTest, AnOfferedOneIsNotInTurn) {
  const Application application = Waiting();
  const domain::OfferDraft draft = {application.id, scene_.db.MakePlace().id, {scene_.db.today(), kForever}};
  const auto offer = scene_.offers.Create(Me(), draft).value();
  EXPECT_THAT(IdsOf(Page()), IsEmpty());
  ASSERT_TRUE(scene_.offers.Decline(Me(), offer.id, {.reason = domain::DeclineReason::kNoAnswer}).ok());
  const WaitingListPage page = Page();
  ASSERT_THAT(IdsOf(page), ElementsAre(application.id));
  EXPECT_EQ(page.entries[0].application.pause->until, scene_.db.today() + 14);
}

}  // namespace
}  // namespace boulevard::placements::store
