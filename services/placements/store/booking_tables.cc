#include "services/placements/store/booking_tables.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/placements/store/availability_kinds.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/free_period_rows.h"
#include "services/placements/store/stock_rows.h"
#include "services/runtime/events/event.h"
#include "services/runtime/time/clock.h"

// Locks, what takes a place, and when it is free; each of the other things has a file of its own.
namespace boulevard::placements::store {
namespace {

using domain::Day;
using domain::FreePeriod;
using domain::Occupancy;
using domain::OccupancySource;
using domain::Place;
using domain::ResidentKind;
using domain::Unit;
using domain::Uuid;
using runtime::db::Param;
using runtime::db::Row;

// More rows than a place ever has, in one statement; few different statements.
constexpr size_t kFreePeriodsInOneInsert = 16;

std::vector<Uuid> Sorted(std::span<const Uuid> ids) {
  std::vector<Uuid> sorted(ids.begin(), ids.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::string SelectPlace() {
  return std::string("SELECT ").append(kPlaceColumns).append(" FROM places p");
}

constexpr char kSelectOccupancy[] =
    "SELECT place_id, unit_id, source_id, source, starts_on, ends_on, busy_until, planned, resident_kind "
    "FROM occupancies";

Occupancy OccupancyOf(const Row& row) {
  return {.place_id = row.Id(0),
          .unit_id = row.Id(1),
          .source_id = row.Id(2),
          .source = WordOf<OccupancySource>(row, 3),
          .period = {row.Day(4), row.Day(5)},
          .busy_until = row.Day(6),
          .planned = row.Bool(7),
          .resident_kind = OptionalWordOf<ResidentKind>(row, 8)};
}

}  // namespace

absl::StatusOr<std::vector<Place>> MysqlBookingTables::LockPlaces(std::span<const Uuid> ids) {
  static const std::string sql = SelectPlace() + " WHERE p.id = ? FOR UPDATE";
  std::vector<Place> places;
  // One by one: the server locks the rows of an IN list in an order of its own.
  for (const Uuid& id : Sorted(ids)) {
    ASSIGN_OR_RETURN(const int64_t found,
                     session_.Query(sql, {id}, [&](const Row& row) { places.push_back(PlaceOf(row)); }));
    if (found == 0) return runtime::NoSuch("place", id.ToString());
  }
  return places;
}

absl::StatusOr<std::vector<Place>> MysqlBookingTables::LockPlacesOfUnit(const Uuid& unit_id) {
  std::vector<Uuid> ids;
  RETURN_IF_ERROR(session_
                      .Query("SELECT id FROM places WHERE unit_id = ?", {unit_id},
                             [&](const Row& row) { ids.push_back(row.Id(0)); })
                      .status());
  return LockPlaces(ids);
}

absl::StatusOr<std::vector<Unit>> MysqlBookingTables::LockUnits(std::span<const Uuid> ids) {
  static const std::string select =
      std::string("SELECT ").append(kUnitColumns) + " FROM units u JOIN facilities f ON f.id = u.facility_id";
  std::vector<Unit> units;
  for (const Uuid& id : Sorted(ids)) {
    // Alone: locked together with its facility, every unit of that facility would wait.
    RETURN_IF_ERROR(
        session_.Query("SELECT id FROM units WHERE id = ? FOR UPDATE", {id}, [](const Row&) {}).status());
    ASSIGN_OR_RETURN(Unit unit, QueryById(session_, select, "u.id", id, "unit", UnitOf));
    units.push_back(std::move(unit));
  }
  return units;
}

absl::Status MysqlBookingTables::LockResident(const Uuid& young_person_id) {
  // Locks by writing: a certification-based cluster sees only what is written.
  return FoundOne(session_.Execute("UPDATE residents SET version = version + 1 WHERE young_person_id = ?",
                                   {young_person_id}),
                  "young person", young_person_id.ToString());
}

absl::Status MysqlBookingTables::BumpPlace(const Uuid& id) {
  return session_.Execute("UPDATE places SET version = version + 1 WHERE id = ?", {id}).status();
}

absl::Status MysqlBookingTables::BumpUnit(const Uuid& id) {
  return session_.Execute("UPDATE units SET version = version + 1 WHERE id = ?", {id}).status();
}

absl::StatusOr<std::vector<Occupancy>> MysqlBookingTables::OccupanciesOfPlace(const Uuid& place_id,
                                                                              Day after) {
  static const std::string sql =
      absl::StrCat(kSelectOccupancy, " WHERE place_id = ? AND busy_until > ? ORDER BY starts_on");
  const Param params[] = {place_id, after};
  return QueryAll(session_, sql, params, OccupancyOf);
}

absl::StatusOr<std::vector<Occupancy>> MysqlBookingTables::OccupanciesOfUnit(const Uuid& unit_id, Day after) {
  static const std::string sql =
      absl::StrCat(kSelectOccupancy, " WHERE unit_id = ? AND busy_until > ? ORDER BY starts_on");
  const Param params[] = {unit_id, after};
  return QueryAll(session_, sql, params, OccupancyOf);
}

absl::Status MysqlBookingTables::Insert(const Occupancy& occupancy) {
  return session_
      .Execute(
          "INSERT INTO occupancies (place_id, unit_id, source_id, source, starts_on, ends_on, busy_until, "
          "planned, resident_kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {occupancy.place_id, occupancy.unit_id, occupancy.source_id, Word(occupancy.source),
           occupancy.period.from, occupancy.period.until, occupancy.busy_until, occupancy.planned,
           WordOrNull(occupancy.resident_kind)})
      .status();
}

absl::Status MysqlBookingTables::Update(const Occupancy& occupancy) {
  return FoundOne(
      session_.Execute("UPDATE occupancies SET ends_on = ?, busy_until = ?, planned = ? WHERE place_id = ? "
                       "AND source_id = ?",
                       {occupancy.period.until, occupancy.busy_until, occupancy.planned, occupancy.place_id,
                        occupancy.source_id}),
      "occupancy", occupancy.source_id.ToString());
}

absl::Status MysqlBookingTables::DeleteOccupancy(const Uuid& place_id, const Uuid& source_id) {
  return session_
      .Execute("DELETE FROM occupancies WHERE place_id = ? AND source_id = ?", {place_id, source_id})
      .status();
}

absl::Status MysqlBookingTables::ReplaceFreePeriods(const Place& place, std::span<const FreePeriod> periods) {
  RETURN_IF_ERROR(session_.Execute(kDeleteFreePeriods, {place.id}).status());
  const std::vector<FreePeriod> ordered = InPositionOrder({periods.begin(), periods.end()});
  for (size_t first = 0; first < ordered.size(); first += kFreePeriodsInOneInsert) {
    const size_t last = std::min(first + kFreePeriodsInOneInsert, ordered.size());
    std::vector<Param> params;
    for (size_t i = first; i < last; ++i) {
      const auto row = FreePeriodParams(place, ordered[i], static_cast<int>(i));
      params.insert(params.end(), row.begin(), row.end());
    }
    const std::string sql = std::string(kInsertFreePeriods) + Repeated(kFreePeriodRow, last - first);
    RETURN_IF_ERROR(session_.Execute(sql, params).status());
  }
  return runtime::events::Write(session_, kPlaceAvailability, place.id);
}

absl::StatusOr<std::vector<domain::Sharer>> MysqlBookingTables::SharersOf(const Uuid& unit_id,
                                                                          absl::Time now) {
  static const std::string sql =
      std::string("SELECT s.young_person_id, o.starts_on, ")
          .append(kStayEnds)
          .append(
              " FROM occupancies o JOIN placements s ON s.id = o.source_id WHERE o.unit_id = ? AND o.source "
              "= 'placement' UNION ALL SELECT a.young_person_id, o.starts_on, o.ends_on FROM occupancies o "
              "JOIN offers f ON f.id = o.source_id JOIN applications a ON a.id = f.application_id WHERE "
              "o.unit_id = ? AND o.source = 'offer' AND f.expires_at > ?");
  const Param params[] = {runtime::TodayIn(now), unit_id, unit_id, now};
  return QueryAll(session_, sql, params, [](const Row& row) {
    return domain::Sharer{row.Id(0), {row.Day(1), row.Day(2)}};
  });
}

absl::StatusOr<std::vector<Place>> MysqlBookingTables::PlacesOfUnit(const Uuid& unit_id) {
  static const std::string sql = SelectPlace() + " WHERE p.unit_id = ? ORDER BY p.id";
  const Param param = unit_id;
  return QueryAll(session_, sql, std::span(&param, 1), PlaceOf);
}

absl::Status MysqlBookingTables::CountResident(const Uuid& unit_id, ResidentKind kind, int difference) {
  std::string column(Word(kind));
  std::replace(column.begin(), column.end(), '-', '_');
  const std::string sql =
      "UPDATE units SET residents_" + column + " = residents_" + column + " + ? WHERE id = ?";
  RETURN_IF_ERROR(FoundOne(session_.Execute(sql, {difference, unit_id}), "unit", unit_id.ToString()));
  return runtime::events::Write(session_, kUnitChanged, unit_id);
}

}  // namespace boulevard::placements::store
