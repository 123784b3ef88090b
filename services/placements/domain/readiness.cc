#include "services/placements/domain/readiness.h"

#include <algorithm>

namespace boulevard::placements::domain {
namespace {

void SetSince(int64_t sequence, std::optional<Day> since, Readiness& readiness) {
  if (sequence <= readiness.since_sequence) return;
  readiness.since = since;
  readiness.since_sequence = sequence;
}

void SetCause(int64_t sequence, std::optional<BlockedCause> cause, Readiness& readiness) {
  if (sequence <= readiness.cause_sequence) return;
  readiness.cause = cause;
  readiness.cause_sequence = sequence;
}

}  // namespace

Readiness AfterDeclared(Readiness before, int64_t sequence, Day on, std::optional<BlockedCause> cause) {
  SetSince(sequence, on, before);
  SetCause(sequence, cause, before);
  return before;
}

Readiness AfterCauseChanged(Readiness before, int64_t sequence, std::optional<BlockedCause> cause) {
  SetCause(sequence, cause, before);
  return before;
}

Readiness AfterWithdrawn(Readiness before, int64_t sequence) {
  SetSince(sequence, std::nullopt, before);
  SetCause(sequence, std::nullopt, before);
  return before;
}

void SetBlocked(const Readiness& readiness, Placement& placement) {
  placement.blocked_since.reset();
  placement.blocked_cause.reset();
  if (!readiness.since) return;
  placement.blocked_since = std::max(*readiness.since, placement.period.from);
  placement.blocked_cause = readiness.cause;
}

}  // namespace boulevard::placements::domain
