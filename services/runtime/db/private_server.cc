#include "services/runtime/db/private_server.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "services/runtime/db/connection.h"
#include "services/runtime/db/server_folder.h"
#include "services/runtime/db/server_keeper.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::db {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kPause = absl::Milliseconds(20);
constexpr absl::Duration kPatienceOfCheck = absl::Seconds(1);

ConnectOptions RootIn(const fs::path& folder) {
  ConnectOptions options;
  options.socket = ServerFolder::SocketIn(folder).string();
  options.user = "root";
  return options;
}

std::vector<std::string> ServerArguments(const ServerFolder& folder, const PrivateServer::Options& options) {
  std::vector<std::string> arguments = {
      ServerFolder::kServerProgram,
      "--no-defaults",
      absl::StrCat("--datadir=", folder.data().string()),
      absl::StrCat("--tmpdir=", folder.temporary().string()),
      absl::StrCat("--socket=", folder.socket().string()),
      absl::StrCat("--pid-file=", (folder.path() / "mariadb.pid").string()),
      absl::StrCat("--innodb-buffer-pool-size=", options.buffer_pool_mebibytes, "M"),
      "--skip-networking",
      "--skip-name-resolve",
      "--local-infile=OFF",
      "--performance-schema=OFF",
      "--query-cache-size=0",
      "--key-buffer-size=1M",
      "--aria-pagecache-buffer-size=8M",
      "--max-connections=300",
      "--character-set-server=utf8mb4",
      "--default-time-zone=+00:00",
  };
  const auto add = [&](std::initializer_list<const char*> more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
  };
  if (options.durable) {
    add({"--innodb-flush-log-at-trx-commit=1", "--innodb-log-file-size=96M"});
  } else {
    // 2 still writes at commit: what a killed server had committed is there when it runs again.
    add({"--innodb-flush-log-at-trx-commit=2", "--innodb-log-file-size=16M", "--skip-innodb-doublewrite"});
  }
  for (std::string& argument : UserArguments()) arguments.push_back(std::move(argument));
  return arguments;
}

std::string PercentEncoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '/' || c == '.' || c == '-' || c == '_') {
      encoded += c;
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", byte);
    }
  }
  return encoded;
}

bool IsPlainName(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
  });
}

}  // namespace

// The keeper goes first: the folder is given up only when its server has stopped.
class PrivateServer::Impl {
 public:
  Impl(ServerFolder folder, const Options& options)
      : folder_(std::move(folder)),
        keeper_({.arguments = ServerArguments(folder_, options),
                 .output = folder_.log(),
                 .inherited_file = folder_.server_lock()}) {}

  absl::Status AwaitReady(absl::Time deadline) {
    while (!AnswersIn(folder_.path())) {
      if (keeper_.EndedWithin(kPause)) {
        return absl::InternalError(
            absl::StrCat("the database server does not start: see ", folder_.log().string()));
      }
      if (absl::Now() >= deadline) {
        return absl::DeadlineExceededError(
            absl::StrCat("the database server is not ready in time: see ", folder_.log().string()));
      }
    }
    return absl::OkStatus();
  }

  const ServerFolder& folder() const { return folder_; }
  int pid() const { return keeper_.pid(); }

 private:
  ServerFolder folder_;
  ServerKeeper keeper_;
};

PrivateServer::PrivateServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PrivateServer::~PrivateServer() = default;

absl::StatusOr<std::unique_ptr<PrivateServer>> PrivateServer::Start(const Options& options) {
  const absl::Time deadline = absl::Now() + options.start_timeout;
  ASSIGN_OR_RETURN(ServerFolder folder, ServerFolder::Open(options.folder, deadline));
  auto impl = std::make_unique<Impl>(std::move(folder), options);
  RETURN_IF_ERROR(impl->AwaitReady(deadline));
  return std::unique_ptr<PrivateServer>(new PrivateServer(std::move(impl)));
}

absl::StatusOr<std::string> PrivateServer::UrlOf(std::string_view schema) {
  return SchemaIn(impl_->folder().path(), schema);
}

absl::StatusOr<std::string> PrivateServer::SchemaIn(const fs::path& folder, std::string_view schema) {
  if (!IsPlainName(schema)) {
    return absl::InvalidArgumentError("a schema's name has up to 64 letters, digits and _");
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                   Connection::Open(RootIn(folder), absl::Now() + kPatienceOfCheck));
  RETURN_IF_ERROR(connection->Command(
      absl::StrCat("CREATE DATABASE IF NOT EXISTS `", AbslView(schema), "` CHARACTER SET utf8mb4")));
  return UrlIn(folder, schema);
}

std::string PrivateServer::UrlIn(const fs::path& folder, std::string_view schema) {
  return absl::StrCat(
      "mysql://root@/", AbslView(schema),
      "?socket=", PercentEncoded(ServerFolder::SocketIn(fs::absolute(folder).lexically_normal()).native()));
}

bool PrivateServer::AnswersIn(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(ServerFolder::SocketIn(folder), error)) return false;
  return Connection::Open(RootIn(folder), absl::Now() + kPatienceOfCheck).ok();
}

int PrivateServer::pid() const {
  return impl_->pid();
}

}  // namespace boulevard::runtime::db
