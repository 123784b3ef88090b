#ifndef BOULEVARD_SERVICES_RUNTIME_DB_PARAM_BINDER_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_PARAM_BINDER_H_

#include <mysql.h>

#include <span>
#include <vector>

#include "absl/status/status.h"
#include "services/runtime/db/statement.h"

namespace boulevard::runtime::db {

// Puts parameters into the form of the binary protocol. Numbers and text are pointed to where they are; the
// arrays are kept between calls, so that binding allocates nothing once they have grown.
class ParamBinder {
 public:
  // `params` must outlive the execution. INVALID_ARGUMENT for a date outside the years 1 to 9999.
  absl::Status Bind(std::span<const Param> params);
  MYSQL_BIND* binds() { return binds_.data(); }

 private:
  absl::Status BindTime(absl::Time time, MYSQL_TIME& value, MYSQL_BIND& bind);
  absl::Status BindDay(absl::CivilDay day, MYSQL_TIME& value, MYSQL_BIND& bind);

  std::vector<MYSQL_BIND> binds_;
  std::vector<MYSQL_TIME> times_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_PARAM_BINDER_H_
