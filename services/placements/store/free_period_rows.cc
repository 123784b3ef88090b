#include "services/placements/store/free_period_rows.h"

#include <algorithm>

namespace boulevard::placements::store {

std::vector<domain::FreePeriod> InPositionOrder(std::vector<domain::FreePeriod> periods) {
  std::stable_partition(periods.begin(), periods.end(),
                        [](const domain::FreePeriod& period) { return !period.expected; });
  return periods;
}

}  // namespace boulevard::placements::store
