#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/match_tables.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/stock_rows.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::store {
namespace {

using domain::MatchProposal;
using domain::PageOf;
using domain::ProposalLine;
using domain::Uuid;
using runtime::AbslView;
using runtime::db::Param;
using runtime::db::Row;

constexpr std::string_view kSelectProposal =
    "SELECT m.id, m.programme_id, m.starts_on, m.ends_on, m.waiting, m.open_places, m.total_priority, "
    "m.upper_bound, m.optimal, m.created_by, m.created_at, (SELECT COUNT(*) FROM match_proposal_lines l "
    "WHERE "
    "l.proposal_id = m.id), (SELECT COUNT(l.offer_id) FROM match_proposal_lines l WHERE l.proposal_id = "
    "m.id) "
    "FROM match_proposals m";
constexpr std::string_view kSelectLine =
    "SELECT number, application_id, place_id, waiting_rank, priority, priority_parts, wishes, "
    "fitting_places, "
    "rule_set_version, place_version, application_version, offer_id FROM match_proposal_lines WHERE "
    "proposal_id = ?";

// "word number, word number".
template <typename Things, typename Write>
std::string Listed(const Things& things, Write write) {
  std::string text;
  for (const auto& thing : things) absl::StrAppend(&text, text.empty() ? "" : ", ", write(thing));
  return text;
}

// Each word and number of it.
template <typename Read>
void ReadListed(std::string_view text, Read read) {
  for (const absl::string_view item : absl::StrSplit(AbslView(text), ", ", absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(item, ' ');
    int number = 0;
    if (absl::SimpleAtoi(parts.second, &number)) read(runtime::StdView(parts.first), number);
  }
}

MatchProposal ProposalOf(const Row& row) {
  return {.id = row.Id(0),
          .programme_id = row.String(1),
          .period = {row.Day(2), row.Day(3)},
          .waiting = static_cast<int>(row.Int(4)),
          .open_places = static_cast<int>(row.Int(5)),
          .total_priority = row.Int(6),
          .upper_bound = row.Int(7),
          .optimal = row.Bool(8),
          .created_by = row.String(9),
          .created_at = row.Time(10),
          .line_count = static_cast<int>(row.Int(11)),
          .offered_count = static_cast<int>(row.Int(12))};
}

ProposalLine LineOf(const Row& row) {
  ProposalLine line{.number = static_cast<int>(row.Int(0)),
                    .application_id = row.Id(1),
                    .place_id = row.Id(2),
                    .rank = static_cast<int>(row.Int(3)),
                    .fitting_places = static_cast<int>(row.Int(7)),
                    .rule_set_version = static_cast<int>(row.Int(8)),
                    .place_version = row.Int(9),
                    .application_version = row.Int(10),
                    .offer_id = row.OptionalId(11)};
  ReadListed(row.Text(5), [&](std::string_view word, int points) {
    const auto part = domain::ParseWord<domain::PriorityPart>(word);
    if (part) line.priority.points[static_cast<size_t>(*part) - 1] = points;
  });
  ReadListed(row.Text(6), [&](std::string_view word, int met) {
    if (const auto wish = domain::ParseWord<domain::Wish>(word)) line.wishes.push_back({*wish, met != 0});
  });
  return line;
}

}  // namespace

absl::Status MysqlMatchTables::Insert(const MatchProposal& proposal) {
  RETURN_IF_ERROR(
      session_
          .Execute("INSERT INTO match_proposals (id, programme_id, starts_on, ends_on, waiting, "
                   "open_places, total_priority, upper_bound, optimal, created_by, created_at) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {proposal.id, NullIfEmpty(proposal.programme_id), proposal.period.from,
                    proposal.period.until, proposal.waiting, proposal.open_places, proposal.total_priority,
                    proposal.upper_bound, proposal.optimal, proposal.created_by, proposal.created_at})
          .status());
  std::vector<std::pair<std::string, std::string>> texts;
  texts.reserve(proposal.lines.size());  // rows refer to them
  MultiInsert rows(
      "INSERT INTO match_proposal_lines (proposal_id, number, application_id, place_id, waiting_rank, "
      "priority, priority_parts, wishes, fitting_places, rule_set_version, place_version, "
      "application_version) VALUES ",
      12);
  for (const ProposalLine& line : proposal.lines) {
    const auto& [parts, wishes] =
        texts.emplace_back(Listed(domain::kAllPriorityParts,
                                  [&](domain::PriorityPart part) {
                                    return absl::StrCat(AbslView(Word(part)), " ",
                                                        line.priority.points[static_cast<size_t>(part) - 1]);
                                  }),
                           Listed(line.wishes, [](const domain::WishOutcome& outcome) {
                             return absl::StrCat(AbslView(Word(outcome.wish)), " ", outcome.met ? 1 : 0);
                           }));
    rows.Add({proposal.id, line.number, line.application_id, line.place_id, line.rank, line.priority.Total(),
              parts, wishes, line.fitting_places, line.rule_set_version, line.place_version,
              line.application_version});
  }
  return rows.Run(session_);
}

