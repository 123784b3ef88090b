#ifndef BOULEVARD_SERVICES_RUNTIME_DB_MULTI_INSERT_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_MULTI_INSERT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/runtime/db/session.h"

namespace boulevard::runtime::db {

// Rows put into one table by statements of many rows. Sizes are few, so that a connection prepares few
// statements whatever the number of rows.
class MultiInsert {
 public:
  // "INSERT INTO places (id, name) VALUES ", and how many columns that is. `after` follows the rows.
  MultiInsert(std::string_view insert, size_t columns, std::string_view after = "")
      : insert_(insert), columns_(columns), after_(after) {}

  // Texts and ids are referred to until Run.
  void Add(std::initializer_list<Param> row) { params_.insert(params_.end(), row.begin(), row.end()); }
  void Add(std::span<const Param> row) { params_.insert(params_.end(), row.begin(), row.end()); }
  absl::Status Run(Session& session);

 private:
  std::string Statement(size_t rows) const;

  std::string_view insert_;
  size_t columns_;
  std::string_view after_;
  std::vector<Param> params_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_MULTI_INSERT_H_
