#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "services/guidance/domain/plan_revisions.h"
#include "services/guidance/domain/plans.h"
#include "services/guidance/store/sealed_tables.h"
#include "services/runtime/status/errors.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

// Many editors of one plan at once, each of whom names the version that they have read.
namespace boulevard::guidance::store {
namespace {

using domain::Plan;
using domain::PlanChange;
using domain::Uuid;

constexpr int kRacers = 8;
constexpr int kChangesEach = 8;

class PlanRaceTest : public ::testing::Test {
 protected:
  static runtime::CallContext Own() { return tests::GuidanceDatabase::As("own"); }

  Plan Draft() const {
    Plan draft;
    draft.young_person_id = person_;
    draft.starts_on = db_.today();
    draft.levels = {{.level = domain::GuidanceLevel::kLight}};
    return draft;
  }
  // As an If-Match does: FAILED_PRECONDITION with the current version unless it is the one that was read.
  absl::StatusOr<Plan> ChangeFrom(const Plan& read, const std::vector<PlanChange>& changes) const {
    return plans_.Change(Own(), "ChangePlan", read.id, changes, [&](const Plan& current) {
      return current == read ? absl::OkStatus() : runtime::EtagStale(absl::StrCat(current.revision));
    });
  }
  static bool IsStale(const absl::Status& status) { return !runtime::DetailsOf(status).current_etag.empty(); }

  // Runs `work` in as many threads, each with its number.
  template <typename Work>
  static void Race(Work work) {
    std::vector<std::thread> racers;
    for (int racer = 0; racer < kRacers; ++racer) racers.emplace_back([&work, racer] { work(racer); });
    for (std::thread& racer : racers) racer.join();
  }

  tests::GuidanceDatabase db_;
  const Uuid person_ = db_.MakeYoungPerson().id;
  const domain::Plans plans_{db_.store(), db_.clock()};
};

// Some append to the summary what they have read of it, some add a goal and an action at once: whatever came
// back as done is there in the end, each as one revision.
TEST_F(PlanRaceTest, NoChangeOfManyEditorsIsLost) {
  const Uuid id = plans_.Create(Own(), Draft(), {}).value().id;
  std::atomic<int> stale = 0;
  Race([&](int racer) {
    for (int i = 0; i < kChangesEach; ++i) {
      const std::string mark = absl::StrCat("[", racer, ".", i, "]");
      while (true) {
        const absl::StatusOr<Plan> read = plans_.Get(Own(), id);
        if (!read.ok()) continue;
        const std::vector<PlanChange> changes =
            racer % 2 == 0
                ? std::vector<PlanChange>{{.what = domain::UpdatePlan{.summary = read->summary + mark}}}
                : std::vector<PlanChange>{
                      {.what = domain::AddGoal{{.text = mark}}},
                      {.what = domain::AddAction{.action = {.text = mark}, .goal_change = 0}}};
        const absl::StatusOr<Plan> changed = ChangeFrom(*read, changes);
        if (changed.ok()) break;
        ASSERT_TRUE(IsStale(changed.status()) || absl::IsAborted(changed.status())) << changed.status();
        ++stale;
      }
    }
  });
  const Plan plan = plans_.Get(Own(), id).value();
  std::set<std::string> goals;
  for (const domain::Goal& goal : plan.goals) goals.insert(goal.text);
  for (int racer = 0; racer < kRacers; ++racer) {
    for (int i = 0; i < kChangesEach; ++i) {
      const std::string mark = absl::StrCat("[", racer, ".", i, "]");
      EXPECT_TRUE(racer % 2 == 0 ? plan.summary.find(mark) != std::string::npos : goals.contains(mark))
          << mark;
    }
  }
  constexpr int kChanges = kRacers * kChangesEach;
  EXPECT_EQ(plan.revision, 1 + kChanges);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_revisions"), 1 + kChanges);
  EXPECT_EQ(db_.Int("SELECT COUNT(DISTINCT number) FROM plan_revisions"), 1 + kChanges);
  EXPECT_EQ(db_.Int("SELECT MAX(number) FROM plan_revisions"), 1 + kChanges);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_goals"), kChanges / 2);
  EXPECT_GT(stale, 0) << "nobody was in anybody's way: this was no race";
}

// Of those who read the same version and do not look again, one is done.
TEST_F(PlanRaceTest, OfThoseWhoReadTheSameVersionOneChangesIt) {
  const Plan read = plans_.Create(Own(), Draft(), {}).value();
  std::atomic<int> done = 0, stale = 0;
  Race([&](int racer) {
    const auto changed =
        ChangeFrom(read, {{.what = domain::UpdatePlan{.summary = absl::StrCat("By ", racer, ".")}}});
    if (changed.ok()) ++done;
    if (IsStale(changed.status())) ++stale;
  });
  EXPECT_EQ(done, 1);
  EXPECT_EQ(stale, kRacers - 1);
  EXPECT_EQ(plans_.Get(Own(), read.id)->revision, 2);
}

TEST_F(PlanRaceTest, OfThoseWhoMakeAPlanForOnePersonOneDoes) {
  std::atomic<int> done = 0, refused = 0;
  Race([&](int) {
    const auto made = plans_.Create(Own(), Draft(), {});
    if (made.ok()) ++done;
    if (absl::IsAlreadyExists(made.status())) ++refused;
  });
  EXPECT_EQ(done, 1);
  EXPECT_EQ(refused, kRacers - 1);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plans"), 1);
}

// A rotation of the master key seals plans anew while they are changed: nothing of either is lost.
TEST_F(PlanRaceTest, ChangesAndARotationLeaveEachOtherWhole) {
  const Uuid id = plans_.Create(Own(), Draft(), {}).value().id;
  std::atomic<bool> rotated = false;
  std::thread rotation([&] {
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE(runtime::vault::KeyRing::Advance(db_.ring(), absl::Now()).ok());
      for (const auto& table : SealedTables()) {
        const auto resealed = runtime::vault::ResealAll(db_.pool(), db_.vault(), table, tests::Soon());
        EXPECT_TRUE(resealed.ok() && resealed->unopened.empty()) << table.table;
      }
    }
    rotated = true;
  });
  int changes = 0;
  while (!rotated) {
    const Plan read = plans_.Get(Own(), id).value();
    const auto changed = ChangeFrom(read, {{.what = domain::UpdatePlan{.summary = absl::StrCat(++changes)}}});
    EXPECT_TRUE(changed.ok()) << changed.status();
  }
  rotation.join();
  EXPECT_EQ(plans_.Get(Own(), id)->summary, absl::StrCat(changes));
  const domain::PlanRevisions revisions(db_.store(), db_.clock());
  for (int number = 1; number <= changes + 1; ++number) {
    EXPECT_TRUE(revisions.Get(Own(), id, number).ok()) << number;
  }
}

}  // namespace
}  // namespace boulevard::guidance::store
