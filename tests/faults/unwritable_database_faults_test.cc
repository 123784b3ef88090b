// A database that answers, and can write nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/private_server.h"
#include "tests/faults/fault_tools.h"
#include "tests/support/site/wait.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

using runtime::db::ConnectOptions;
using runtime::db::PrivateServer;
using runtime::db::Session;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSchema[] = "boulevard_placements";
constexpr char kUser[] = "'placements'@'localhost'";

// A server on which the site is a user like any other: who may do anything may also write what is read-only.
class Database {
 public:
  Database() : server_(PrivateServer::Start({.folder = folder_.path(), .durable = false}).value()) {
    operator_.emplace(*ConnectOptions::Parse(server_->UrlOf(kSchema).value()), 1, metrics_);
    Do(absl::StrCat("CREATE USER ", kUser));
    Do(absl::StrCat("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON ",
                    kSchema, ".* TO ", kUser));
  }

  // As the operator.
  void Do(const std::string& sql) {
    const absl::Status done = operator_->Run(absl::Now() + kPatience,
                                             [&](Session& session) { return session.Execute(sql).status(); });
    if (!done.ok()) Die("the operator cannot: " + sql);
  }
  std::string UrlOfSite() const {
    return absl::StrCat("mysql://placements@/", kSchema,
                        "?socket=", (folder_.path() / "mariadb.sock").string());
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<PrivateServer> server_;
  runtime::Registry metrics_;
  std::optional<runtime::db::Pool> operator_;
};

class UnwritableDatabaseFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    database_ = std::make_unique<Database>();
    site_ = std::make_unique<Site>(
        SiteOptions{.shape = Shape::kSplit, .replicas = 1, .database_url = database_->UrlOfSite()});
  }
  static void TearDownTestSuite() {
    site_.reset();
    database_.reset();
  }

  static Database& database() { return *database_; }

  Answer Write(const std::string& name) {
    return scene_.Provider().Post("/v1/places", PlaceBody(unit_, name));
  }

  // `number` is the error that the server gives.
  void ExpectThatNothingCanBeWritten(int number) {
    const Timed refused = Time([this] { return Write("refused"); });
    EXPECT_EQ(refused.answer.status(), 503) << refused.answer;
    EXPECT_LT(refused.taken, kFast);
    EXPECT_THAT(refused.answer.http.body, Not(HasSubstr("INSERT")));
    EXPECT_EQ(scene_.Provider().Get("/v1/places").status(), 200) << "what reads goes on";
    EXPECT_TRUE(AwaitHttp(site_->endpoints().http, "/readyz", 200));
    EXPECT_TRUE(Eventually(kPatience, [&] { return Logged(number); })) << "an operator has to know";
  }

  void ExpectThatAllIsWellAgain() {
    EXPECT_EQ(Write("done").status(), 201);
    EXPECT_EQ(PlacesNamed(scene_, unit_, "done"), 1);
    EXPECT_EQ(PlacesNamed(scene_, unit_, "refused"), 0);
  }

 private:
  static bool Logged(int number) {
    std::ifstream file(site_->folder() / "placements-0.log");
    for (std::string line; std::getline(file, line);) {
      if (line.find(absl::StrCat("\"number\":", number)) == std::string::npos) continue;
      return line.find("\"level\":\"error\"") != std::string::npos;
    }
    return false;
  }

  static inline std::unique_ptr<Database> database_;
  static inline std::unique_ptr<Site> site_;
  Scene scene_{*site_};
  const std::string unit_ = scene_.NewUnit();
};

TEST_F(UnwritableDatabaseFaults, ReadOnly) {
  database().Do("SET GLOBAL read_only = 1");
  ExpectThatNothingCanBeWritten(1290);
  database().Do("SET GLOBAL read_only = 0");
  ExpectThatAllIsWellAgain();
}

// As the server says it of a disk that is full.
TEST_F(UnwritableDatabaseFaults, FullDisk) {
  database().Do(absl::StrCat("CREATE TRIGGER full BEFORE INSERT ON ", kSchema,
                             ".places FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1114, "
                             "MESSAGE_TEXT = 'The table ''places'' is full'"));
  ExpectThatNothingCanBeWritten(1114);
  database().Do(absl::StrCat("DROP TRIGGER ", kSchema, ".full"));
  ExpectThatAllIsWellAgain();
}

}  // namespace
}  // namespace boulevard::tests
