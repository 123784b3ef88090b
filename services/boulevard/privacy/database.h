#ifndef BOULEVARD_SERVICES_BOULEVARD_PRIVACY_DATABASE_H_
#define BOULEVARD_SERVICES_BOULEVARD_PRIVACY_DATABASE_H_

#include <filesystem>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/private_server.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::privacy {

// The database of a service, for a command that works beside a running site or without one. It must be there:
// nothing is made or brought up to date.
class Database {
 public:
  // The one at `url`; without one the schema in the private server of `folder`, which is started for as long
  // as this lives when no site runs it.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& url,
                                                        const std::filesystem::path& folder,
                                                        const std::string& schema);

  runtime::db::Pool& pool() { return *pool_; }

 private:
  Database() = default;

  runtime::Registry metrics_;
  std::unique_ptr<runtime::db::PrivateServer> server_;
  std::unique_ptr<runtime::db::Pool> pool_;
};

}  // namespace boulevard::privacy

#endif  // BOULEVARD_SERVICES_BOULEVARD_PRIVACY_DATABASE_H_
