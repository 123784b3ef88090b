#include "services/runtime/db/private_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"
#include "tests/support/temporary_folder.h"

extern char** environ;

namespace boulevard::runtime::db {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<int64_t> RunOn(const std::string& url, std::string_view sql) {
  Registry metrics;
  Pool pool(*ConnectOptions::Parse(url), 1, metrics);
  int64_t number = 0;
  const absl::Status status = pool.Run(absl::Now() + absl::Seconds(20), [&](Session& session) {
    return session.Query(sql, {}, [&](const Row& row) { number = row.Int(0); }).status();
  });
  if (!status.ok()) return status;
  return number;
}

class PrivateServerTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<PrivateServer>> Start(bool durable = false) {
    return PrivateServer::Start({.folder = folder(), .durable = durable});
  }
  std::filesystem::path folder() const { return temporary_.path() / "database"; }

  tests::TemporaryFolder temporary_;
};

TEST_F(PrivateServerTest, KeepsItsDataAndItsFolderPrivate) {
  EXPECT_FALSE(PrivateServer::AnswersIn(folder()));
  {
    auto server = Start(/*durable=*/true);
    ASSERT_TRUE(server.ok()) << server.status();
    EXPECT_TRUE(PrivateServer::AnswersIn(folder()));
    const auto url = (*server)->UrlOf("first");
    ASSERT_TRUE(url.ok()) << url.status();
    EXPECT_EQ(*url, PrivateServer::UrlIn(folder(), "first"));
    EXPECT_TRUE(RunOn(*url, "CREATE TABLE t AS SELECT 42 AS a").ok());
    struct stat info {};
    ASSERT_EQ(stat(folder().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07777, 0700u);
    EXPECT_EQ((*server)->UrlOf("no`good").status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_FALSE(PrivateServer::AnswersIn(folder()));
  auto again = Start();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(RunOn(*(*again)->UrlOf("first"), "SELECT a FROM t").value_or(0), 42);
}

TEST_F(PrivateServerTest, HasOneOwner) {
  auto server = Start();
  ASSERT_TRUE(server.ok()) << server.status();
  const absl::Status second = Start().status();
  EXPECT_EQ(second.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(second.message()), HasSubstr("another process"));
  EXPECT_TRUE(PrivateServer::AnswersIn(folder()));
}

TEST_F(PrivateServerTest, RefusesAFolderWhoseSocketPathIsTooLong) {
  const auto server = PrivateServer::Start({.folder = temporary_.path() / std::string(120, 'x')});
  EXPECT_EQ(server.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(server.status().message()), HasSubstr("too long for a socket"));
}

TEST_F(PrivateServerTest, SaysWhereToLookWhenTheServerCannotStart) {
  { ASSERT_TRUE(Start().ok()); }
  std::filesystem::remove_all(folder() / "data");
  std::filesystem::create_directory(folder() / "data");
  const auto server = Start();
  EXPECT_EQ(server.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(server.status().message()), HasSubstr("mariadb.log"));
}

TEST_F(PrivateServerTest, StartsAfreshWhenMakingTheDatabaseWasInterrupted) {
  std::filesystem::create_directories(folder() / "data.unfinished" / "mysql");
  EXPECT_TRUE(Start().ok());
}

// Another process that owns the server of a folder.
class Owner {
 public:
  explicit Owner(const std::filesystem::path& folder) {
    int ready[2];
    EXPECT_EQ(pipe(ready), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ready[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ready[0]);
    std::string program = TEST_DATABASE_SERVER;
    std::string argument = folder.string();
    char* arguments[] = {program.data(), argument.data(), nullptr};
    EXPECT_EQ(posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ready[1]);
    char first = 0;
    EXPECT_EQ(read(ready[0], &first, 1), 1);
    close(ready[0]);
  }
  int End(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    return status;
  }

 private:
  pid_t pid_ = 0;
};

TEST_F(PrivateServerTest, CanBeTakenOverWhenItsOwnerWasKilled) {
  Owner owner(folder());
  ASSERT_TRUE(PrivateServer::AnswersIn(folder()));
  EXPECT_EQ(Start().status().code(), absl::StatusCode::kAlreadyExists);
  ASSERT_TRUE(RunOn(PrivateServer::UrlIn(folder(), "mysql"), "CREATE DATABASE kept").ok());
  EXPECT_TRUE(WIFSIGNALED(owner.End(SIGKILL)));
  auto server = Start();
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_TRUE(RunOn(PrivateServer::UrlIn(folder(), "kept"), "CREATE TABLE t (a INT)").ok());
}

TEST_F(PrivateServerTest, EndsWithItsOwner) {
  Owner owner(folder());
  const int status = owner.End(SIGTERM);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  EXPECT_FALSE(PrivateServer::AnswersIn(folder()));
}

TEST_F(PrivateServerTest, IsStartedAgainWhenItIsKilled) {
  auto server = Start();
  ASSERT_TRUE(server.ok()) << server.status();
  const int killed = (*server)->pid();
  ASSERT_EQ(kill(killed, SIGKILL), 0);
  const absl::Time patience = absl::Now() + absl::Seconds(60);
  while (((*server)->pid() == killed || !PrivateServer::AnswersIn(folder())) && absl::Now() < patience) {
  }
  EXPECT_NE((*server)->pid(), killed);
  EXPECT_TRUE(PrivateServer::AnswersIn(folder()));
}

}  // namespace
}  // namespace boulevard::runtime::db
