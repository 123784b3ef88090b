#include "services/guidance/service/retention_options.h"

#include "absl/strings/str_cat.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance {
namespace {

using runtime::Period;

constexpr int kFewestDays = 2;

absl::StatusOr<Period> PeriodOf(const char* flag, const std::string& text) {
  absl::StatusOr<Period> period = Period::Parse(text);
  if (period.ok()) return period;
  return absl::InvalidArgumentError(absl::StrCat(flag, " ", period.status().message()));
}

}  // namespace

absl::StatusOr<RetentionPeriods> RetentionPeriods::Parse(const RetentionOptions& options) {
  ASSIGN_OR_RETURN(const Period closed_dossiers, PeriodOf("--keep-closed-dossiers", options.closed_dossiers));
  ASSIGN_OR_RETURN(const Period access_log, PeriodOf("--keep-access-log", options.access_log));
  const absl::CivilDay any(2026, 1, 1);
  if (closed_dossiers.After(any) < any + kFewestDays) {
    return absl::InvalidArgumentError("--keep-closed-dossiers takes 2d or more");
  }
  return RetentionPeriods{.closed_dossiers = closed_dossiers, .access_log = access_log};
}

}  // namespace boulevard::guidance
