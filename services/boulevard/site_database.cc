#include "services/boulevard/site_database.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/guidance/schema/migrations.h"
#include "services/placements/schema/migrations.h"
#include "services/runtime/status/macros.h"

namespace boulevard {

using runtime::db::PrivateServer;

Schema PlacementsSchema() {
  return {.name = "boulevard_placements", .migrations = placements::schema::Migrations()};
}

Schema GuidanceSchema() {
  return {.name = "boulevard_guidance", .migrations = guidance::schema::Migrations()};
}

absl::StatusOr<std::unique_ptr<SiteDatabase>> SiteDatabase::Open(const DataDir& dir, const std::string& url,
                                                                 const Schema& schema, int connections) {
  std::unique_ptr<SiteDatabase> database(new SiteDatabase());
  std::string address = url;
  if (address.empty()) {
    ASSIGN_OR_RETURN(address, database->UrlInDataDir(dir, schema.name));
  }
  ASSIGN_OR_RETURN(runtime::db::ConnectOptions options, runtime::db::ConnectOptions::Parse(address));
  database->pool_ = std::make_unique<runtime::db::Pool>(std::move(options), connections, database->metrics_);
  RETURN_IF_ERROR(
      Explained(runtime::db::Migrate(*database->pool_, schema.migrations, absl::Now() + absl::Minutes(5))));
  return database;
}

absl::StatusOr<std::string> SiteDatabase::UrlInDataDir(const DataDir& dir, const std::string& schema) {
  if (!PrivateServer::AnswersIn(dir.database())) {
    RETURN_IF_ERROR(dir.Prepare());
    ASSIGN_OR_RETURN(server_, PrivateServer::Start({.folder = dir.database()}));
  }
  return PrivateServer::SchemaIn(dir.database(), schema);
}

absl::Status Explained(const absl::Status& status) {
  if (!absl::IsUnavailable(status)) return status;
  return absl::UnavailableError(absl::StrCat("the database does not answer (", status.message(),
                                             "): is it running, and is its address right?"));
}

}  // namespace boulevard
