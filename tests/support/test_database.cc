#include "tests/support/test_database.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/private_server.h"
#include "services/runtime/id/uuid.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

namespace db = runtime::db;

constexpr absl::Duration kPatience = absl::Seconds(30);

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << "the database of the tests: " << status << '\n';
  std::abort();
}

// The server of this process: its folder goes after it has stopped.
struct OwnServer {
  TemporaryFolder folder;
  std::unique_ptr<db::PrivateServer> server;
};

std::filesystem::path StartOwnServer() {
  static OwnServer own;
  auto server = db::PrivateServer::Start({.folder = own.folder.path(), .durable = false});
  Require(server.status());
  own.server = *std::move(server);
  return own.folder.path();
}

const std::filesystem::path& ServerFolder() {
  static const std::filesystem::path folder = [] {
    // No test changes the environment.
    const char* shared = std::getenv("BOULEVARD_TEST_DATABASE_FOLDER");  // NOLINT(concurrency-mt-unsafe)
    if (shared != nullptr && db::PrivateServer::AnswersIn(shared)) return std::filesystem::path(shared);
    return StartOwnServer();
  }();
  return folder;
}

void RunOnServer(const std::string& sql) {
  auto options = db::ConnectOptions::Parse(db::PrivateServer::UrlIn(ServerFolder(), "mysql"));
  Require(options.status());
  runtime::Registry metrics;
  db::Pool pool(*std::move(options), 1, metrics);
  Require(
      pool.Run(absl::Now() + kPatience, [&](db::Session& session) { return session.Execute(sql).status(); }));
}

std::string RandomSchema() {
  const std::string id = runtime::NewUuid(absl::Now()).ToString();
  return absl::StrCat("test_", id.substr(0, 8), id.substr(9, 4), "_", id.substr(24));
}

}  // namespace

TestDatabase::TestDatabase()
    : schema_(RandomSchema()), url_(db::PrivateServer::UrlIn(ServerFolder(), schema_)) {
  RunOnServer(absl::StrCat("CREATE DATABASE ", schema_, " CHARACTER SET utf8mb4"));
}

TestDatabase::~TestDatabase() {
  RunOnServer(absl::StrCat("DROP DATABASE ", schema_));
}

}  // namespace boulevard::tests
