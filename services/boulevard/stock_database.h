#ifndef BOULEVARD_SERVICES_BOULEVARD_STOCK_DATABASE_H_
#define BOULEVARD_SERVICES_BOULEVARD_STOCK_DATABASE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/boulevard/data_dir.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/private_server.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard {

inline constexpr char kPlacementsSchema[] = "boulevard_placements";

// The database of placements for a command that works beside a running site or without one.
class StockDatabase {
 public:
  // The database at `url`; without one that of the data directory, whose server is started for as long as
  // this lives when no site runs it. Its schema is up to date when it returns.
  static absl::StatusOr<std::unique_ptr<StockDatabase>> Open(const DataDir& dir, const std::string& url,
                                                             int connections);

  placements::domain::Store& store() { return *store_; }

 private:
  StockDatabase() = default;
  absl::StatusOr<std::string> UrlInDataDir(const DataDir& dir);

  runtime::Registry metrics_;
  std::unique_ptr<runtime::db::PrivateServer> server_;
  std::unique_ptr<runtime::db::Pool> pool_;
  std::unique_ptr<placements::store::MysqlStore> store_;
};

// What a person can do something with, when all that is known is that the database did not answer.
absl::Status Explained(const absl::Status& status);

}  // namespace boulevard

#endif  // BOULEVARD_SERVICES_BOULEVARD_STOCK_DATABASE_H_
