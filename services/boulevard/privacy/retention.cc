#include "services/boulevard/privacy/retention.h"

#include <limits>
#include <ostream>
#include <vector>

#include "absl/time/clock.h"
#include "services/runtime/status/macros.h"

namespace boulevard::privacy {
namespace {

using guidance::domain::ClosedDossier;
using guidance::domain::Retention;

constexpr absl::Duration kListTime = absl::Minutes(5);
constexpr absl::Duration kBatchTime = absl::Minutes(5);
constexpr int kBatch = 100;

}  // namespace

absl::Status ListDueDossiers(const Retention& retention, std::ostream& out) {
  ASSIGN_OR_RETURN(const std::vector<ClosedDossier> due,
                   retention.ListDue(std::numeric_limits<int>::max(), absl::Now() + kListTime));
  for (const ClosedDossier& dossier : due) {
    out << dossier.young_person_id.ToString() << "  closed " << dossier.closed_on << "  due "
        << retention.DueOn(dossier) << "\n";
  }
  out << due.size() << " closed dossiers are due to be anonymised" << std::endl;
  return absl::OkStatus();
}

absl::Status AnonymiseDueDossiers(const Retention& retention, std::ostream& out) {
  int64_t all = 0;
  for (int some = kBatch; some == kBatch; all += some) {
    ASSIGN_OR_RETURN(some, retention.AnonymiseDue(kBatch, absl::Now() + kBatchTime));
  }
  ASSIGN_OR_RETURN(const int64_t left, retention.CountDue(absl::Now() + kListTime));
  out << all << " closed dossiers are anonymised";
  if (left > 0) out << ", " << left << " are in use and left for the next time";
  out << std::endl;
  return absl::OkStatus();
}

}  // namespace boulevard::privacy
