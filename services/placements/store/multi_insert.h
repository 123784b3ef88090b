#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_MULTI_INSERT_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_MULTI_INSERT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

// Rows put into one table by statements of many rows. Sizes are few, so that a connection prepares few
// statements whatever the number of rows.
class MultiInsert {
 public:
  // "INSERT INTO places (id, name) VALUES ", and how many columns that is. `after` follows the rows.
  MultiInsert(std::string_view insert, size_t columns, std::string_view after = "")
      : insert_(insert), columns_(columns), after_(after) {}

  // Texts and ids are referred to until Run.
  void Add(std::initializer_list<runtime::db::Param> row) {
    params_.insert(params_.end(), row.begin(), row.end());
  }
  void Add(std::span<const runtime::db::Param> row) { params_.insert(params_.end(), row.begin(), row.end()); }
  absl::Status Run(runtime::db::Session& session);

 private:
  std::string Statement(size_t rows) const;

  std::string_view insert_;
  size_t columns_;
  std::string_view after_;
  std::vector<runtime::db::Param> params_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_MULTI_INSERT_H_
