#include "services/boulevard/stock_database.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/placements/schema/migrations.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/status/macros.h"

namespace boulevard {

using runtime::db::PrivateServer;

absl::StatusOr<std::unique_ptr<StockDatabase>> StockDatabase::Open(const DataDir& dir, const std::string& url,
                                                                   int connections) {
  std::unique_ptr<StockDatabase> database(new StockDatabase());
  std::string address = url;
  if (address.empty()) {
    ASSIGN_OR_RETURN(address, database->UrlInDataDir(dir));
  }
  ASSIGN_OR_RETURN(runtime::db::ConnectOptions options, runtime::db::ConnectOptions::Parse(address));
  database->pool_ = std::make_unique<runtime::db::Pool>(std::move(options), connections, database->metrics_);
  RETURN_IF_ERROR(Explained(runtime::db::Migrate(*database->pool_, placements::schema::Migrations(),
                                                 absl::Now() + absl::Minutes(5))));
  database->store_ = std::make_unique<placements::store::MysqlStore>(*database->pool_);
  return database;
}

absl::StatusOr<std::string> StockDatabase::UrlInDataDir(const DataDir& dir) {
  if (PrivateServer::AnswersIn(dir.database())) {
    return PrivateServer::UrlIn(dir.database(), kPlacementsSchema);
  }
  RETURN_IF_ERROR(dir.Prepare());
  ASSIGN_OR_RETURN(server_, PrivateServer::Start({.folder = dir.database()}));
  return server_->UrlOf(kPlacementsSchema);
}

absl::Status Explained(const absl::Status& status) {
  if (!absl::IsUnavailable(status)) return status;
  return absl::UnavailableError(absl::StrCat("the database does not answer (", status.message(),
                                             "): is it running, and is its address right?"));
}

}  // namespace boulevard
