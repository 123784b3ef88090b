#ifndef BOULEVARD_SERVICES_RUNTIME_TIME_PERIOD_H_
#define BOULEVARD_SERVICES_RUNTIME_TIME_PERIOD_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace boulevard::runtime {

// A length of time as laws and people give it: years, months or days of the calendar.
class Period {
 public:
  // "15y", "18m", "90d"; INVALID_ARGUMENT for anything else, and for none or more than a century.
  static absl::StatusOr<Period> Parse(std::string_view text);

  // The day on which what began on `day` is over. A day that its month does not have is the first of the
  // next.
  absl::CivilDay After(absl::CivilDay day) const;
  // The last day whose period is over on `today`.
  absl::CivilDay LastOver(absl::CivilDay today) const;

 private:
  Period(int years, int months, int days) : years_(years), months_(months), days_(days) {}

  int years_;
  int months_;
  int days_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_TIME_PERIOD_H_
