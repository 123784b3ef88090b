#include "services/placements/store/application_rows.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/placements/store/booking_sql.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::Uuid;
using runtime::AbslView;
using runtime::db::Param;
using runtime::db::Row;

constexpr size_t kIdBytes = 16;

domain::Contact ContactOf(const Row& row, int first) {
  return {row.String(first), row.String(first + 1), row.String(first + 2)};
}

// Ids in bytes, one after the other.
std::vector<Uuid> IdsOf(std::string_view bytes) {
  std::vector<Uuid> ids(bytes.size() / kIdBytes);
  for (size_t i = 0; i < ids.size(); ++i) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * kIdBytes), kIdBytes, ids[i].bytes.begin());
  }
  return ids;
}

domain::Wishes WishesOf(const Row& row, int first) {
  domain::Wishes wishes{.districts = LinesOf(row.Text(first)),
                        .accessible_needed = row.Bool(first + 2),
                        .self_contained = row.Bool(first + 3)};
  if (!row.IsNull(first + 1)) wishes.max_rent_cents = static_cast<int>(row.Int(first + 1));
  return wishes;
}

std::optional<domain::Pause> PauseOf(const Row& row, int first) {
  if (row.IsNull(first)) return std::nullopt;
  return domain::Pause{row.Day(first),
                       {.side = WordOf<domain::DeclineSide>(row, first + 1),
                        .reason = WordOf<domain::DeclineReason>(row, first + 2)}};
}

}  // namespace

std::vector<std::string> LinesOf(std::string_view text) {
  return absl::StrSplit(AbslView(text), '\n', absl::SkipEmpty());
}

Application ApplicationOf(const Row& row) {
  Application application{.id = row.Id(0),
                          .young_person_id = row.Id(1),
                          .birth_date = row.Day(2),
                          .resident_kind = WordOf<domain::ResidentKind>(row, 3),
                          .guidance_level = WordOf<domain::GuidanceLevel>(row, 4),
                          .created_by = row.String(5),
                          .created_at = row.Time(6),
                          .programme_id = row.String(7),
                          .state = WordOf<domain::ApplicationState>(row, 8),
                          .urgency = WordOf<domain::Urgency>(row, 9),
                          .situation = WordOf<domain::Situation>(row, 10),
                          .situation_since = row.OptionalDay(11),
                          .referrer_organisation = row.String(12),
                          .referring_contact = ContactOf(row, 13),
                          .receiving_contact = ContactOf(row, 16),
                          .wishes = WishesOf(row, 19),
                          .must_not_share_with = IdsOf(row.Text(33)),
                          .step_down_from = row.String(23),
                          .relapse_return = row.Bool(24),
                          .confirmed_at = row.OptionalTime(25),
                          .expires_at = row.OptionalTime(26),
                          .waiting_since = row.OptionalTime(27),
                          .pause = PauseOf(row, 28),
                          .closing_reason = OptionalWordOf<domain::ClosingReason>(row, 31)};
  if (!row.IsNull(32)) application.rule_set_version = static_cast<int>(row.Int(32));
  return application;
}

std::string DistrictLines(const Application& application) {
  return absl::StrJoin(application.wishes.districts, "\n");
}

ChangingParams ChangingParamsOf(const Application& a, const std::string& districts) {
  const Param paused_until = a.pause ? Param(a.pause->until) : Param(nullptr);
  const Param pause_side = a.pause ? Param(Word(a.pause->because.side)) : Param(nullptr);
  const Param pause_reason = a.pause ? Param(Word(a.pause->because.reason)) : Param(nullptr);
  return {a.birth_date,
          Word(a.resident_kind),
          Word(a.guidance_level),
          a.programme_id.empty() ? Param(nullptr) : Param(a.programme_id),
          Word(a.state),
          Word(a.urgency),
          Word(a.situation),
          a.situation_since,
          a.referrer_organisation,
          a.referring_contact.name,
          a.referring_contact.email,
          a.referring_contact.phone,
          a.receiving_contact.name,
          a.receiving_contact.email,
          a.receiving_contact.phone,
          districts,
          a.wishes.max_rent_cents,
          a.wishes.accessible_needed,
          a.wishes.self_contained,
          a.step_down_from,
          a.relapse_return,
          a.confirmed_at,
          a.expires_at,
          a.waiting_since,
          paused_until,
          pause_side,
          pause_reason,
          WordOrNull(a.closing_reason),
          a.rule_set_version};
}

const std::string& InsertApplications() {
  static const std::string sql =
      absl::StrCat("INSERT INTO applications (id, young_person_id, created_by, created_at, ",
                   absl::StrJoin(kChangingColumns, ", ",
                                 [](std::string* out, std::string_view column) { out->append(column); }),
                   ") VALUES ");
  return sql;
}

}  // namespace boulevard::placements::store
