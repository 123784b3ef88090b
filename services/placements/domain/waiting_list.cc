#include "services/placements/domain/waiting_list.h"

#include <algorithm>
#include <utility>

#include "services/placements/domain/application_state.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/rule_sets.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

ListPosition PositionOf(const WaitingListEntry& entry) {
  return {entry.priority.Total(), *entry.application.waiting_since, entry.application.id};
}

// In turn, ranked, as it was at that moment; who joined since is not on it.
std::vector<WaitingListEntry> Ranked(std::vector<Application> waiting, const PriorityWeights& weights,
                                     absl::Time at) {
  std::vector<WaitingListEntry> entries;
  entries.reserve(waiting.size());
  for (Application& application : waiting) {
    if (*application.waiting_since > at || StateAt(application, at) != ApplicationState::kWaiting) continue;
    const Priority priority = PriorityOf(application, weights, at);
    entries.push_back({.application = std::move(application), .priority = priority});
  }
  std::sort(entries.begin(), entries.end(), [](const WaitingListEntry& one, const WaitingListEntry& other) {
    return ComesBefore(PositionOf(one), PositionOf(other));
  });
  for (size_t i = 0; i < entries.size(); ++i) entries[i].rank = static_cast<int>(i) + 1;
  return entries;
}

}  // namespace

absl::StatusOr<WaitingListPage> WaitingList::Read(const runtime::CallContext& context,
                                                  const std::string& programme_id, int size,
                                                  const std::optional<WaitingListCursor>& cursor) const {
  WaitingListPage page{.at = cursor ? cursor->at : NowOf(clock_)};
  RuleSet rule_set;
  ASSIGN_OR_RETURN(
      std::vector<Application> waiting,
      ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<std::vector<Application>> {
        RETURN_IF_ERROR(tables.stock.GetProgramme(programme_id).status());
        ASSIGN_OR_RETURN(rule_set, cursor ? FindRuleSet(tables, programme_id, cursor->rule_set_version)
                                          : CurrentRuleSet(tables, programme_id));
        return tables.applications.WaitingFor(programme_id);
      }));
  page.rule_set_version = rule_set.version;
  const bool sees_all = context.principal.role == runtime::Role::kCoordinator;
  for (WaitingListEntry& entry : Ranked(std::move(waiting), rule_set.weights, page.at)) {
    if (!sees_all && entry.application.created_by != context.principal.subject) continue;
    if (cursor && !ComesBefore(cursor->after, PositionOf(entry))) continue;
    if (page.entries.size() == static_cast<size_t>(size)) {
      page.next = {page.at, page.rule_set_version, PositionOf(page.entries.back())};
      break;
    }
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace boulevard::placements::domain
