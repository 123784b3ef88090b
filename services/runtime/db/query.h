#ifndef BOULEVARD_SERVICES_RUNTIME_DB_QUERY_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_QUERY_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/db/session.h"
#include "services/runtime/id/page.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

// What the tables share in putting queries together.
namespace boulevard::runtime::db {

// The conditions of a query, each with its parameter, which must outlive them. The text depends on which
// filters are there and never on their values, so that a connection prepares few statements.
class Conditions {
 public:
  void Add(std::string_view condition, Param param) {
    text_.append(text_.empty() ? " WHERE " : " AND ").append(condition);
    params_.push_back(param);
  }
  // With a parameter for each "?".
  void AddAll(std::string_view condition, const std::vector<Param>& params) {
    text_.append(text_.empty() ? " WHERE " : " AND ").append(condition);
    params_.insert(params_.end(), params.begin(), params.end());
  }
  template <typename T>
  void AddIf(std::string_view condition, const std::optional<T>& value) {
    if (value) Add(condition, *value);
  }
  void AddIf(std::string_view condition, const std::string& value) {
    if (!value.empty()) Add(condition, value);
  }

  const std::string& text() const { return text_; }  // " WHERE a = ? AND ...", or empty
  std::vector<Param>& params() { return params_; }

 private:
  std::string text_;
  std::vector<Param> params_;
};

// "item, item, item".
std::string Repeated(std::string_view item, size_t times);

// Every row of a query, each read by `read`, which takes (const Row&).
template <typename Read>
auto QueryAll(Session& session, std::string_view sql, std::span<const Param> params, Read read)
    -> absl::StatusOr<std::vector<decltype(read(std::declval<const Row&>()))>> {
  std::vector<decltype(read(std::declval<const Row&>()))> rows;
  RETURN_IF_ERROR(session.Query(sql, params, [&](const Row& row) { rows.push_back(read(row)); }).status());
  return rows;
}

// The one row with that id, read by `read`; NOT_FOUND naming the thing.
template <typename Read>
auto QueryOne(Session& session, std::string_view sql, Param id, std::string_view resource,
              const std::string& shown_id, Read read)
    -> absl::StatusOr<decltype(read(std::declval<const Row&>()))> {
  ASSIGN_OR_RETURN(auto rows, QueryAll(session, sql, std::span(&id, 1), read));
  if (rows.empty()) return NoSuch(resource, shown_id);
  return std::move(rows.front());
}

// A page of `sql` under the conditions, in the order of `key`, a column or list of columns.
template <typename Read>
auto QueryPage(Session& session, std::string_view sql, Conditions conditions, std::string_view key, int size,
               Read read) -> absl::StatusOr<PageOf<decltype(read(std::declval<const Row&>()))>> {
  const std::string text =
      std::string(sql).append(conditions.text()).append(" ORDER BY ").append(key).append(" LIMIT ?");
  conditions.params().push_back(size + 1);
  ASSIGN_OR_RETURN(auto rows, QueryAll(session, text, conditions.params(), read));
  const bool more = rows.size() > static_cast<size_t>(size);
  if (more) rows.resize(size);
  return PageOf<typename decltype(rows)::value_type>{std::move(rows), more};
}

// A statement that changes one row: NOT_FOUND naming the thing when it changed none.
absl::Status FoundOne(const absl::StatusOr<int64_t>& changed, std::string_view resource, std::string_view id);

// What a duplicate key means to the caller: ALREADY_EXISTS naming the field (rule unique).
absl::Status NamingDuplicate(absl::Status status, std::string_view field, std::string_view description);

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_QUERY_H_
