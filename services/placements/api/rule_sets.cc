#include "services/placements/domain/rule_sets.h"

#include <functional>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "boulevard/placements/v1/rule_sets.pb.h"
#include "services/placements/api/convert_rules.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::RuleSets;
using runtime::CallContext;

// A cursor is the last version of the page before, in digits.
absl::StatusOr<v1::ListRuleSetsResponse> List(const RuleSets& rule_sets, const CallContext& context,
                                              const v1::ListRuleSetsRequest& request) {
  ASSIGN_OR_RETURN(const std::string cursor, CursorFrom(request));
  int version = 0;
  const std::optional<int> before =
      absl::SimpleAtoi(cursor, &version) ? std::optional(version) : std::nullopt;
  ASSIGN_OR_RETURN(const auto found, rule_sets.List(context, request.id(), PageSizeFrom(request), before));
  v1::ListRuleSetsResponse response;
  for (const domain::RuleSet& rule_set : found.rows) *response.add_rule_sets() = RuleSetMessage(rule_set);
  if (found.more) {
    response.set_next_page_token(PageTokenAfter(request, absl::StrCat(found.rows.back().version)));
  }
  return response;
}

absl::StatusOr<v1::RuleSet> Get(const RuleSets& rule_sets, const CallContext& context,
                                const v1::GetRuleSetRequest& request) {
  ASSIGN_OR_RETURN(const auto rule_set, rule_sets.Get(context, request.id(), request.version()));
  return RuleSetMessage(rule_set);
}

absl::StatusOr<v1::RuleSet> Create(const RuleSets& rule_sets, const CallContext& context,
                                   const v1::CreateRuleSetRequest& request) {
  domain::RuleSet draft = RuleSetFrom(request.rule_set());
  draft.programme_id = request.id();
  ASSIGN_OR_RETURN(const auto rule_set, rule_sets.Create(context, draft));
  return RuleSetMessage(rule_set);
}

}  // namespace

void BindRuleSets(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const RuleSets rule_sets(store, clock);
  const std::string service = "boulevard.placements.v1.RuleSetService.";
  handlers.Bind<v1::ListRuleSetsRequest, v1::ListRuleSetsResponse>(service + "ListRuleSets",
                                                                   std::bind_front(List, rule_sets));
  handlers.Bind<v1::GetRuleSetRequest, v1::RuleSet>(service + "GetRuleSet", std::bind_front(Get, rule_sets));
  handlers.Bind<v1::CreateRuleSetRequest, v1::RuleSet>(service + "CreateRuleSet",
                                                       std::bind_front(Create, rule_sets));
}

}  // namespace boulevard::placements::api
