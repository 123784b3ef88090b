#include "services/runtime/vault/sealed_table.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::vault {
namespace {

// Few, so that who wants one of them waits for milliseconds.
constexpr int kAtOnce = 20;

struct Record {
  Uuid id;
  WrappedKey key;
  std::vector<std::optional<std::string>> sealed;  // as SealedTable::sealed
};

// What a record's columns become, in the order in which the UPDATE names them.
using Values = std::vector<std::optional<std::string>>;

class Resealer {
 public:
  Resealer(db::Pool& pool, Vault& vault, const SealedTable& table, absl::Time deadline)
      : pool_(pool), vault_(vault), table_(table), deadline_(deadline) {
    std::vector<std::string> columns = {std::string(table.id), "master_key", "data_key"};
    columns.insert(columns.end(), table.sealed.begin(), table.sealed.end());
    select_ = absl::StrCat("SELECT ", absl::StrJoin(columns, ", "), " FROM ", AbslView(table.table),
                           " WHERE ", AbslView(table.id), " > ? AND master_key <> ? ORDER BY ",
                           AbslView(table.id), " LIMIT ? FOR UPDATE");
    columns = {"master_key = ?", "data_key = ?"};
    if (!table.keeps_data_keys) {
      for (const std::string_view name : table.sealed)
        columns.push_back(absl::StrCat(AbslView(name), " = ?"));
    }
    for (const SearchedColumn& each : table.searched) {
      columns.push_back(absl::StrCat(AbslView(each.hash), " = ?"));
    }
    update_ = absl::StrCat("UPDATE ", AbslView(table.table), " SET ", absl::StrJoin(columns, ", "), " WHERE ",
                           AbslView(table.id), " = ?");
  }

  absl::StatusOr<Resealed> Run() {
    // Some at once, and what a writer has locked is passed by; then what was left, one by one, waiting for
    // it: who holds no other lock while it waits for one is in nobody's way.
    RETURN_IF_ERROR(Rounds(select_ + " SKIP LOCKED", kAtOnce));
    RETURN_IF_ERROR(Rounds(select_, 1));
    for (const Uuid& id : unopened_) {
      result_.unopened.push_back(absl::StrCat(AbslView(table_.table), " ", id.ToString()));
    }
    return result_;
  }

 private:
  // Until one has found nothing: meanwhile others may have written under the key from before.
  absl::Status Rounds(const std::string& select, int at_once) {
    for (int64_t before = -1; before != result_.records;) {
      before = result_.records;
      RETURN_IF_ERROR(Round(select, at_once));
    }
    return absl::OkStatus();
  }

  absl::Status Round(const std::string& select, int at_once) {
    for (std::optional<Uuid> after = Uuid(); after;) {
      std::optional<Uuid> last;
      int64_t done = 0;
      RETURN_IF_ERROR(pool_.InTransaction(deadline_, [&](db::Session& session) -> absl::Status {
        done = 0;
        ASSIGN_OR_RETURN(const std::vector<Record> records,
                         LockSome(session, select, {*after, vault_.ring()->current().id(), at_once}));
        for (const Record& record : records) {
          ASSIGN_OR_RETURN(const bool opened, Reseal(session, record));
          if (opened) ++done;
        }
        last = records.empty() ? std::nullopt : std::optional(records.back().id);
        return absl::OkStatus();
      }));
      result_.records += done;
      after = last;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<Record>> LockSome(db::Session& session, const std::string& select,
                                               std::initializer_list<db::Param> params) const {
    std::vector<Record> records;
    const auto read = [&](const db::Row& row) {
      Record record{row.Id(0), {row.String(1), row.String(2)}, {}};
      for (int i = 0; i < static_cast<int>(table_.sealed.size()); ++i) {
        record.sealed.push_back(row.IsNull(i + 3) ? std::nullopt : std::optional(row.String(i + 3)));
      }
      records.push_back(std::move(record));
    };
    RETURN_IF_ERROR(session.Query(select, params, read).status());
    return records;
  }

  // False when the record does not open.
  absl::StatusOr<bool> Reseal(db::Session& session, const Record& record) {
    absl::StatusOr<Values> values = ValuesOf(record);
    if (!values.ok()) {
      if (std::find(unopened_.begin(), unopened_.end(), record.id) == unopened_.end()) {
        unopened_.push_back(record.id);
      }
      return false;
    }
    std::vector<db::Param> params(values->begin(), values->end());
    params.emplace_back(record.id);
    RETURN_IF_ERROR(session.Execute(update_, params).status());
    return true;
  }

  absl::StatusOr<Values> ValuesOf(const Record& record) {
    ASSIGN_OR_RETURN(const RecordKey old_key, vault_.OpenKey(table_.table, record.id, record.key));
    std::vector<std::optional<std::string>> texts;
    for (size_t i = 0; i < record.sealed.size(); ++i) {
      texts.emplace_back();
      if (!record.sealed[i]) continue;
      ASSIGN_OR_RETURN(texts.back(), old_key.Open(table_.sealed[i], *record.sealed[i]));
    }
    ASSIGN_OR_RETURN(const RecordKey key, NewKeyFor(record));
    Values values = {key.wrapped().master_key, key.wrapped().bytes};
    for (size_t i = 0; i < texts.size() && !table_.keeps_data_keys; ++i) {
      values.push_back(texts[i] ? std::optional(key.Seal(table_.sealed[i], *texts[i])) : std::nullopt);
    }
    for (const SearchedColumn& each : table_.searched) values.push_back(HashOf(each, texts, key));
    return values;
  }

  absl::StatusOr<RecordKey> NewKeyFor(const Record& record) {
    if (!table_.keeps_data_keys) return vault_.NewKey(table_.table, record.id);
    ASSIGN_OR_RETURN(const WrappedKey wrapped, vault_.Rewrap(table_.table, record.id, record.key));
    return vault_.OpenKey(table_.table, record.id, wrapped);
  }

  std::optional<std::string> HashOf(const SearchedColumn& searched,
                                    const std::vector<std::optional<std::string>>& texts,
                                    const RecordKey& key) const {
    const auto column = std::find(table_.sealed.begin(), table_.sealed.end(), searched.of);
    const auto& text = texts.at(static_cast<size_t>(column - table_.sealed.begin()));
    if (!text) return std::nullopt;
    const SearchTerm term = searched.term(*text);
    return term.folded.empty() ? std::nullopt : std::optional(key.SearchHash(term));
  }

  db::Pool& pool_;
  Vault& vault_;
  const SealedTable& table_;
  const absl::Time deadline_;
  std::string select_;
  std::string update_;
  Resealed result_;
  std::vector<Uuid> unopened_;
};

}  // namespace

absl::StatusOr<std::map<std::string, int64_t>> CountByMasterKey(db::Session& session,
                                                                std::span<const SealedTable> tables) {
  std::map<std::string, int64_t> counts;
  for (const SealedTable& table : tables) {
    const std::string sql = absl::StrCat("SELECT master_key, COUNT(*) FROM ", AbslView(table.table),
                                         " WHERE master_key IS NOT NULL GROUP BY master_key");
    RETURN_IF_ERROR(
        session.Query(sql, {}, [&](const db::Row& row) { counts[row.String(0)] += row.Int(1); }).status());
  }
  return counts;
}

absl::StatusOr<Resealed> ResealAll(db::Pool& pool, Vault& vault, const SealedTable& table,
                                   absl::Time deadline) {
  return Resealer(pool, vault, table, deadline).Run();
}

}  // namespace boulevard::runtime::vault