absl::StatusOr<MatchProposal> MysqlMatchTables::GetProposal(const Uuid& id) {
  ASSIGN_OR_RETURN(MatchProposal proposal,
                   QueryById(session_, kSelectProposal, "m.id", id, "match proposal", ProposalOf));
  const Param param = id;
  ASSIGN_OR_RETURN(proposal.lines, QueryAll(session_, std::string(kSelectLine) + " ORDER BY number",
                                            std::span(&param, 1), LineOf));
  return proposal;
}

absl::StatusOr<PageOf<MatchProposal>> MysqlMatchTables::ListProposals(const std::string& programme_id,
                                                                      const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("m.id > ?", page.after);
  conditions.AddIf("m.programme_id = ?", programme_id);
  return QueryPage(session_, kSelectProposal, std::move(conditions), "m.id", page.size, ProposalOf);
}

absl::StatusOr<ProposalLine> MysqlMatchTables::LockLine(const Uuid& proposal_id, int number) {
  const Param params[] = {proposal_id, number};
  ASSIGN_OR_RETURN(
      std::vector<ProposalLine> lines,
      QueryAll(session_, std::string(kSelectLine) + " AND number = ? FOR UPDATE", params, LineOf));
  if (lines.empty()) return runtime::NoSuch("line", absl::StrCat(number));
  return std::move(lines.front());
}

absl::Status MysqlMatchTables::MarkOffered(const Uuid& proposal_id, int number, const Uuid& offer_id) {
  return FoundOne(
      session_.Execute("UPDATE match_proposal_lines SET offer_id = ? WHERE proposal_id = ? AND number = ?",
                       {offer_id, proposal_id, number}),
      "line", absl::StrCat(number));
}

absl::StatusOr<domain::MatchTables::MovedLines> MysqlMatchTables::CountMovedLines(const Uuid& proposal_id) {
  MovedLines moved;
  RETURN_IF_ERROR(
      session_
          .Query(
              "SELECT COALESCE(SUM(COALESCE((SELECT MAX(r.version) FROM rule_sets r WHERE r.programme_id = "
              "p.programme_id), 1) <> l.rule_set_version), 0), COALESCE(SUM(p.version <> l.place_version), "
              "0), COALESCE(SUM((SELECT COUNT(*) FROM application_history h WHERE h.application_id = "
              "l.application_id) <> l.application_version), 0) FROM match_proposal_lines l JOIN places p ON "
              "p.id = l.place_id WHERE l.proposal_id = ? AND l.offer_id IS NULL",
              {proposal_id},
              [&](const Row& row) {
                moved = {static_cast<int>(row.Int(0)), static_cast<int>(row.Int(1)),
                         static_cast<int>(row.Int(2))};
              })
          .status());
  return moved;
}

}  // namespace boulevard::placements::store
