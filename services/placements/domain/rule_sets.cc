#include "services/placements/domain/rule_sets.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

constexpr int kFirstVersion = 1;

absl::Status CheckConsequences(const std::vector<DeclineConsequence>& consequences) {
  std::vector<runtime::FieldViolation> faults;
  for (size_t i = 0; i < consequences.size(); ++i) {
    const DeclineConsequence& consequence = consequences[i];
    const std::string path = absl::StrCat("ruleSet.declineConsequences[", i, "]");
    const bool pauses = consequence.consequence == Consequence::kPause;
    if (pauses != (consequence.pause_days > 0)) {
      faults.push_back({path + ".pauseDays", "pause", "must be given for a pause, and only for that"});
    }
    const auto named_before = [&](const DeclineConsequence& other) {
      return other.decline == consequence.decline;
    };
    const auto here = consequences.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(consequences.begin(), here, named_before)) {
      faults.push_back({path, "unique", "names a side and reason that was named before"});
    }
  }
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

// Who shares a unit is no matter of choice.
absl::Status CheckProtection(const RuleSet& rule_set) {
  if (rule_set.rules.Has(Rule::kUnitQuota) && rule_set.rules.Has(Rule::kMustNotShare) &&
      !rule_set.rules.Has(Rule::kProgramme)) {
    return absl::OkStatus();
  }
  return runtime::InvalidField("ruleSet.rules", "protection",
                               "must have unit-quota and must-not-share, and not programme");
}

}  // namespace

absl::StatusOr<RuleSet> FindRuleSet(Tables& tables, const std::string& programme_id, int version) {
  if (version == kFirstVersion) return FirstRuleSet(programme_id);
  return tables.rules.Get(programme_id, version);
}

absl::StatusOr<RuleSet> CurrentRuleSet(Tables& tables, const std::string& programme_id) {
  ASSIGN_OR_RETURN(const int version, tables.rules.LatestVersion(programme_id));
  return FindRuleSet(tables, programme_id, version);
}

absl::StatusOr<PageOf<RuleSet>> RuleSets::List(const runtime::CallContext& context,
                                               const std::string& programme_id, int size,
                                               std::optional<int> before) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<RuleSet>> {
    RETURN_IF_ERROR(tables.stock.GetProgramme(programme_id).status());
    ASSIGN_OR_RETURN(const int latest, tables.rules.LatestVersion(programme_id));
    PageOf<RuleSet> page;
    int version = before ? std::min(*before - 1, latest) : latest;
    for (; version >= kFirstVersion && page.rows.size() < static_cast<size_t>(size); --version) {
      ASSIGN_OR_RETURN(RuleSet rule_set, FindRuleSet(tables, programme_id, version));
      page.rows.push_back(std::move(rule_set));
    }
    page.more = version >= kFirstVersion;
    return page;
  });
}

absl::StatusOr<RuleSet> RuleSets::Get(const runtime::CallContext& context, const std::string& programme_id,
                                      int version) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<RuleSet> {
    RETURN_IF_ERROR(tables.stock.GetProgramme(programme_id).status());
    return FindRuleSet(tables, programme_id, version);
  });
}

absl::StatusOr<RuleSet> RuleSets::Create(const runtime::CallContext& context, const RuleSet& draft) const {
  RETURN_IF_ERROR(CheckProtection(draft));
  RETURN_IF_ERROR(CheckConsequences(draft.decline_consequences));
  RuleSet rule_set = draft;
  rule_set.created_at = NowOf(clock_);
  rule_set.created_by = context.principal.subject;
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<RuleSet> {
    // Two admins take turns.
    RETURN_IF_ERROR(tables.stock.LockProgramme(rule_set.programme_id).status());
    ASSIGN_OR_RETURN(const int latest, tables.rules.LatestVersion(rule_set.programme_id));
    rule_set.version = latest + 1;
    RETURN_IF_ERROR(tables.rules.Insert(rule_set));
    return rule_set;
  });
}

}  // namespace boulevard::placements::domain
