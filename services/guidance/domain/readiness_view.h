#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESS_VIEW_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESS_VIEW_H_

#include <optional>
#include <vector>

#include "services/guidance/domain/figures.h"

// What scores, goals and days say of someone's readiness. It is shown beside what a mentor declares, and
// decides nothing.
namespace boulevard::guidance::domain {

struct ReadinessSignal {
  ReadinessSignalKind kind = ReadinessSignalKind::kAssessmentAgeDays;
  std::optional<int> value;  // nothing when it is not known: then it is not met
  int threshold = 0;
  SignalBound bound = SignalBound::kAtMost;
  bool needed = true;  // for the suggestion

  bool Met() const;
};

struct ReadinessView {
  std::vector<ReadinessSignal> signals;  // one of each kind, in their order

  // Every signal that is needed is met.
  bool SuggestsReady() const;
};

// As of the day of `daytime`; the plan is that which is not closed.
ReadinessView ViewOf(const AssessmentProgress& progress, const Daytime& daytime,
                     const std::optional<PlanFigures>& plan);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESS_VIEW_H_
