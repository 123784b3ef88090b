#ifndef BOULEVARD_SERVICES_BOULEVARD_SITE_DATABASE_H_
#define BOULEVARD_SERVICES_BOULEVARD_SITE_DATABASE_H_

#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "services/boulevard/data_dir.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/private_server.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard {

// What a service keeps its rows in.
struct Schema {
  std::string name;  // in the private server of a data directory
  std::span<const runtime::db::Migration> migrations;
};
Schema PlacementsSchema();
Schema GuidanceSchema();

// The database of one service, for a command that works beside a running site or without one.
class SiteDatabase {
 public:
  // The database at `url`; without one the schema in that of the data directory, whose server is started for
  // as long as this lives when nobody runs it yet. It is up to date when this returns.
  static absl::StatusOr<std::unique_ptr<SiteDatabase>> Open(const DataDir& dir, const std::string& url,
                                                            const Schema& schema, int connections);

  runtime::db::Pool& pool() { return *pool_; }

 private:
  SiteDatabase() = default;
  absl::StatusOr<std::string> UrlInDataDir(const DataDir& dir, const std::string& schema);

  runtime::Registry metrics_;
  std::unique_ptr<runtime::db::PrivateServer> server_;
  std::unique_ptr<runtime::db::Pool> pool_;
};

// What a person can do something with, when all that is known is that the database did not answer.
absl::Status Explained(const absl::Status& status);

}  // namespace boulevard

#endif  // BOULEVARD_SERVICES_BOULEVARD_SITE_DATABASE_H_
