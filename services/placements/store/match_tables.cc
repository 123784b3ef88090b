#include "services/placements/store/match_tables.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/placements/domain/quota.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/stock_rows.h"
#include "services/runtime/time/clock.h"

// Who and what is matched; proposals have a file of their own.
namespace boulevard::placements::store {
namespace {

using domain::Occupancy;
using domain::Occupant;
using domain::OpenGroup;
using domain::OpenGroupFilter;
using domain::OpenPlace;
using domain::Period;
using domain::ResidentKind;
using domain::ResidentKinds;
using domain::UnitRoom;
using domain::Uuid;
using runtime::db::Param;
using runtime::db::Row;

constexpr std::string_view kOpenPlaceColumns =
    "f.place_id, f.unit_id, f.facility_id, f.provider_id, f.programme_id, f.district, f.place_name, "
    "f.rent_cents, f.is_furnished, f.is_accessible, f.is_self_contained, f.audience, u.name, a.name, "
    "p.version";
constexpr std::string_view kJoinShownOfPlace =
    " JOIN units u FORCE INDEX (PRIMARY) ON u.id = f.unit_id"
    " JOIN facilities a FORCE INDEX (PRIMARY) ON a.id = f.facility_id"
    " JOIN places p FORCE INDEX (PRIMARY) ON p.id = f.place_id";
// Free in the whole period: its first and its last parameter are the first day and the day after the last.
constexpr std::string_view kOpen = "f.expected = 0 AND f.free_from <= ? AND f.free_until >= ?";
constexpr std::string_view kInGroup =
    " FROM free_periods f FORCE INDEX (for_matches) WHERE f.programme_id = ? AND f.expected = 0 AND "
    "f.audience = ? AND f.district = ? AND f.is_self_contained = ? AND f.is_accessible = ? AND f.rent_cents "
    "BETWEEN ? AND ? AND f.free_from <= ? AND f.free_until >= ?";
// Of the rows of a place that has several, the first, and only when none of them has that kind.
constexpr std::string_view kClosedToKind =
    " AND NOT EXISTS (SELECT 1 FROM free_periods e WHERE e.expected = 0 AND e.place_id = f.place_id AND "
    "e.free_from <= ? AND e.free_until >= ? AND (e.audience & ? <> 0 OR e.position < f.position))";
// Bit 0 of an audience is for those who name no kind, the kinds are above it.
constexpr int kAudienceOfKinds = 1;

OpenPlace OpenPlaceOf(const Row& row) {
  return {.place = {.id = row.Id(0),
                    .unit_id = row.Id(1),
                    .facility_id = row.Id(2),
                    .provider_id = row.Id(3),
                    .programme_id = row.String(4),
                    .district = row.String(5),
                    .name = row.String(6),
                    .rent_cents = static_cast<int>(row.Int(7)),
                    .furnished = row.Bool(8),
                    .accessible = row.Bool(9),
                    .self_contained = row.Bool(10)},
          .unit_name = row.String(12),
          .facility_name = row.String(13),
          .kinds = ResidentKinds::FromBits(static_cast<int>(row.Int(11)) >> kAudienceOfKinds),
          .version = row.Int(14)};
}

// In a unit with quotas a place has a row for each of several sets of kinds.
std::vector<OpenPlace> OncePerPlace(std::vector<OpenPlace> rows) {
  std::vector<OpenPlace> places;
  for (OpenPlace& row : rows) {
    if (places.empty() || places.back().place.id != row.place.id) {
      places.push_back(std::move(row));
    } else {
      places.back().kinds = ResidentKinds::FromBits(places.back().kinds.bits() | row.kinds.bits());
    }
  }
  return places;
}

int AudienceOf(ResidentKind kind) {
  ResidentKinds kinds;
  kinds.Add(kind);
  return kinds.bits() << kAudienceOfKinds;
}

// Which of a group are asked for, and the parameters of that; they refer to programme, group and filter.
struct InGroup {
  InGroup(const std::string& programme_id, const OpenGroup& group, const OpenGroupFilter& filter)
      : text(kInGroup), params{programme_id,
                               (group.listed ? 1 : 0) | group.kinds.bits() << kAudienceOfKinds,
                               group.district,
                               group.self_contained,
                               group.accessible,
                               filter.rent.least,
                               filter.rent.most,
                               filter.period.from,
                               filter.period.until} {
    if (!filter.closed_to) return;
    text.append(kClosedToKind);
    params.insert(params.end(), {filter.period.from, filter.period.until, AudienceOf(*filter.closed_to)});
  }
  std::string text;
  std::vector<Param> params;
};

// Of the programme when it is not empty.
Conditions OpenIn(const std::string& programme_id, const Period& period) {
  Conditions where;
  where.Add("f.expected = ?", false);
  where.AddIf("f.programme_id = ?", programme_id);
  where.Add("f.free_from <= ?", period.from);
  where.Add("f.free_until >= ?", period.until);
  return where;
}

}  // namespace

absl::StatusOr<std::vector<OpenPlace>> MysqlMatchTables::OpenPlaces(const std::string& programme_id,
                                                                    const Period& period, int limit) {
  Conditions where = OpenIn(programme_id, period);
  const std::string sql = std::string("SELECT STRAIGHT_JOIN ")
                              .append(kOpenPlaceColumns)
                              .append(" FROM free_periods f")
                              .append(kJoinShownOfPlace)
                              .append(where.text())
                              .append(" ORDER BY f.place_id LIMIT ?");
  // A place has no more rows than there are sets of kinds.
  where.params().push_back((limit + 1) * static_cast<int>(domain::kAllResidentKinds.size()));
  ASSIGN_OR_RETURN(std::vector<OpenPlace> rows, QueryAll(session_, sql, where.params(), OpenPlaceOf));
  std::vector<OpenPlace> places = OncePerPlace(std::move(rows));
  if (places.size() > static_cast<size_t>(limit)) places.resize(static_cast<size_t>(limit) + 1);
  return places;
}

absl::StatusOr<int> MysqlMatchTables::CountOpenPlaces(const std::string& programme_id, const Period& period) {
  Conditions where = OpenIn(programme_id, period);
  int count = 0;
  RETURN_IF_ERROR(session_
                      .Query("SELECT COUNT(DISTINCT f.place_id) FROM free_periods f" + where.text(),
                             where.params(), [&](const Row& row) { count = static_cast<int>(row.Int(0)); })
                      .status());
  return count;
}

absl::StatusOr<std::vector<UnitRoom>> MysqlMatchTables::RoomInUnits(const std::string& programme_id,
                                                                    const Period& period) {
  Conditions where = OpenIn(programme_id, period);
  const std::string units = " FROM units u JOIN (SELECT DISTINCT f.unit_id FROM free_periods f" +
                            where.text() + ") w ON w.unit_id = u.id";
  const std::string with_quotas = " WHERE u.quota_student IS NOT NULL";
  std::map<Uuid, UnitRoom> rooms;
  RETURN_IF_ERROR(session_
                      .Query("SELECT u.id, u.quota_young_person, u.quota_status_holder, u.quota_student" +
                                 units + with_quotas,
                             where.params(),
                             [&](const Row& row) {
                               rooms[row.Id(0)] = {row.Id(0), KindCountsOf(row, 1)};
                             })
                      .status());
  std::vector<Param> params = where.params();
  params.insert(params.end(), {period.from, period.until});
  std::map<Uuid, std::vector<Occupancy>> taken;
  RETURN_IF_ERROR(session_
                      .Query("SELECT o.unit_id, o.resident_kind, o.starts_on, o.ends_on, o.source_id" +
                                 units + " JOIN occupancies o ON o.unit_id = u.id" + with_quotas +
                                 " AND o.resident_kind IS NOT NULL AND o.ends_on > ? AND o.starts_on < ?",
                             params,
                             [&](const Row& row) {
                               taken[row.Id(0)].push_back({.source_id = row.Id(4),
                                                           .period = {row.Day(2), row.Day(3)},
                                                           .resident_kind = WordOf<ResidentKind>(row, 1)});
                             })
                      .status());
  std::vector<UnitRoom> found;
  for (auto& [id, of_unit] : rooms) {
    for (const ResidentKind kind : domain::kAllResidentKinds) {
      of_unit.room[kind] = std::max(0, of_unit.room[kind] - MostAtOnce(taken[id], kind, period));
    }
    found.push_back(of_unit);
  }
  return found;
}

absl::StatusOr<std::vector<Occupant>> MysqlMatchTables::WhereTheyLive(std::span<const Uuid> young_person_ids,
                                                                      const Period& period, absl::Time now) {
  static const std::string sql =
      std::string(
          "SELECT o.unit_id FROM placements s JOIN occupancies o ON o.place_id = s.place_id AND o.source_id "
          "= "
          "s.id WHERE s.young_person_id = ? AND o.starts_on < ? AND ")
          .append(kStayEnds)
          .append(
              " > ? UNION SELECT o.unit_id FROM applications a JOIN offers f ON f.application_id = a.id JOIN "
              "occupancies o ON o.place_id = f.place_id AND o.source_id = f.id WHERE a.young_person_id = ? "
              "AND o.starts_on < ? AND o.ends_on > ? AND f.expires_at > ?");
  std::vector<Occupant> occupants;
  // One by one: they are few, and the statement is prepared once.
  for (const Uuid& id : young_person_ids) {
    RETURN_IF_ERROR(
        session_
            .Query(sql,
                   {id, period.until, runtime::TodayIn(now), period.from, id, period.until, period.from, now},
                   [&](const Row& row) {
                     occupants.push_back({id, row.Id(0)});
                   })
            .status());
  }
  return occupants;
}

absl::StatusOr<std::vector<OpenGroup>> MysqlMatchTables::OpenGroups(const std::string& programme_id) {
  const Param param = programme_id;
  // Grouped by every column from the first on: so the server skips from group to group along the index.
  return QueryAll(session_,
                  "SELECT audience, district, is_self_contained, is_accessible, MIN(rent_cents), "
                  "MAX(rent_cents) FROM free_periods WHERE programme_id = ? AND expected = 0 GROUP BY "
                  "programme_id, expected, audience, district, is_self_contained, is_accessible",
                  std::span(&param, 1), [](const Row& row) {
                    const int audience = static_cast<int>(row.Int(0));
                    return OpenGroup{.kinds = ResidentKinds::FromBits(audience >> kAudienceOfKinds),
                                     .listed = (audience & 1) != 0,
                                     .district = row.String(1),
                                     .self_contained = row.Bool(2),
                                     .accessible = row.Bool(3),
                                     .rent = {static_cast<int>(row.Int(4)), static_cast<int>(row.Int(5))}};
                  });
}

absl::StatusOr<std::vector<OpenPlace>> MysqlMatchTables::CheapestOpenPlaces(const std::string& programme_id,
                                                                            const OpenGroup& group,
                                                                            const OpenGroupFilter& filter,
                                                                            int limit) {
  InGroup wanted(programme_id, group, filter);
  wanted.params.push_back(limit);
  // The keys first: what is shown beside is looked up only for those.
  const std::string sql = std::string("SELECT STRAIGHT_JOIN ")
                              .append(kOpenPlaceColumns)
                              .append(" FROM (SELECT f.place_id, f.position")
                              .append(wanted.text)
                              .append(
                                  " ORDER BY f.rent_cents, f.place_id LIMIT ?) k JOIN free_periods f ON "
                                  "f.expected = 0 AND f.place_id = k.place_id AND f.position = k.position")
                              .append(kJoinShownOfPlace)
                              .append(" ORDER BY f.rent_cents, f.place_id");
  return QueryAll(session_, sql, wanted.params, OpenPlaceOf);
}

absl::StatusOr<int> MysqlMatchTables::CountOpenPlacesOf(const std::string& programme_id,
                                                        const OpenGroup& group, const OpenGroupFilter& filter,
                                                        int limit) {
  InGroup wanted(programme_id, group, filter);
  wanted.params.push_back(limit);
  int count = 0;
  RETURN_IF_ERROR(session_
                      .Query("SELECT COUNT(*) FROM (SELECT 1" + wanted.text + " LIMIT ?) counted",
                             wanted.params, [&](const Row& row) { count = static_cast<int>(row.Int(0)); })
                      .status());
  return count;
}

absl::StatusOr<std::vector<OpenPlace>> MysqlMatchTables::OpenPlacesInUnit(const Uuid& unit_id,
                                                                          const Period& period) {
  // Of the unit's places, which lead to their free periods by key.
  static const std::string sql =
      std::string("SELECT STRAIGHT_JOIN ")
          .append(kOpenPlaceColumns)
          .append(" FROM places p JOIN free_periods f FORCE INDEX (PRIMARY) ON f.place_id = p.id AND ")
          .append(kOpen)
          .append(
              " JOIN units u ON u.id = p.unit_id JOIN facilities a ON a.id = p.facility_id WHERE "
              "p.unit_id = ? ORDER BY p.id");
  const Param params[] = {period.from, period.until, unit_id};
  ASSIGN_OR_RETURN(std::vector<OpenPlace> rows, QueryAll(session_, sql, params, OpenPlaceOf));
  return OncePerPlace(std::move(rows));
}

}  // namespace boulevard::placements::store
