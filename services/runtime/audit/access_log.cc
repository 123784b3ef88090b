#include "services/runtime/audit/access_log.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::audit {
namespace {

constexpr std::string_view kTable = "access_log";
constexpr std::string_view kReason = "reason";
constexpr std::string_view kSelect =
    "SELECT id, number, happened_at, event, action, subject, role, purpose, person, resource, resource_id, "
    "result, trace_id, reason_id, reason, master_key, data_key FROM access_log";
// Later than any row, and a time that a database can hold.
constexpr absl::Time kFarFuture = absl::FromUnixSeconds(7'258'118'400);

constexpr std::pair<Action, std::string_view> kActions[] = {
    {Action::kCreate, "create"},  {Action::kRead, "read"},     {Action::kUpdate, "update"},
    {Action::kDelete, "delete"},  {Action::kSearch, "search"}, {Action::kExport, "export"},
    {Action::kExecute, "execute"}};
constexpr std::pair<Result, std::string_view> kResults[] = {
    {Result::kDone, "done"}, {Result::kRefused, "refused"}, {Result::kFailed, "failed"}};

template <typename Word, size_t kCount>
std::string_view NameOf(const std::pair<Word, std::string_view> (&names)[kCount], Word word) {
  return std::find_if(names, names + kCount, [&](const auto& name) { return name.first == word; })->second;
}

// Unknown words are those of a newer program.
template <typename Word, size_t kCount>
Word WordOf(const std::pair<Word, std::string_view> (&names)[kCount], std::string_view name, Word unknown) {
  const auto* const found =
      std::find_if(names, names + kCount, [&](const auto& known) { return known.second == name; });
  return found == names + kCount ? unknown : found->first;
}

struct SealedReason {
  Uuid id;
  std::string text;
  vault::WrappedKey key;
};

std::optional<SealedReason> Seal(vault::Vault& vault, const std::string& reason) {
  if (reason.empty()) return std::nullopt;
  const Uuid id = NewUuid(absl::Now());
  const vault::RecordKey key = vault.NewKey(kTable, id);
  return SealedReason{.id = id, .text = key.Seal(kReason, reason), .key = key.wrapped()};
}

absl::StatusOr<std::string> Open(vault::Vault& vault, const SealedReason& reason) {
  ASSIGN_OR_RETURN(const vault::RecordKey key, vault.OpenKey(kTable, reason.id, reason.key));
  return key.Open(kReason, reason.text);
}

absl::Status AppendOne(db::Session& session, vault::Vault& vault, const Entry& entry) {
  const std::optional<SealedReason> reason = Seal(vault, entry.reason);
  std::optional<Uuid> reason_id;
  std::optional<std::string_view> text, master_key, data_key;
  if (reason) {
    reason_id = reason->id;
    text = reason->text;
    master_key = reason->key.master_key;
    data_key = reason->key.bytes;
  }
  // By the database's clock, which is one for all replicas.
  return session
      .Execute(
          "INSERT INTO access_log (happened_at, event, action, subject, role, purpose, person, resource, "
          "resource_id, result, trace_id, reason_id, reason, master_key, data_key) "
          "VALUES (UTC_TIMESTAMP(6), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {entry.event, ActionName(entry.action), entry.subject, RoleName(entry.role), entry.purpose,
           entry.person, entry.resource, entry.resource_id, ResultName(entry.result), entry.trace_id,
           reason_id, text, master_key, data_key})
      .status();
}

// As a row of the table has it: the reason still sealed.
struct StoredEntry {
  LoggedEntry logged;
  std::optional<SealedReason> reason;
};

StoredEntry ReadEntry(const db::Row& row) {
  StoredEntry stored;
  stored.logged = {.id = row.Int(0), .number = row.OptionalInt(1), .at = row.Time(2), .entry = {}};
  Entry& entry = stored.logged.entry;
  entry.event = row.String(3);
  entry.action = WordOf(kActions, row.Text(4), Action::kExecute);
  entry.subject = row.String(5);
  entry.role = row.Text(6) == RoleName(Role::kService) ? Role::kService
                                                       : ParseRole(row.Text(6)).value_or(Role::kService);
  entry.purpose = row.String(7);
  entry.person = row.OptionalId(8);
  entry.resource = row.String(9);
  entry.resource_id = row.OptionalId(10);
  entry.result = WordOf(kResults, row.Text(11), Result::kFailed);
  entry.trace_id = row.String(12);
  if (!row.IsNull(16)) {
    stored.reason = {.id = row.Id(13), .text = row.String(14), .key = {row.String(15), row.String(16)}};
  }
  return stored;
}

}  // namespace

std::string_view ActionName(Action action) {
  return NameOf(kActions, action);
}

std::string_view ResultName(Result result) {
  return NameOf(kResults, result);
}

absl::Status Append(db::Session& session, vault::Vault& vault, std::span<const Entry> entries) {
  for (const Entry& entry : entries) RETURN_IF_ERROR(AppendOne(session, vault, entry));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<LoggedEntry>> List(db::Session& session, vault::Vault& vault, const Filter& filter,
                                              int limit) {
  std::string sql(kSelect);
  std::vector<db::Param> params;
  const auto where = [&](std::string_view condition, std::initializer_list<db::Param> given) {
    sql.append(params.empty() ? " WHERE " : " AND ").append(condition);
    params.insert(params.end(), given);
  };
  where("happened_at < ?", {std::min(filter.until, kFarFuture)});
  if (filter.person) where("person = ?", {*filter.person});
  if (filter.subject) where("subject = ?", {*filter.subject});
  if (filter.broken_glass_only) where("reason IS NOT NULL", {});
  if (filter.from != absl::InfinitePast()) where("happened_at >= ?", {filter.from});
  if (filter.before) {
    where("(happened_at < ? OR (happened_at = ? AND id < ?))",
          {filter.before->at, filter.before->at, filter.before->id});
  }
  sql += " ORDER BY happened_at DESC, id DESC LIMIT ?";
  params.emplace_back(limit);
  std::vector<StoredEntry> stored;
  RETURN_IF_ERROR(
      session.Query(sql, params, [&](const db::Row& row) { stored.push_back(ReadEntry(row)); }).status());
  std::vector<LoggedEntry> entries;
  for (StoredEntry& each : stored) {
    if (each.reason) {
      ASSIGN_OR_RETURN(each.logged.entry.reason, Open(vault, *each.reason));
    }
    entries.push_back(std::move(each.logged));
  }
  return entries;
}

vault::SealedTable SealedReasons() {
  return {.table = kTable, .sealed = {kReason}, .searched = {}, .id = "reason_id", .keeps_data_keys = true};
}

absl::Status EraseReasons(db::Session& session, const Uuid& person) {
  return session
      .Execute(
          "UPDATE access_log SET master_key = NULL, data_key = NULL WHERE person = ? AND data_key IS NOT "
          "NULL",
          {person})
      .status();
}

}  // namespace boulevard::runtime::audit
