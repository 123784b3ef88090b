#include "services/placements/domain/guidance_events.h"

#include <vector>

#include "services/placements/domain/readiness.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

constexpr char kSource[] = "guidance";

// The stay that they live in, as their readiness has it. One that is over keeps what it had.
absl::Status BlockStay(Tables& tables, const Uuid& young_person_id, const Readiness& readiness) {
  ASSIGN_OR_RETURN(std::vector<Placement> running, tables.bookings.RunningPlacementsOf(young_person_id));
  for (Placement& placement : running) {
    if (placement.state != PlacementState::kArrived) continue;
    SetBlocked(readiness, placement);
    RETURN_IF_ERROR(tables.readiness.SaveBlocked(placement));
  }
  return absl::OkStatus();
}

// Changes the readiness of the event's person, and their stay with it.
class ChangeByEvent {
 public:
  ChangeByEvent(Tables& tables, const GuidanceEvent& event) : tables_(tables), event_(event) {}

  absl::Status operator()(std::monostate) const { return absl::OkStatus(); }
  absl::Status operator()(const ReadinessDeclared& declared) const {
    return To([&](const Readiness& before) {
      return AfterDeclared(before, event_.sequence, declared.on, declared.cause);
    });
  }
  absl::Status operator()(const ReadinessCauseChanged& changed) const {
    return To(
        [&](const Readiness& before) { return AfterCauseChanged(before, event_.sequence, changed.cause); });
  }
  absl::Status operator()(const ReadinessWithdrawn&) const {
    return To([&](const Readiness& before) { return AfterWithdrawn(before, event_.sequence); });
  }
  absl::Status operator()(const PersonAnonymised&) const {
    return tables_.people.Anonymise(event_.young_person_id);
  }

 private:
  template <typename After>
  absl::Status To(After after) const {
    const Uuid& person = event_.young_person_id;
    // Someone who has no stay yet is remembered, too: theirs will be blocked from its first day.
    RETURN_IF_ERROR(tables_.applications.EnsureResident(person));
    ASSIGN_OR_RETURN(const Readiness before, tables_.readiness.ReadinessOf(person));
    const Readiness readiness = after(before);
    if (readiness == before) return absl::OkStatus();
    RETURN_IF_ERROR(tables_.readiness.SaveReadiness(person, readiness));
    return BlockStay(tables_, person, readiness);
  }

  Tables& tables_;
  const GuidanceEvent& event_;
};

}  // namespace

absl::Status ReceiveGuidanceEvent(Store& store, const GuidanceEvent& event, absl::Time deadline) {
  return store.InTransaction(deadline, [&](Tables& tables) -> absl::Status {
    ASSIGN_OR_RETURN(const bool is_new, tables.readiness.ReceiveEvent(kSource, event.sequence));
    if (!is_new) return absl::OkStatus();
    return std::visit(ChangeByEvent(tables, event), event.what);
  });
}

}  // namespace boulevard::placements::domain
