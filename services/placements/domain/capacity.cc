#include "services/placements/domain/capacity.h"

#include <algorithm>

namespace boulevard::placements::domain {

std::optional<int> ShownTo(runtime::Role role, int people) {
  const bool figures_only = role == runtime::Role::kMunicipality || role == runtime::Role::kProvider;
  return figures_only && people < kSmallestShownCount ? std::nullopt : std::optional(people);
}

int WaitingIn(std::span<const WaitingCount> waiting, const std::string& programme_id,
              const std::string& district) {
  int people = 0;
  for (const WaitingCount& group : waiting) {
    const auto& wished = group.districts;
    const bool would_live_there =
        wished.empty() || std::find(wished.begin(), wished.end(), district) != wished.end();
    if (group.programme_id == programme_id && would_live_there) people += group.count;
  }
  return people;
}

CapacityCode CapacityOf(int free, int waiting, bool closed, bool additional_assessment) {
  if (closed) return CapacityCode::kNoCapacity;
  if (free > waiting) {
    return additional_assessment ? CapacityCode::kAdditionalAssessmentRequired : CapacityCode::kCapacity;
  }
  return waiting > 0 ? CapacityCode::kWaitlist : CapacityCode::kNoCapacity;
}

}  // namespace boulevard::placements::domain
