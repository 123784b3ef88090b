#include "services/runtime/db/multi_insert.h"

#include <algorithm>
#include <array>

#include "services/runtime/db/query.h"

namespace boulevard::runtime::db {
namespace {

// The greatest stays below the 65,535 parameters of a statement up to 131 columns.
constexpr std::array<size_t, 4> kRowsOfStatement = {500, 50, 5, 1};

}  // namespace

absl::Status MultiInsert::Run(Session& session) {
  std::span<const Param> left = params_;
  for (const size_t rows : kRowsOfStatement) {
    if (left.size() < rows * columns_) continue;
    const std::string statement = Statement(rows);
    for (; left.size() >= rows * columns_; left = left.subspan(rows * columns_)) {
      RETURN_IF_ERROR(session.Execute(statement, left.first(rows * columns_)).status());
    }
  }
  params_.clear();
  return absl::OkStatus();
}

std::string MultiInsert::Statement(size_t rows) const {
  const std::string row = "(" + Repeated("?", columns_) + ")";
  return std::string(insert_).append(Repeated(row, rows)).append(after_);
}

}  // namespace boulevard::runtime::db
