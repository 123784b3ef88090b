#include <algorithm>
#include <string>

#include "absl/container/btree_map.h"
#include "services/placements/store/availability_kinds.h"
#include "services/placements/store/availability_tables.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/stock_rows.h"
#include "services/runtime/events/event.h"

// What listeners to availability are told of: which places were touched, and how they are now.
namespace boulevard::placements::store {
namespace {

using domain::PlaceState;
using domain::ResidentKinds;
using domain::TouchedPlaces;
using domain::Uuid;
using runtime::db::Param;
using runtime::db::Row;
using runtime::events::Event;

// Of ids in one query; few different statements.
constexpr size_t kIdsInOneQuery = 32;
// More than so many are not named one by one.
constexpr size_t kMostNamed = 2000;

using Named = absl::btree_map<Uuid, bool>;  // with whether its details may have changed

struct Group {
  std::string_view kind;
  std::string_view places;  // a query for the places that it means
  bool details;
};

constexpr Group kGroups[] = {
    {kUnitChanged, "SELECT id FROM places WHERE unit_id = ?", false},
    {kFacilityChanged, "SELECT id FROM places WHERE facility_id = ?", true},
    {kProviderChanged, "SELECT id FROM places WHERE provider_id = ?", false},
    {kProgrammeChanged, "SELECT id FROM places WHERE programme_id = ?", true},
};

absl::Status AddPlaces(runtime::db::Session& session, const Event& event, Named& named) {
  if (event.kind == kPlaceAvailability || event.kind == kPlaceChanged) {
    named[event.subject] |= event.kind == kPlaceChanged;
    return absl::OkStatus();
  }
  const auto group = std::ranges::find(kGroups, event.kind, &Group::kind);
  if (group == std::end(kGroups)) return absl::OkStatus();  // not about availability
  const Param subject = event.payload.empty() ? Param(event.subject) : Param(event.payload);
  return session.Query(group->places, {subject}, [&](const Row& row) { named[row.Id(0)] |= group->details; })
      .status();
}

std::string StatesQuery() {
  return std::string("SELECT ")
      .append(kPlaceColumns)
      .append(
          ", u.name, a.name, r.name, u.places, u.residents_young_person, u.residents_status_holder, "
          "u.residents_student, g.resident_kinds, f.place_id IS NOT NULL, f.free_from, f.free_until, "
          "f.expected, f.audience FROM places p FORCE INDEX (PRIMARY) JOIN units u ON u.id = p.unit_id "
          "JOIN facilities a ON a.id = p.facility_id JOIN providers r ON r.id = p.provider_id "
          "JOIN programmes g ON g.id = p.programme_id LEFT JOIN free_periods f ON f.expected IN (0, 1) AND "
          "f.place_id = p.id WHERE p.id IN (")
      .append(Repeated("?", kIdsInOneQuery))
      .append(") ORDER BY p.id, f.position");
}

PlaceState StateOf(const Row& row) {
  PlaceState state{.place = PlaceOf(row),
                   .unit_name = row.String(14),
                   .facility_name = row.String(15),
                   .provider_name = row.String(16),
                   .programme_kinds = ResidentKinds::FromBits(static_cast<int>(row.Int(21)))};
  if (row.Int(17) > 1) state.unit_residents = KindCountsOf(row, 18);
  return state;
}

void AddPeriod(const Row& row, PlaceState& state) {
  if (!row.Bool(22)) return;
  const int audience = static_cast<int>(row.Int(26));
  state.periods.push_back({.period = {row.Day(23), row.Day(24)},
                           .expected = row.Bool(25),
                           .kinds = ResidentKinds::FromBits(audience >> 1),
                           .listed = (audience & 1) != 0});
}

}  // namespace

absl::StatusOr<int64_t> MysqlAvailabilityTables::NewestEvent() {
  return runtime::events::NewestSequence(session_);
}

absl::StatusOr<TouchedPlaces> MysqlAvailabilityTables::TouchedAfter(int64_t sequence, int limit) {
  ASSIGN_OR_RETURN(const std::vector<Event> events, runtime::events::EventsAfter(session_, sequence, limit));
  TouchedPlaces touched{.sequence = events.empty() ? sequence : events.back().sequence,
                        .more = events.size() == static_cast<size_t>(limit)};
  Named named;
  for (const Event& event : events) {
    touched.everything = event.kind == kStockLoaded || named.size() > kMostNamed;
    if (touched.everything) return touched;
    RETURN_IF_ERROR(AddPlaces(session_, event, named));
  }
  for (const auto& [id, details] : named) touched.places.push_back({id, details});
  return touched;
}

absl::StatusOr<std::vector<PlaceState>> MysqlAvailabilityTables::StatesOf(std::span<const Uuid> ids) {
  static const std::string sql = StatesQuery();
  std::vector<PlaceState> states;
  for (size_t first = 0; first < ids.size(); first += kIdsInOneQuery) {
    const auto some = ids.subspan(first, std::min(kIdsInOneQuery, ids.size() - first));
    std::vector<Param> params(some.begin(), some.end());
    params.resize(kIdsInOneQuery, params.back());
    RETURN_IF_ERROR(session_
                        .Query(sql, params,
                               [&](const Row& row) {
                                 if (states.empty() || states.back().place.id != row.Id(0)) {
                                   states.push_back(StateOf(row));
                                 }
                                 AddPeriod(row, states.back());
                               })
                        .status());
  }
  return states;
}

}  // namespace boulevard::placements::store
