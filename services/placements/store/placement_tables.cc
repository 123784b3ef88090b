#include "absl/strings/str_cat.h"
#include "services/placements/store/booking_kinds.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/booking_tables.h"
#include "services/runtime/events/event.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::store {
namespace {

using domain::PageOf;
using domain::Placement;
using domain::PlacementState;
using domain::Uuid;
using runtime::AbslView;
using runtime::db::Param;
using runtime::db::Row;

constexpr std::string_view kSelectPlacement =
    "SELECT s.id, s.place_id, p.provider_id, s.application_id, s.young_person_id, s.resident_kind, s.state, "
    "s.starts_on, s.ends_on, s.departure_reason, s.departure_destination, s.transferred_to, "
    "s.transferred_from, s.created_at, s.blocked_since, s.blocked_cause FROM placements s JOIN places p ON "
    "p.id = s.place_id";

Placement PlacementOf(const Row& row) {
  return {.id = row.Id(0),
          .place_id = row.Id(1),
          .provider_id = row.Id(2),
          .application_id = row.Id(3),
          .young_person_id = row.Id(4),
          .resident_kind = WordOf<domain::ResidentKind>(row, 5),
          .state = WordOf<PlacementState>(row, 6),
          .period = {row.Day(7), row.Day(8)},
          .departure_reason = OptionalWordOf<domain::DepartureReason>(row, 9),
          .departure_destination = OptionalWordOf<domain::DepartureDestination>(row, 10),
          .transferred_to = row.OptionalId(11),
          .transferred_from = row.OptionalId(12),
          .created_at = row.Time(13),
          .blocked_since = row.OptionalDay(14),
          .blocked_cause = OptionalWordOf<domain::BlockedCause>(row, 15)};
}

}  // namespace

absl::StatusOr<Placement> MysqlBookingTables::GetPlacement(const Uuid& id) {
  return QueryById(session_, kSelectPlacement, "s.id", id, "placement", PlacementOf);
}

absl::StatusOr<PageOf<Placement>> MysqlBookingTables::ListPlacements(const domain::PlacementFilter& filter,
                                                                     const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("s.id > ?", page.after);
  conditions.AddIf("p.provider_id = ?", filter.provider_id);
  conditions.AddIf("s.place_id = ?", filter.place_id);
  if (filter.state) conditions.Add("s.state = ?", Word(*filter.state));
  return QueryPage(session_, kSelectPlacement, std::move(conditions), "s.id", page.size, PlacementOf);
}

absl::StatusOr<std::vector<Placement>> MysqlBookingTables::RunningPlacementsOf(const Uuid& young_person_id) {
  static const std::string sql = absl::StrCat(
      AbslView(kSelectPlacement), " WHERE s.young_person_id = ? AND s.state IN (?, ?) ORDER BY s.starts_on");
  const Param params[] = {young_person_id, Word(PlacementState::kConfirmed), Word(PlacementState::kArrived)};
  return QueryAll(session_, sql, params, PlacementOf);
}

absl::StatusOr<std::optional<Placement>> MysqlBookingTables::ArrivedPlacementIn(const Uuid& place_id) {
  static const std::string sql =
      absl::StrCat(AbslView(kSelectPlacement), " WHERE s.place_id = ? AND s.state = ?");
  const Param params[] = {place_id, Word(PlacementState::kArrived)};
  ASSIGN_OR_RETURN(std::vector<Placement> arrived, QueryAll(session_, sql, params, PlacementOf));
  if (arrived.empty()) return std::nullopt;
  return std::move(arrived.front());
}

absl::Status MysqlBookingTables::Insert(const Placement& placement) {
  RETURN_IF_ERROR(
      session_
          .Execute(
              "INSERT INTO placements (id, place_id, application_id, young_person_id, resident_kind, state, "
              "starts_on, ends_on, departure_reason, departure_destination, transferred_to, "
              "transferred_from, created_at, blocked_since, blocked_cause) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {placement.id, placement.place_id, placement.application_id, placement.young_person_id,
               Word(placement.resident_kind), Word(placement.state), placement.period.from,
               placement.period.until, WordOrNull(placement.departure_reason),
               WordOrNull(placement.departure_destination), placement.transferred_to,
               placement.transferred_from, placement.created_at, placement.blocked_since,
               WordOrNull(placement.blocked_cause)})
          .status());
  return runtime::events::Write(session_, kPlacementChanged, placement.id);
}

absl::Status MysqlBookingTables::Update(const Placement& placement) {
  RETURN_IF_ERROR(FoundOne(
      session_.Execute("UPDATE placements SET state = ?, ends_on = ?, departure_reason = ?, "
                       "departure_destination = ?, transferred_to = ?, blocked_since = ?, blocked_cause = ? "
                       "WHERE id = ?",
                       {Word(placement.state), placement.period.until, WordOrNull(placement.departure_reason),
                        WordOrNull(placement.departure_destination), placement.transferred_to,
                        placement.blocked_since, WordOrNull(placement.blocked_cause), placement.id}),
      "placement", placement.id.ToString()));
  return runtime::events::Write(session_, kPlacementChanged, placement.id);
}

}  // namespace boulevard::placements::store
