#include "services/guidance/domain/figures.h"

#include <algorithm>

namespace boulevard::guidance::domain {
namespace {

constexpr int kBarelyEnough = 3;

bool LastsOn(const DaytimeActivity& activity, Day on) {
  return activity.starts_on <= on && (!activity.ends_on || *activity.ends_on > on);
}

}  // namespace

Daytime DaytimeOn(std::span<const DaytimeActivity> activities, Day on) {
  Daytime daytime{.young_person_id = {}, .on = on};
  for (const DaytimeActivity& activity : activities) {
    const std::optional<Day>& qualified = activity.start_qualification_on;
    std::optional<Day>& first = daytime.start_qualification_on;
    if (qualified && (!first || *qualified < *first)) first = qualified;
    if (!LastsOn(activity, on)) continue;
    daytime.hours_per_week += activity.hours_per_week;
    daytime.kinds.push_back(activity.kind);
  }
  std::ranges::sort(daytime.kinds);
  const auto repeated = std::ranges::unique(daytime.kinds);
  daytime.kinds.erase(repeated.begin(), repeated.end());
  return daytime;
}

AssessmentProgress ProgressOf(std::span<const Assessment> assessments) {
  AssessmentProgress progress;
  if (assessments.empty()) return progress;
  const Assessment& first = assessments.front();
  const Assessment& last = assessments.back();
  const Assessment* const previous = assessments.size() > 1 ? &assessments[assessments.size() - 2] : nullptr;
  progress.first_on = first.assessed_on;
  progress.last_on = last.assessed_on;
  if (previous != nullptr) progress.previous_on = previous->assessed_on;
  for (size_t i = 0; i < last.scores.size(); ++i) {
    DomainProgress& one = progress.domains.emplace_back();
    one.life_domain = static_cast<LifeDomain>(i + 1);
    one.first = first.scores[i];
    one.last = last.scores[i];
    if (previous != nullptr) one.previous = previous->scores[i];
    progress.improved += one.last > one.first;
    progress.worsened += one.last < one.first;
    progress.below_three += one.last < kBarelyEnough;
  }
  return progress;
}

}  // namespace boulevard::guidance::domain
