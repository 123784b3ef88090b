#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "services/runtime/db/pool.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::db {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ConnectOptionsTest, ReadsHostAndPort) {
  const auto options = ConnectOptions::Parse("mysql://boulevard:p%40ss%3aword@db.example:3307/placements");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->user, "boulevard");
  EXPECT_EQ(options->password, "p@ss:word");
  EXPECT_EQ(options->host, "db.example");
  EXPECT_EQ(options->port, 3307);
  EXPECT_EQ(options->schema, "placements");
  EXPECT_EQ(ConnectOptions::Parse("mysql://u@[::1]:4000/s")->host, "::1");
  EXPECT_EQ(ConnectOptions::Parse("mysql://u@[::1]:4000/s")->port, 4000);
  EXPECT_EQ(ConnectOptions::Parse("mysql://u@host/s")->port, 3306);
}

TEST(ConnectOptionsTest, ReadsSocketAndSecrets) {
  const tests::TemporaryFolder folder;
  const std::string secret = folder.path() / "secret";
  std::ofstream(secret) << "quiet\n";
  const auto options = ConnectOptions::Parse(
      "mysql://root@/s?socket=/run/my%20db.sock&tls_ca=/ca.pem&password_file=" + secret);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->socket, "/run/my db.sock");
  EXPECT_EQ(options->tls_ca, "/ca.pem");
  EXPECT_EQ(options->password, "quiet");
}

TEST(ConnectOptionsTest, NamesTheFaultAndNoPassword) {
  const std::pair<const char*, const char*> cases[] = {
      {"postgres://u:secret@h/s", "mysql://"},
      {"mysql://h/s", "no user"},
      {"mysql://:secret@h/s", "no user"},
      {"mysql://u:secret@h:99999/s", "port"},
      {"mysql://u:secret@h:x/s", "port"},
      {"mysql://u:secret@h", "no schema"},
      {"mysql://u:secret@/s", "host nor a socket"},
      {"mysql://u:secret@h/s?tls=1", "unknown option tls"},
      {"mysql://u:secret%4@h/s", "hexadecimal"},
      {"mysql://u:secret@h/s?password_file=/no", "password file"},
  };
  for (const auto& [url, fault] : cases) {
    const absl::Status status = ConnectOptions::Parse(url).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << url;
    EXPECT_THAT(std::string(status.message()), HasSubstr(fault)) << url;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("secret"))) << url;
  }
}

}  // namespace
}  // namespace boulevard::runtime::db
