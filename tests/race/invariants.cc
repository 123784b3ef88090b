#include "tests/race/invariants.h"

#include <algorithm>
#include <map>
#include <span>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::tests {
namespace {

using runtime::AbslView;
using runtime::db::Pool;
using runtime::db::Row;
using runtime::db::Session;

// A query for what breaks the invariant: its rows have one column of text.
struct Invariant {
  std::string_view name;
  std::string sql;
};

// Who takes a place on which days: stays that run, ran or will run, and open offers.
constexpr char kTaken[] = R"(
  WITH taken AS (
    SELECT p.id, p.place_id, places.unit_id, p.resident_kind, p.starts_on, p.ends_on
    FROM placements p JOIN places ON places.id = p.place_id
    WHERE p.state IN ('confirmed', 'arrived', 'departed') AND p.starts_on < p.ends_on
    UNION ALL
    SELECT o.id, o.place_id, places.unit_id, o.resident_kind, o.starts_on, o.ends_on
    FROM offers o JOIN places ON places.id = o.place_id
    WHERE o.state = 'open')
)";

std::vector<Invariant> Overlaps() {
  return {
      {"no two stays or offers in one place", absl::StrCat(kTaken, R"(
         SELECT CONCAT(HEX(a.place_id), ' from ', a.starts_on, ' and from ', b.starts_on)
         FROM taken a JOIN taken b ON a.place_id = b.place_id AND a.id < b.id
         WHERE a.starts_on < b.ends_on AND b.starts_on < a.ends_on)")},
      {"no stay or offer in a closed place", absl::StrCat(kTaken, R"(
         SELECT CONCAT(HEX(a.place_id), ' from ', a.starts_on, ', closed from ', c.starts_on)
         FROM taken a JOIN closures c ON a.place_id = c.place_id AND NOT c.cancelled
         WHERE a.starts_on < c.ends_on AND c.starts_on < a.ends_on)")},
      {"no two closures at once", R"(
         SELECT CONCAT(HEX(a.place_id), ' from ', a.starts_on, ' and from ', b.starts_on)
         FROM closures a JOIN closures b ON a.place_id = b.place_id AND a.id < b.id
         WHERE NOT a.cancelled AND NOT b.cancelled AND a.starts_on < b.ends_on AND b.starts_on < a.ends_on)"},
      {"turnaround days are kept", R"(
         SELECT CONCAT(HEX(a.place_id), ' from ', a.starts_on, ' and from ', b.starts_on)
         FROM occupancies a JOIN occupancies b ON a.place_id = b.place_id AND a.source_id < b.source_id
         WHERE a.source <> 'closure' AND b.source <> 'closure'
           AND a.starts_on < b.busy_until AND b.starts_on < a.busy_until)"},
      {"one resident at a time", R"(
         SELECT CONCAT(HEX(place_id), ': ', COUNT(*)) FROM placements WHERE state = 'arrived'
         GROUP BY place_id HAVING COUNT(*) > 1)"},
      {"nobody in two places", R"(
         SELECT CONCAT(HEX(a.young_person_id), ' from ', a.starts_on, ' and from ', b.starts_on)
         FROM placements a JOIN placements b ON a.young_person_id = b.young_person_id AND a.id < b.id
         WHERE a.state IN ('confirmed', 'arrived', 'departed') AND b.state IN ('confirmed', 'arrived', 'departed')
           AND a.starts_on < a.ends_on AND b.starts_on < b.ends_on
           AND a.starts_on < b.ends_on AND b.starts_on < a.ends_on)"},
  };
}

// A quota is at its fullest on a day when someone's stay begins.
std::vector<Invariant> Counts() {
  return {
      {"no quota broken on any day", absl::StrCat(kTaken, R"(
         SELECT CONCAT(HEX(a.unit_id), ' ', a.resident_kind, ' on ', a.starts_on, ': ', COUNT(*))
         FROM taken a
         JOIN taken b ON a.unit_id = b.unit_id AND a.resident_kind = b.resident_kind
                     AND b.starts_on <= a.starts_on AND a.starts_on < b.ends_on
         JOIN units u ON u.id = a.unit_id
         WHERE u.quota_student IS NOT NULL
         GROUP BY a.id, a.unit_id, a.resident_kind, a.starts_on
         HAVING COUNT(*) > MAX(CASE a.resident_kind WHEN 'young-person' THEN u.quota_young_person
                                                    WHEN 'status-holder' THEN u.quota_status_holder
                                                    ELSE u.quota_student END))")},
      {"units count their residents", R"(
         SELECT HEX(u.id) FROM units u
         LEFT JOIN (SELECT places.unit_id,
                           SUM(p.resident_kind = 'young-person') AS young_persons,
                           SUM(p.resident_kind = 'status-holder') AS status_holders,
                           SUM(p.resident_kind = 'student') AS students
                    FROM placements p JOIN places ON places.id = p.place_id
                    WHERE p.state = 'arrived' GROUP BY places.unit_id) r ON r.unit_id = u.id
         WHERE u.residents_young_person <> COALESCE(r.young_persons, 0)
            OR u.residents_status_holder <> COALESCE(r.status_holders, 0)
            OR u.residents_student <> COALESCE(r.students, 0))"},
  };
}

std::vector<Invariant> Bookkeeping() {
  return {
      {"no offer held past its expiry", R"(
         SELECT HEX(id) FROM offers
         WHERE state = 'open' AND expires_at < UTC_TIMESTAMP(6) - INTERVAL 3 SECOND)"},
      {"nothing is taken without an occupancy", absl::StrCat(kTaken, R"(
         SELECT CONCAT(HEX(t.place_id), ' from ', t.starts_on) FROM taken t
         LEFT JOIN occupancies o ON o.place_id = t.place_id AND o.source_id = t.id
                                AND o.starts_on = t.starts_on AND o.ends_on = t.ends_on
         WHERE o.place_id IS NULL)")},
      {"nothing is closed without an occupancy", R"(
         SELECT CONCAT(HEX(c.place_id), ' from ', c.starts_on) FROM closures c
         LEFT JOIN occupancies o ON o.place_id = c.place_id AND o.source_id = c.id
                                AND o.starts_on = c.starts_on AND o.ends_on = c.ends_on
         WHERE NOT c.cancelled AND o.place_id IS NULL)"},
      {"no occupancy without what takes the place", absl::StrCat(kTaken, R"(
         SELECT CONCAT(HEX(o.place_id), ' from ', o.starts_on, ' by ', o.source) FROM occupancies o
         LEFT JOIN taken t ON o.place_id = t.place_id AND o.source_id = t.id
         LEFT JOIN closures c ON o.place_id = c.place_id AND o.source_id = c.id
         WHERE t.id IS NULL AND c.id IS NULL)")},
      {"an accepted offer has its placement", R"(
         SELECT HEX(o.id) FROM offers o LEFT JOIN placements p ON p.id = o.placement_id
         WHERE (o.state = 'accepted') <> (p.id IS NOT NULL) OR p.place_id <> o.place_id
            OR p.application_id <> o.application_id)"},
  };
}

constexpr size_t kExamples = 3;

absl::Status Ask(Session& session, const Invariant& invariant, std::vector<std::string>& broken) {
  std::vector<std::string> rows;
  const auto asked = session.Query(invariant.sql, {}, [&](const Row& row) { rows.push_back(row.String(0)); });
  if (!asked.ok()) return asked.status();
  for (size_t i = 0; i < std::min(rows.size(), kExamples); ++i) {
    broken.push_back(absl::StrCat("broken: ", AbslView(invariant.name), " (", rows.size(), "): ", rows[i]));
  }
  return absl::OkStatus();
}

absl::Time Deadline() {
  return absl::Now() + absl::Seconds(60);
}

// "offers/<id>" -> place and state.
struct Found {
  std::string place;
  std::string state;
};

std::map<std::string, Found> EverythingIn(Pool& pool, std::vector<std::string>& faults) {
  constexpr char kSql[] = R"(
      SELECT 'offers', id, place_id, state FROM offers
      UNION ALL SELECT 'placements', id, place_id, state FROM placements
      UNION ALL SELECT 'closures', id, place_id, IF(cancelled, 'cancelled', 'held') FROM closures)";
  std::map<std::string, Found> found;
  const absl::Status read = pool.Run(Deadline(), [&](Session& session) {
    return session
        .Query(kSql, {},
               [&](const Row& row) {
                 found[absl::StrCat(row.String(0), "/", row.Id(1).ToString())] = {row.Id(2).ToString(),
                                                                                  row.String(3)};
               })
        .status();
  });
  if (!read.ok()) faults.push_back(read.ToString());
  return found;
}

}  // namespace

std::vector<std::string> BrokenInvariants(Pool& pool) {
  std::vector<std::string> broken;
  const absl::Status asked = pool.Run(Deadline(), [&](Session& session) {
    absl::Status status;
    for (const auto& group : {Overlaps(), Counts(), Bookkeeping()}) {
      for (const Invariant& invariant : group) status.Update(Ask(session, invariant, broken));
    }
    return status;
  });
  if (!asked.ok()) broken.push_back(asked.ToString());
  return broken;
}

std::vector<std::string> LostAcknowledgements(Pool& pool, const std::vector<Acknowledged>& acknowledged) {
  std::vector<std::string> lost;
  const std::map<std::string, Found> found = EverythingIn(pool, lost);
  for (const Acknowledged& fact : acknowledged) {
    const std::string key = absl::StrCat(fact.table, "/", fact.id);
    const auto row = found.find(key);
    if (row == found.end()) {
      lost.push_back(absl::StrCat(key, " was acknowledged and is not there"));
    } else if (!fact.place.empty() && row->second.place != fact.place) {
      lost.push_back(absl::StrCat(key, " is in another place than was acknowledged"));
    } else if (!fact.states.empty() &&
               std::count(fact.states.begin(), fact.states.end(), row->second.state) == 0) {
      lost.push_back(
          absl::StrCat(key, " was acknowledged as ", fact.states[0], " and is ", row->second.state));
    }
  }
  return lost;
}

bool NoOfferAboutToExpire(Pool& pool) {
  int64_t about_to = -1;
  const absl::Status asked = pool.Run(Deadline(), [&](Session& session) {
    return session
        .Query(
            "SELECT COUNT(*) FROM offers WHERE state = 'open' AND expires_at < UTC_TIMESTAMP(6) + INTERVAL 1 "
            "MINUTE",
            {}, [&](const Row& row) { about_to = row.Int(0); })
        .status();
  });
  return asked.ok() && about_to == 0;
}

}  // namespace boulevard::tests
