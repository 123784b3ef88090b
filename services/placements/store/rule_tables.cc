#include "services/placements/store/rule_tables.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/sql.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::store {
namespace {

using domain::DeclineConsequence;
using domain::Rule;
using domain::Rules;
using domain::RuleSet;
using domain::Word;
using runtime::AbslView;
using runtime::db::Param;
using runtime::db::Row;

std::string WordsOf(Rules rules) {
  std::string words;
  for (const Rule rule : domain::kAllRules) {
    if (rules.Has(rule)) absl::StrAppend(&words, words.empty() ? "" : ",", AbslView(Word(rule)));
  }
  return words;
}

Rules RulesOf(std::string_view words) {
  Rules rules;
  for (const absl::string_view word : absl::StrSplit(AbslView(words), ',', absl::SkipEmpty())) {
    rules.Add(domain::ParseWord<Rule>(std::string_view(word.data(), word.size())).value());
  }
  return rules;
}

int Int(const Row& row, int column) {
  return static_cast<int>(row.Int(column));
}

RuleSet RuleSetOf(const Row& row) {
  return {.programme_id = row.String(0),
          .version = Int(row, 1),
          .rules = RulesOf(row.Text(2)),
          .weights = {Int(row, 3), Int(row, 4), Int(row, 5), Int(row, 6), Int(row, 7)},
          .application_days = Int(row, 8),
          .additional_assessment = row.Bool(9),
          .created_at = row.Time(10),
          .created_by = row.String(11)};
}

DeclineConsequence ConsequenceOf(const Row& row) {
  return {.decline = {WordOf<domain::DeclineSide>(row, 0), WordOf<domain::DeclineReason>(row, 1)},
          .consequence = WordOf<domain::Consequence>(row, 2),
          .pause_days = Int(row, 3)};
}

}  // namespace

absl::StatusOr<RuleSet> MysqlRuleTables::Get(const std::string& programme_id, int version) {
  const Param params[] = {programme_id, version};
  ASSIGN_OR_RETURN(
      std::vector<RuleSet> found,
      QueryAll(session_,
               "SELECT programme_id, version, rules, urgency_points, week_points, step_down_points, "
               "relapse_return_points, homeless_now_points, application_days, additional_assessment, "
               "created_at, created_by FROM rule_sets WHERE programme_id = ? AND version = ?",
               params, RuleSetOf));
  if (found.empty()) return runtime::NoSuch("rule set", absl::StrCat(programme_id, " ", version));
  ASSIGN_OR_RETURN(found.front().decline_consequences,
                   QueryAll(session_,
                            "SELECT side, reason, consequence, pause_days FROM decline_consequences "
                            "WHERE programme_id = ? AND version = ? ORDER BY side DESC, reason",
                            params, ConsequenceOf));
  return std::move(found.front());
}

absl::StatusOr<int> MysqlRuleTables::LatestVersion(const std::string& programme_id) {
  int version = 1;
  RETURN_IF_ERROR(session_
                      .Query("SELECT COALESCE(MAX(version), 1) FROM rule_sets WHERE programme_id = ?",
                             {programme_id}, [&](const Row& row) { version = Int(row, 0); })
                      .status());
  return version;
}

absl::Status MysqlRuleTables::Insert(const RuleSet& rule_set) {
  const std::string rules = WordsOf(rule_set.rules);
  const domain::PriorityWeights& weights = rule_set.weights;
  RETURN_IF_ERROR(session_
                      .Execute("INSERT INTO rule_sets (programme_id, version, rules, urgency_points, "
                               "week_points, step_down_points, relapse_return_points, homeless_now_points, "
                               "application_days, additional_assessment, created_at, created_by) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               {rule_set.programme_id, rule_set.version, rules, weights.urgency,
                                weights.week_waiting, weights.step_down, weights.relapse_return,
                                weights.homeless_now, rule_set.application_days,
                                rule_set.additional_assessment, *rule_set.created_at, rule_set.created_by})
                      .status());
  MultiInsert rows(
      "INSERT INTO decline_consequences (programme_id, version, side, reason, consequence, pause_days) "
      "VALUES ",
      6);
  for (const DeclineConsequence& consequence : rule_set.decline_consequences) {
    rows.Add({rule_set.programme_id, rule_set.version, Word(consequence.decline.side),
              Word(consequence.decline.reason), Word(consequence.consequence), consequence.pause_days});
  }
  return rows.Run(session_);
}

}  // namespace boulevard::placements::store
