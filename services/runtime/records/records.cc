#include "services/runtime/records/records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::records {
namespace {

enum class Form { kId, kText, kSealed };

struct Column {
  std::string name;
  std::string expression;
  Form form = Form::kText;
};

// "starts_on" -> "startsOn".
std::string JsonName(std::string_view column) {
  std::string name;
  bool up = false;
  for (const char c : column) {
    if (c == '_') {
      up = true;
      continue;
    }
    name += up ? absl::ascii_toupper(static_cast<unsigned char>(c)) : c;
    up = false;
  }
  return name;
}

// How a column is read; nothing for one that is not shown.
std::optional<Column> ColumnOf(const std::string& name, std::string_view type, std::string_view full_type) {
  const bool is_key = name == "master_key" || name == "data_key";
  if (is_key || type == "blob" || type == "mediumblob") return std::nullopt;
  if (type == "binary") {
    if (full_type != "binary(16)") return std::nullopt;
    return Column{name, name, Form::kId};
  }
  if (type == "datetime")
    return Column{name, absl::StrCat("DATE_FORMAT(", name, ", '%Y-%m-%dT%H:%i:%s.%fZ')")};
  if (full_type == "tinyint(1)") return Column{name, absl::StrCat("IF(", name, ", 'true', 'false')")};
  if (type == "varbinary") return Column{name, absl::StrCat("CONVERT(", name, " USING utf8mb4)")};
  return Column{name, absl::StrCat("CAST(", name, " AS CHAR)")};
}

bool Contains(const auto& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

absl::StatusOr<std::vector<Column>> ColumnsOf(db::Session& session, const Source& source) {
  std::vector<Column> columns;
  const auto read = [&](const db::Row& row) {
    const std::string name = row.String(0);
    if (Contains(source.left_out, name)) return;
    if (source.sealed != nullptr && Contains(source.sealed->sealed, name)) {
      columns.push_back({name, name, Form::kSealed});
    } else if (auto column = ColumnOf(name, row.Text(1), row.Text(2))) {
      columns.push_back(*std::move(column));
    }
  };
  RETURN_IF_ERROR(session
                      .Query("SELECT column_name, data_type, column_type FROM information_schema.columns "
                             "WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position",
                             {source.table}, read)
                      .status());
  if (columns.empty()) return absl::InternalError(absl::StrCat("there is no table ", source.table));
  return columns;
}

// A row, and what of it is still sealed.
struct Kept {
  Record record;
  Uuid id;
  vault::WrappedKey key;
  std::vector<std::pair<std::string, std::string>> sealed;  // column and ciphertext
};

Kept KeptOf(const db::Row& row, const std::vector<Column>& columns, bool has_key) {
  Kept kept;
  const int count = static_cast<int>(columns.size());
  for (int i = 0; i < count; ++i) {
    const auto& [name, expression, form] = columns[static_cast<size_t>(i)];
    if (row.IsNull(i)) continue;
    if (form == Form::kSealed) {
      kept.sealed.emplace_back(name, row.String(i));
    } else {
      kept.record[JsonName(name)] = form == Form::kId ? row.Id(i).ToString() : row.String(i);
    }
  }
  if (has_key) {
    kept.id = row.Id(count);
    kept.key = {.master_key = row.String(count + 1), .bytes = row.String(count + 2)};
  }
  return kept;
}

// A column whose key was thrown away says nothing any more.
absl::Status OpenSealed(vault::Vault& vault, const vault::SealedTable& table, Kept& kept) {
  if (kept.sealed.empty() || kept.key.bytes.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const vault::RecordKey key, vault.OpenKey(table.table, kept.id, kept.key));
  for (const auto& [column, text] : kept.sealed) {
    ASSIGN_OR_RETURN(kept.record[JsonName(column)], key.Open(column, text));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Record>> Read(db::Session& session, vault::Vault* vault, const Source& source,
                                         const Uuid& id) {
  ASSIGN_OR_RETURN(const std::vector<Column> columns, ColumnsOf(session, source));
  std::vector<std::string> selected;
  for (const Column& column : columns) selected.push_back(column.expression);
  const bool has_key = source.sealed != nullptr;
  if (has_key) {
    selected.insert(selected.end(), {std::string(source.sealed->id), "master_key", "data_key"});
  }
  const std::string sql = absl::StrCat("SELECT ", absl::StrJoin(selected, ", "), " FROM ", source.table,
                                       " WHERE ", source.where, " ORDER BY 1");
  std::vector<Kept> rows;
  RETURN_IF_ERROR(
      session.Query(sql, {id}, [&](const db::Row& row) { rows.push_back(KeptOf(row, columns, has_key)); })
          .status());
  std::vector<Record> records;
  for (Kept& kept : rows) {
    if (has_key) RETURN_IF_ERROR(OpenSealed(*vault, *source.sealed, kept));
    records.push_back(std::move(kept.record));
  }
  return records;
}

absl::StatusOr<std::vector<std::string>> TablesWith(db::Session& session, std::string_view column) {
  std::vector<std::string> tables;
  RETURN_IF_ERROR(session
                      .Query("SELECT table_name FROM information_schema.columns "
                             "WHERE table_schema = DATABASE() AND column_name = ? ORDER BY table_name",
                             {column}, [&](const db::Row& row) { tables.push_back(row.String(0)); })
                      .status());
  return tables;
}

}  // namespace boulevard::runtime::records
