#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_SQL_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_SQL_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "services/placements/domain/types.h"
#include "services/placements/store/sql.h"
#include "services/runtime/status/errors.h"

// What the files of MysqlBookingTables share.
namespace boulevard::placements::store {

// Of "occupancies o" of "placements s": the end of the stay, as far as it is known. Who has not left on the
// planned day lives there still. One parameter: today.
inline constexpr std::string_view kStayEnds =
    "CASE WHEN s.state = 'arrived' AND o.ends_on <= ? THEN DATE('9999-12-31') ELSE o.ends_on END";

// The row of `select` whose column `key` is the id; NOT_FOUND naming the thing.
template <typename Read>
auto QueryById(runtime::db::Session& session, std::string_view select, std::string_view key,
               const domain::Uuid& id, std::string_view resource, Read read)
    -> absl::StatusOr<decltype(read(std::declval<const runtime::db::Row&>()))> {
  const std::string sql = std::string(select).append(" WHERE ").append(key).append(" = ?");
  const runtime::db::Param param = id;
  ASSIGN_OR_RETURN(auto rows, QueryAll(session, sql, std::span(&param, 1), read));
  if (rows.empty()) return runtime::NoSuch(resource, id.ToString());
  return std::move(rows.front());
}

template <typename Enum>
runtime::db::Param WordOrNull(const std::optional<Enum>& value) {
  return value ? runtime::db::Param(domain::Word(*value)) : runtime::db::Param(nullptr);
}

template <typename Enum>
Enum WordOf(const runtime::db::Row& row, int column) {
  return domain::ParseWord<Enum>(row.Text(column)).value();
}

template <typename Enum>
std::optional<Enum> OptionalWordOf(const runtime::db::Row& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(WordOf<Enum>(row, column));
}

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_SQL_H_
