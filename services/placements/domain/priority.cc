#include "services/placements/domain/priority.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace boulevard::placements::domain {
namespace {

constexpr absl::Duration kWeek = absl::Hours(7 * 24);

}  // namespace

int Priority::Total() const {
  return std::accumulate(points.begin(), points.end(), 0);
}

int WeeksWaiting(const Application& application, absl::Time at) {
  if (!application.waiting_since) return 0;
  return static_cast<int>(std::max<int64_t>(0, (at - *application.waiting_since) / kWeek));
}

Priority PriorityOf(const Application& application, const PriorityWeights& weights, absl::Time at) {
  const int steps_above_normal = static_cast<int>(application.urgency) - static_cast<int>(Urgency::kNormal);
  return {{steps_above_normal * weights.urgency, WeeksWaiting(application, at) * weights.week_waiting,
           application.step_down_from.empty() ? 0 : weights.step_down,
           application.relapse_return ? weights.relapse_return : 0,
           application.situation == Situation::kHomelessNow ? weights.homeless_now : 0}};
}

bool ComesBefore(const ListPosition& one, const ListPosition& other) {
  return std::tuple(-one.points, one.waiting_since, one.id) <
         std::tuple(-other.points, other.waiting_since, other.id);
}

}  // namespace boulevard::placements::domain
