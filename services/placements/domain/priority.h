#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PRIORITY_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PRIORITY_H_

#include <array>

#include "absl/time/time.h"
#include "services/placements/domain/application.h"
#include "services/placements/domain/rule_set.h"

// How soon an application comes in turn, as a sum of named parts.
namespace boulevard::placements::domain {

inline constexpr std::array kAllPriorityParts = {PriorityPart::kUrgency, PriorityPart::kWeeksWaiting,
                                                 PriorityPart::kStepDown, PriorityPart::kRelapseReturn,
                                                 PriorityPart::kHomelessNow};

struct Priority {
  std::array<int, kAllPriorityParts.size()> points{};  // in the order of kAllPriorityParts
  int Total() const;
  friend bool operator==(const Priority&, const Priority&) = default;
};

// Whole weeks on the list; 0 when it is on none.
int WeeksWaiting(const Application& application, absl::Time at);

// Pure, and cheap enough to ask for everybody.
Priority PriorityOf(const Application& application, const PriorityWeights& weights, absl::Time at);

// On a list that everyone reads from the top: the more points the earlier, then the longer on the list, then
// by id.
struct ListPosition {
  int points = 0;
  absl::Time waiting_since;
  Uuid id;
};
bool ComesBefore(const ListPosition& one, const ListPosition& other);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PRIORITY_H_
