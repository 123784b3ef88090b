#include "services/guidance/service/review_gauge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/guidance/domain/plans.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

namespace boulevard::guidance {
namespace {

using ::testing::HasSubstr;

class ReviewGaugeTest : public ::testing::Test {
 protected:
  // An active plan, the review of which was planned for yesterday.
  void MakeOverdue() {
    domain::Plan draft;
    draft.young_person_id = db_.MakeYoungPerson().id;
    draft.starts_on = db_.today();
    draft.levels = {{.level = domain::GuidanceLevel::kLight}};
    const domain::Plans plans(db_.store(), db_.clock());
    const domain::PlanChange goal{.what = domain::AddGoal{{.text = "A room of my own."}}};
    const auto made = tests::Must(plans.Create(db_.As("own"), draft, std::span(&goal, 1)));
    const std::vector<domain::PlanChange> changes = {
        {.what = domain::Agree{}},
        {.what = domain::Activate{}},
        {.what = domain::UpdatePlan{.next_review_on = std::optional(db_.today() - 1)}}};
    tests::Must(plans.Change(db_.As("own"), "ChangePlan", made.id, changes,
                             [](const domain::Plan&) { return absl::OkStatus(); }));
  }
  std::string Counted() {
    EXPECT_TRUE(gauge_.Refresh(db_.today(), tests::Soon()).ok());
    return metrics_.Render();
  }

  tests::GuidanceDatabase db_;
  runtime::Registry metrics_;
  ReviewGauge gauge_{db_.pool(), metrics_};
};

TEST_F(ReviewGaugeTest, OverdueReviewsAreToldOnceThereAreEnough) {
  for (int64_t i = 1; i < kFewestPeople; ++i) MakeOverdue();
  EXPECT_THAT(Counted(), HasSubstr("boulevard_overdue_reviews 0\n"));
  MakeOverdue();
  EXPECT_THAT(Counted(), HasSubstr("boulevard_overdue_reviews 11\n"));
}

}  // namespace
}  // namespace boulevard::guidance
