#include "services/boulevard/privacy/database.h"

#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/status/macros.h"

namespace boulevard::privacy {

using runtime::db::PrivateServer;

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& url,
                                                         const std::filesystem::path& folder,
                                                         const std::string& schema) {
  std::unique_ptr<Database> database(new Database());
  std::string address = url;
  if (address.empty() && !PrivateServer::AnswersIn(folder)) {
    if (std::error_code ignored; !std::filesystem::is_directory(folder, ignored)) {
      return absl::FailedPreconditionError(absl::StrCat("there is no database in ", folder.string()));
    }
    ASSIGN_OR_RETURN(database->server_, PrivateServer::Start({.folder = folder}));
  }
  if (address.empty()) address = PrivateServer::UrlIn(folder, schema);
  ASSIGN_OR_RETURN(runtime::db::ConnectOptions options, runtime::db::ConnectOptions::Parse(address));
  database->pool_ = std::make_unique<runtime::db::Pool>(std::move(options), 2, database->metrics_);
  const absl::Status answered = database->pool_->Ping(absl::Now() + absl::Seconds(10));
  if (answered.ok()) return database;
  return absl::UnavailableError(absl::StrCat("the database does not answer (", answered.message(),
                                             "): is it running, and is its address right?"));
}

}  // namespace boulevard::privacy
