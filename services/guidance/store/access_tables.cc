#include "services/guidance/store/access_tables.h"

#include <optional>
#include <utility>

#include "services/runtime/audit/access_log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::store {
namespace {

using domain::AccessAction;
using domain::AccessEntry;
using domain::AccessResult;
namespace audit = runtime::audit;

// The words of the log count from 0, those of the contract from 1.
static_assert(static_cast<int>(audit::Action::kExecute) + 1 == static_cast<int>(AccessAction::kExecute));
static_assert(static_cast<int>(audit::Result::kFailed) + 1 == static_cast<int>(AccessResult::kFailed));

audit::Entry LoggedOf(const AccessEntry& entry) {
  return {.event = entry.event,
          .action = static_cast<audit::Action>(static_cast<int>(entry.action) - 1),
          .subject = entry.subject,
          .role = entry.role,
          .purpose = entry.purpose,
          .person = entry.person,
          .resource = entry.resource,
          .resource_id = entry.resource_id,
          .result = static_cast<audit::Result>(static_cast<int>(entry.result) - 1),
          .trace_id = entry.trace_id,
          .reason = entry.reason};
}

AccessEntry EntryFrom(audit::Entry entry) {
  return {.event = std::move(entry.event),
          .action = static_cast<AccessAction>(static_cast<int>(entry.action) + 1),
          .subject = std::move(entry.subject),
          .role = entry.role,
          .purpose = std::move(entry.purpose),
          .person = entry.person,
          .resource = std::move(entry.resource),
          .resource_id = entry.resource_id,
          .result = static_cast<AccessResult>(static_cast<int>(entry.result) + 1),
          .trace_id = std::move(entry.trace_id),
          .reason = std::move(entry.reason)};
}

}  // namespace

absl::Status MysqlAccessTables::Append(std::span<const AccessEntry> entries) {
  std::vector<audit::Entry> logged;
  logged.reserve(entries.size());
  for (const AccessEntry& entry : entries) logged.push_back(LoggedOf(entry));
  return audit::Append(session_, vault_, logged);
}

absl::StatusOr<std::vector<domain::LoggedAccess>> MysqlAccessTables::List(const domain::AccessFilter& filter,
                                                                          int limit) {
  audit::Filter asked{.person = filter.person, .broken_glass_only = filter.broken_glass_only};
  if (!filter.subject.empty()) asked.subject = filter.subject;
  if (filter.before) asked.before = {.at = filter.before->at, .id = filter.before->id};
  ASSIGN_OR_RETURN(std::vector<audit::LoggedEntry> found, audit::List(session_, vault_, asked, limit));
  std::vector<domain::LoggedAccess> rows;
  rows.reserve(found.size());
  for (audit::LoggedEntry& one : found) {
    rows.push_back({.id = one.id, .at = one.at, .entry = EntryFrom(std::move(one.entry))});
  }
  return rows;
}

}  // namespace boulevard::guidance::store
