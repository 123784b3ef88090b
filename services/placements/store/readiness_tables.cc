#include "services/placements/store/readiness_tables.h"

#include "services/placements/store/booking_sql.h"
#include "services/runtime/events/inbox.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::store {

using domain::Readiness;
using domain::Uuid;

absl::StatusOr<bool> MysqlReadinessTables::ReceiveEvent(std::string_view source, int64_t sequence) {
  return runtime::events::Receive(session_, source, sequence);
}

absl::StatusOr<Readiness> MysqlReadinessTables::ReadinessOf(const Uuid& young_person_id) {
  Readiness readiness;
  RETURN_IF_ERROR(session_
                      .Query("SELECT ready_on, ready_on_sequence, ready_cause, ready_cause_sequence "
                             "FROM residents WHERE young_person_id = ?",
                             {young_person_id},
                             [&](const runtime::db::Row& row) {
                               readiness = {.since = row.OptionalDay(0),
                                            .since_sequence = row.Int(1),
                                            .cause = OptionalWordOf<domain::BlockedCause>(row, 2),
                                            .cause_sequence = row.Int(3)};
                             })
                      .status());
  return readiness;
}

absl::Status MysqlReadinessTables::SaveReadiness(const Uuid& young_person_id, const Readiness& readiness) {
  return session_
      .Execute(
          "UPDATE residents SET ready_on = ?, ready_on_sequence = ?, ready_cause = ?, "
          "ready_cause_sequence = ? WHERE young_person_id = ?",
          {readiness.since, readiness.since_sequence, WordOrNull(readiness.cause), readiness.cause_sequence,
           young_person_id})
      .status();
}

absl::Status MysqlReadinessTables::SaveBlocked(const domain::Placement& placement) {
  return session_
      .Execute("UPDATE placements SET blocked_since = ?, blocked_cause = ? WHERE id = ?",
               {placement.blocked_since, WordOrNull(placement.blocked_cause), placement.id})
      .status();
}

}  // namespace boulevard::placements::store
