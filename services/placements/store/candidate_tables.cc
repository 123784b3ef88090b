#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/placements/store/application_rows.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/match_tables.h"
#include "services/placements/store/sql.h"
#include "services/runtime/status/absl_view.h"

// Who waits, and what decides about them.
namespace boulevard::placements::store {
namespace {

using domain::Candidate;
using domain::KeptApart;
using domain::Uuid;
using runtime::db::Param;
using runtime::db::Row;

// No more of a person than rules, priority and wishes look at.
constexpr std::string_view kSelectCandidate =
    "SELECT a.id, a.young_person_id, a.birth_date, a.resident_kind, a.guidance_level, a.programme_id, "
    "a.urgency, "
    "a.situation, a.wished_districts, a.max_rent_cents, a.accessible_needed, a.self_contained_wished, "
    "a.step_down_from, a.relapse_return, a.waiting_since, a.created_at, (SELECT COUNT(*) FROM "
    "application_history h WHERE h.application_id = a.id) FROM applications a";

Candidate CandidateOf(const Row& row) {
  domain::Application application{
      .id = row.Id(0),
      .young_person_id = row.Id(1),
      .birth_date = row.Day(2),
      .resident_kind = WordOf<domain::ResidentKind>(row, 3),
      .guidance_level = WordOf<domain::GuidanceLevel>(row, 4),
      .created_at = row.Time(15),
      .programme_id = row.String(5),
      .state = domain::ApplicationState::kWaiting,
      .urgency = WordOf<domain::Urgency>(row, 6),
      .situation = WordOf<domain::Situation>(row, 7),
      .wishes = {.districts = absl::StrSplit(runtime::AbslView(row.Text(8)), '\n', absl::SkipEmpty()),
                 .accessible_needed = row.Bool(10),
                 .self_contained = row.Bool(11)},
      .step_down_from = row.String(12),
      .relapse_return = row.Bool(13),
      .waiting_since = row.OptionalTime(14)};
  if (!row.IsNull(9)) application.wishes.max_rent_cents = static_cast<int>(row.Int(9));
  return {.application = std::move(application), .version = row.Int(16)};
}

// Of the programme when it is not empty. Overdue is expired, also before the sweeper has come by, and who has
// a place already waits for none.
Conditions WaitingIn(const std::string& programme_id, absl::Time now, domain::Day today) {
  Conditions where;
  where.AddIf("a.programme_id = ?", programme_id);
  static const std::string waiting =
      std::string("a.waiting_since IS NOT NULL AND NOT ").append(kIsHoused).append(" AND a.state = ?");
  where.Add(waiting, Word(domain::ApplicationState::kWaiting));
  where.Add("(a.expires_at IS NULL OR a.expires_at > ?)", now);
  where.Add("(a.paused_until IS NULL OR a.paused_until <= ?)", today);
  return where;
}

}  // namespace

absl::StatusOr<std::vector<Candidate>> MysqlMatchTables::Waiting(const std::string& programme_id,
                                                                 absl::Time now, domain::Day today) {
  Conditions where = WaitingIn(programme_id, now, today);
  return QueryAll(session_, absl::StrCat(runtime::AbslView(kSelectCandidate), where.text(), " ORDER BY a.id"),
                  where.params(), CandidateOf);
}

absl::StatusOr<int> MysqlMatchTables::CountWaiting(const std::string& programme_id, absl::Time now,
                                                   domain::Day today) {
  Conditions where = WaitingIn(programme_id, now, today);
  int count = 0;
  RETURN_IF_ERROR(session_
                      .Query("SELECT COUNT(*) FROM applications a" + where.text(), where.params(),
                             [&](const Row& row) { count = static_cast<int>(row.Int(0)); })
                      .status());
  return count;
}

absl::StatusOr<std::vector<KeptApart>> MysqlMatchTables::AllKeptApart() {
  static const std::string sql =
      std::string(
          "SELECT DISTINCT a.young_person_id, m.other_id FROM must_not_share m JOIN applications a ON a.id = "
          "m.application_id WHERE ")
          .append(kKeepsApart);
  return QueryAll(session_, sql, {}, [](const Row& row) { return KeptApart{row.Id(0), row.Id(1)}; });
}

}  // namespace boulevard::placements::store
