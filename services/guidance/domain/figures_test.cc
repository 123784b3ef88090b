#include "services/guidance/domain/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/guidance/domain/readiness_view.h"

namespace boulevard::guidance::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = DaytimeActivityKind;

constexpr Day kToday(2026, 3, 2);

DaytimeActivity Activity(Kind kind, int hours, Day from, std::optional<Day> until = std::nullopt) {
  DaytimeActivity activity;
  activity.kind = kind;
  activity.hours_per_week = hours;
  activity.starts_on = from;
  activity.ends_on = until;
  return activity;
}

Assessment Scored(Day day, int score) {
  Assessment assessment;
  assessment.assessed_on = day;
  assessment.scores.fill(score);
  return assessment;
}

TEST(DaytimeTest, CountsWhatBeganAndDidNotEnd) {
  const std::vector<DaytimeActivity> activities = {
      Activity(Kind::kWork, 8, kToday - 30, kToday),  // ended today
      Activity(Kind::kWork, 12, kToday - 30, kToday + 1), Activity(Kind::kSchool, 16, kToday),
      Activity(Kind::kWork, 4, kToday - 1), Activity(Kind::kTreatment, 6, kToday + 1)};
  const Daytime daytime = DaytimeOn(activities, kToday);
  EXPECT_EQ(daytime.on, kToday);
  EXPECT_EQ(daytime.hours_per_week, 32);
  EXPECT_THAT(daytime.kinds, ElementsAre(Kind::kSchool, Kind::kWork));
  EXPECT_EQ(daytime.start_qualification_on, std::nullopt);
}

TEST(DaytimeTest, TheFirstQualificationStaysWhenTheSchoolIsOver) {
  std::vector<DaytimeActivity> activities = {Activity(Kind::kSchool, 20, kToday - 900, kToday - 300),
                                             Activity(Kind::kSchool, 20, kToday - 200)};
  activities[0].start_qualification_on = kToday - 301;
  activities[1].start_qualification_on = kToday - 5;
  EXPECT_EQ(DaytimeOn(activities, kToday).start_qualification_on, kToday - 301);
}

TEST(ProgressTest, OfNothingIsEmpty) {
  const AssessmentProgress progress = ProgressOf({});
  EXPECT_EQ(progress.last_on, std::nullopt);
  EXPECT_THAT(progress.domains, IsEmpty());
}

TEST(ProgressTest, OfOneHasNoPrevious) {
  const AssessmentProgress progress = ProgressOf(std::vector{Scored(kToday, 2)});
  EXPECT_EQ(progress.first_on, kToday);
  EXPECT_EQ(progress.last_on, kToday);
  EXPECT_EQ(progress.previous_on, std::nullopt);
  EXPECT_EQ(progress.below_three, 13);
  ASSERT_EQ(progress.domains.size(), 13u);
  EXPECT_EQ(progress.domains[0].previous, std::nullopt);
}

TEST(ProgressTest, ComparesFirstPreviousAndLast) {
  std::vector<Assessment> assessments = {Scored(kToday - 300, 3), Scored(kToday - 200, 1),
                                         Scored(kToday - 100, 4), Scored(kToday, 3)};
  assessments[3].scores[0] = 5;   // finance, up
  assessments[3].scores[12] = 2;  // justice, down
  const AssessmentProgress progress = ProgressOf(assessments);
  EXPECT_EQ(progress.first_on, kToday - 300);
  EXPECT_EQ(progress.previous_on, kToday - 100);
  EXPECT_EQ(progress.improved, 1);
  EXPECT_EQ(progress.worsened, 1);
  EXPECT_EQ(progress.below_three, 1);
  const DomainProgress& justice = progress.domains.back();
  EXPECT_EQ(justice.life_domain, LifeDomain::kJustice);
  EXPECT_EQ(justice.first, 3);
  EXPECT_EQ(justice.previous, 4);
  EXPECT_EQ(justice.last, 2);
}

// Of someone who is ready by every signal that is needed.
struct ReadyPerson {
  AssessmentProgress progress = ProgressOf(std::vector{Scored(kToday - 183, 3)});
  Daytime daytime{.young_person_id = {}, .on = kToday, .hours_per_week = 16};
  std::optional<PlanFigures> plan = PlanFigures{.open_goals = 3, .next_review_on = kToday};

  ReadinessView View() const { return ViewOf(progress, daytime, plan); }
};

TEST(ReadinessViewTest, SuggestsAtTheThresholds) {
  const ReadinessView view = ReadyPerson().View();
  EXPECT_TRUE(view.SuggestsReady());
  ASSERT_EQ(view.signals.size(), kWords<ReadinessSignalKind>.size());
  for (size_t i = 0; i < view.signals.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(view.signals[i].kind), i + 1);
  }
  EXPECT_FALSE(view.signals.back().Met()) << "a startkwalificatie is not needed";
}

TEST(ReadinessViewTest, OneSignalBeyondItsThresholdIsEnough) {
  ReadyPerson old_scores, low_score, goals, idle, overdue;
  old_scores.progress.last_on = kToday - 184;
  low_score.progress.below_three = 1;
  goals.plan->open_goals = 4;
  idle.daytime.hours_per_week = 15;
  overdue.plan->next_review_on = kToday - 1;
  for (const ReadyPerson& person : {old_scores, low_score, goals, idle, overdue}) {
    EXPECT_FALSE(person.View().SuggestsReady());
  }
}

TEST(ReadinessViewTest, WhatIsNotKnownDoesNotSpeakForIt) {
  ReadyPerson not_assessed, without_plan;
  not_assessed.progress = {};
  without_plan.plan.reset();
  EXPECT_FALSE(not_assessed.View().SuggestsReady());
  EXPECT_EQ(not_assessed.View().signals[0].value, std::nullopt);
  EXPECT_EQ(not_assessed.View().signals[1].value, std::nullopt);
  EXPECT_FALSE(without_plan.View().SuggestsReady());
  EXPECT_EQ(without_plan.View().signals[2].value, std::nullopt);
}

}  // namespace
}  // namespace boulevard::guidance::domain
