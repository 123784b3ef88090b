#include "services/placements/store/booking_sql.h"
#include "services/placements/store/booking_tables.h"

namespace boulevard::placements::store {
namespace {

using domain::Closure;
using domain::PageOf;
using domain::Uuid;
using runtime::db::Row;

constexpr std::string_view kSelectClosure =
    "SELECT c.id, c.place_id, c.starts_on, c.ends_on, c.reason, c.payer, c.note, c.cancelled FROM closures c "
    "JOIN places p ON p.id = c.place_id";

Closure ClosureOf(const Row& row) {
  return {.id = row.Id(0),
          .place_id = row.Id(1),
          .period = {row.Day(2), row.Day(3)},
          .reason = WordOf<domain::ClosureReason>(row, 4),
          .payer = WordOf<domain::ClosurePayer>(row, 5),
          .note = row.String(6),
          .cancelled = row.Bool(7)};
}

}  // namespace

absl::StatusOr<Closure> MysqlBookingTables::GetClosure(const Uuid& id) {
  return QueryById(session_, kSelectClosure, "c.id", id, "closure", ClosureOf);
}

absl::StatusOr<PageOf<Closure>> MysqlBookingTables::ListClosures(const domain::ClosureFilter& filter,
                                                                 const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("c.id > ?", page.after);
  conditions.AddIf("p.provider_id = ?", filter.provider_id);
  conditions.AddIf("c.place_id = ?", filter.place_id);
  conditions.AddIf("p.facility_id = ?", filter.facility_id);
  return QueryPage(session_, kSelectClosure, std::move(conditions), "c.id", page.size, ClosureOf);
}

absl::Status MysqlBookingTables::Insert(const Closure& closure) {
  return session_
      .Execute(
          "INSERT INTO closures (id, place_id, starts_on, ends_on, reason, payer, note, cancelled) VALUES "
          "(?, ?, ?, ?, ?, ?, ?, ?)",
          {closure.id, closure.place_id, closure.period.from, closure.period.until, Word(closure.reason),
           Word(closure.payer), closure.note, closure.cancelled})
      .status();
}

absl::Status MysqlBookingTables::Update(const Closure& closure) {
  return FoundOne(
      session_.Execute(
          "UPDATE closures SET ends_on = ?, reason = ?, payer = ?, note = ?, cancelled = ? WHERE id = ?",
          {closure.period.until, Word(closure.reason), Word(closure.payer), closure.note, closure.cancelled,
           closure.id}),
      "closure", closure.id.ToString());
}

}  // namespace boulevard::placements::store
