#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RETENTION_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RETENTION_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/time/clock.h"
#include "services/runtime/time/period.h"

namespace boulevard::guidance::domain {

// Anonymises the closed dossiers that have been kept for as long as they are kept, unless a legal hold
// stands. Any number of programs may do so at once.
class Retention {
 public:
  // Store and clock outlive it. `kept` counts from the day of closing.
  Retention(Store& store, const runtime::Clock& clock, const runtime::Period& kept)
      : store_(store), clock_(clock), kept_(kept) {}

  absl::StatusOr<int64_t> CountDue(absl::Time deadline) const;
  // At most `limit`.
  absl::StatusOr<std::vector<ClosedDossier>> ListDue(int limit, absl::Time deadline) const;
  Day DueOn(const ClosedDossier& dossier) const { return kept_.After(dossier.closed_on); }
  // At most `limit`, each in a transaction of its own; how many there were. Those that somebody has locked
  // are left for the next time.
  absl::StatusOr<int> AnonymiseDue(int limit, absl::Time deadline) const;

 private:
  Day ClosedUntil() const { return kept_.LastOver(runtime::Today(clock_)); }

  Store& store_;
  const runtime::Clock& clock_;
  const runtime::Period kept_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RETENTION_H_
