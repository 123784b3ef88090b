#include "services/placements/store/availability_sql.h"

#include <optional>
#include <string_view>

#include "services/placements/store/sql.h"

namespace boulevard::placements::store {
namespace {

using domain::AvailabilityFilter;
using domain::AvailablePlaceFilter;
using domain::ResidentKind;
using domain::ResidentKinds;
using domain::Uuid;
using runtime::db::Param;

constexpr std::string_view kPeriodColumns =
    "f.place_id, f.expected, f.position, f.free_from, f.free_until, f.unit_id, f.facility_id, f.provider_id, "
    "f.programme_id, f.district, f.place_name, f.rent_cents, f.is_furnished, f.is_accessible, "
    "f.is_self_contained";
constexpr std::string_view kShownBeside =
    ", u.name, a.name, r.name, u.places, u.residents_young_person, u.residents_status_holder, "
    "u.residents_student";
// Forced: of a table with few rows the optimizer would rather read the whole into a join buffer, and then
// sort every free period that there is.
constexpr std::string_view kJoinShownBeside =
    " JOIN units u FORCE INDEX (PRIMARY) ON u.id = f.unit_id"
    " JOIN facilities a FORCE INDEX (PRIMARY) ON a.id = f.facility_id"
    " JOIN providers r FORCE INDEX (PRIMARY) ON r.id = f.provider_id";
constexpr std::string_view kJoinProgrammes =
    " JOIN programmes g FORCE INDEX (PRIMARY) ON g.id = f.programme_id";

int KindBits(ResidentKind kind) {
  ResidentKinds kinds;
  kinds.Add(kind);
  return kinds.bits();
}

// See AudienceBits: bit 0 for those who name no kind.
int AudienceBit(const std::optional<ResidentKind>& kind) {
  return kind ? KindBits(*kind) << 1 : 1;
}

// Every index leads to the rows in the order of the list; the optimizer, left alone, sometimes reads and
// sorts a whole district instead.
std::string_view IndexFor(const AvailablePlaceFilter& filter) {
  if (filter.provider_id) return "by_provider";
  if (!filter.district.empty()) return "by_district";
  if (!filter.programme_id.empty()) return "by_programme";
  return "PRIMARY";
}

// FROM free_periods on: the periods that fit, expected or not.
struct Matching {
  std::string from;
  Conditions where;
};

Matching MatchingPeriods(const AvailablePlaceFilter& filter, const Uuid& after, bool expected) {
  Matching matching;
  matching.from = std::string(" FROM free_periods f FORCE INDEX (").append(IndexFor(filter)).append(")");
  if (filter.resident_kind) matching.from += kJoinProgrammes;
  Conditions& where = matching.where;
  where.Add("f.expected = ?", expected);
  where.Add("f.place_id > ?", after);
  where.Add("f.free_from <= ?", filter.period.from);
  where.Add("f.free_until >= ?", filter.period.until);
  where.Add("f.audience & ? <> 0", AudienceBit(filter.resident_kind));
  if (filter.resident_kind) where.Add("g.resident_kinds & ? <> 0", KindBits(*filter.resident_kind));
  where.AddIf("f.provider_id = ?", filter.provider_id);
  where.AddIf("f.programme_id = ?", filter.programme_id);
  where.AddIf("f.district = ?", filter.district);
  where.AddIf("f.rent_cents <= ?", filter.max_rent_cents);
  where.AddIf("f.is_accessible = ?", filter.accessible);
  where.AddIf("f.is_furnished = ?", filter.furnished);
  where.AddIf("f.is_self_contained = ?", filter.self_contained);
  return matching;
}

void Append(Query& query, const std::vector<Param>& params) {
  query.params.insert(query.params.end(), params.begin(), params.end());
}

// Two walks, each along its own part of the index, and the first of both: a place that is free and one that
// is expected stand far apart in the key.
Query WithExpected(const AvailablePlaceFilter& filter, const Uuid& after, int limit) {
  Query query{std::string("SELECT STRAIGHT_JOIN ").append(kPeriodColumns).append(kShownBeside) + " FROM ("};
  for (const bool expected : {false, true}) {
    Matching matching = MatchingPeriods(filter, after, expected);
    query.sql.append(expected ? " UNION ALL " : "")
        .append("(SELECT STRAIGHT_JOIN ")
        .append(kPeriodColumns)
        .append(matching.from)
        .append(matching.where.text())
        .append(" ORDER BY f.place_id, f.position LIMIT ?)");
    Append(query, matching.where.params());
    query.params.push_back(limit);
  }
  query.sql.append(") f").append(kJoinShownBeside).append(" ORDER BY f.place_id, f.position LIMIT ?");
  query.params.push_back(limit);
  return query;
}

// A place is counted once: by the first of its periods that counts. Positions put those that are not expected
// first, so that only a row further on has to look.
constexpr std::string_view kFirstThatCounts =
    "(f.position = 0 OR NOT EXISTS (SELECT 1 FROM free_periods e WHERE e.expected = 0 AND "
    "e.place_id = f.place_id AND e.position < f.position AND e.free_from <= ? AND e.free_until > ? AND "
    "e.audience & ? <> 0) AND NOT EXISTS (SELECT 1 FROM free_periods e WHERE e.expected = 1 AND "
    "e.place_id = f.place_id AND e.position < f.position AND e.free_from <= ? AND e.free_until > ? AND "
    "e.audience & ? <> 0))";

void AddShared(Conditions& where, const AvailabilityFilter& filter) {
  where.AddIf("f.programme_id = ?", filter.programme_id);
  where.AddIf("f.district = ?", filter.district);
  if (!filter.resident_kind) return;
  where.Add("f.programme_id IN (SELECT id FROM programmes WHERE resident_kinds & ? <> 0)",
            KindBits(*filter.resident_kind));
}

}  // namespace

Query AvailablePlacesQuery(const AvailablePlaceFilter& filter, const Uuid& after, int limit) {
  if (filter.include_expected) return WithExpected(filter, after, limit);
  Matching matching = MatchingPeriods(filter, after, false);
  Query query{std::string("SELECT STRAIGHT_JOIN ")
                  .append(kPeriodColumns)
                  .append(kShownBeside)
                  .append(matching.from)
                  .append(kJoinShownBeside)
                  .append(matching.where.text())
                  .append(" ORDER BY f.place_id, f.position LIMIT ?"),
              std::move(matching.where.params())};
  query.params.push_back(limit);
  return query;
}

Query AvailabilityCountQuery(const AvailabilityFilter& filter) {
  Conditions stock;
  stock.Add("f.withdrawn = ?", false);
  AddShared(stock, filter);
  Conditions free;
  const int audience = AudienceBit(filter.resident_kind);
  free.Add("f.free_from <= ?", filter.on);
  free.Add("f.free_until > ?", filter.on);
  free.Add("f.audience & ? <> 0", audience);
  AddShared(free, filter);
  Query query{std::string("SELECT p.programme_id, p.district, p.places, n.free, n.expected FROM "
                          "(SELECT f.programme_id, f.district, COUNT(*) places FROM places f "
                          "FORCE INDEX (for_counts)") +
              stock.text() +
              " GROUP BY f.programme_id, f.district) p LEFT JOIN (SELECT f.programme_id, f.district, "
              "SUM(f.expected = 0) free, SUM(f.expected = 1) expected FROM free_periods f "
              "FORCE INDEX (for_counts)" +
              free.text() + " AND " + std::string(kFirstThatCounts) +
              " GROUP BY f.programme_id, f.district) n ON n.programme_id = p.programme_id AND "
              "n.district = p.district ORDER BY p.programme_id, p.district"};
  Append(query, stock.params());
  Append(query, free.params());
  Append(query, {filter.on, filter.on, audience, filter.on, filter.on, audience});
  return query;
}

}  // namespace boulevard::placements::store
