#include "services/guidance/domain/readiness_view.h"

#include <algorithm>

namespace boulevard::guidance::domain {
namespace {

using Kind = ReadinessSignalKind;

// Half a year: two reviews of the lightest guidance.
constexpr int kMostAssessmentAgeDays = 183;
// Guidance goes on lightly after the move, with what is left.
constexpr int kMostOpenGoals = 3;
// Two days a week.
constexpr int kLeastDaytimeHours = 16;

std::optional<int> AgeOf(const AssessmentProgress& progress, Day today) {
  if (!progress.last_on) return std::nullopt;
  return static_cast<int>(today - *progress.last_on);
}

// Without a plan, or a review that is planned, none is overdue.
int ReviewOverdueDays(const std::optional<PlanFigures>& plan, Day today) {
  if (!plan || !plan->next_review_on) return 0;
  return std::max(0, static_cast<int>(today - *plan->next_review_on));
}

}  // namespace

bool ReadinessSignal::Met() const {
  if (!value) return false;
  return bound == SignalBound::kAtMost ? *value <= threshold : *value >= threshold;
}

bool ReadinessView::SuggestsReady() const {
  return std::ranges::all_of(signals,
                             [](const ReadinessSignal& signal) { return signal.Met() || !signal.needed; });
}

ReadinessView ViewOf(const AssessmentProgress& progress, const Daytime& daytime,
                     const std::optional<PlanFigures>& plan) {
  std::optional<int> below_three, open_goals;
  if (progress.last_on) below_three = progress.below_three;
  if (plan) open_goals = plan->open_goals;
  return {{
      {.kind = Kind::kAssessmentAgeDays,
       .value = AgeOf(progress, daytime.on),
       .threshold = kMostAssessmentAgeDays},
      {.kind = Kind::kDomainsBelowThree, .value = below_three},
      {.kind = Kind::kOpenGoals, .value = open_goals, .threshold = kMostOpenGoals},
      {.kind = Kind::kDaytimeHours,
       .value = daytime.hours_per_week,
       .threshold = kLeastDaytimeHours,
       .bound = SignalBound::kAtLeast},
      {.kind = Kind::kReviewOverdueDays, .value = ReviewOverdueDays(plan, daytime.on)},
      {.kind = Kind::kStartQualification,
       .value = daytime.start_qualification_on ? 1 : 0,
       .threshold = 1,
       .bound = SignalBound::kAtLeast,
       .needed = false},
  }};
}

}  // namespace boulevard::guidance::domain
