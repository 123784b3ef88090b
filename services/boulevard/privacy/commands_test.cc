#include "services/boulevard/privacy/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "absl/time/clock.h"
#include "services/guidance/schema/migrations.h"
#include "services/runtime/audit/access_log.h"
#include "services/runtime/audit/chain.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/db/test_calls.h"
#include "services/runtime/vault/key_ring.h"
#include "services/runtime/vault/vault.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::privacy {
namespace {

using runtime::db::Soon;
using runtime::vault::KeyRing;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Outcome {
  absl::StatusOr<int> code = absl::UnknownError("not run");
  std::string out;
};

// As the program runs what it was told.
Outcome Command(const std::vector<std::string>& words) {
  CLI::App app;
  std::function<absl::StatusOr<int>()> command;
  AddPrivacyCommands(app,
                     [&](CLI::App& parent, const std::string& name, const std::string& help,
                         std::function<absl::StatusOr<int>()> run) -> CLI::App& {
                       CLI::App& added = *parent.add_subcommand(name, help);
                       added.callback([&command, run = std::move(run)] { command = run; });
                       return added;
                     });
  std::vector<const char*> argv = {"boulevard"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  Outcome outcome;
  if (const auto code = runtime::config::Parse(app, static_cast<int>(argv.size()), argv.data())) {
    outcome.code = *code;
    return outcome;
  }
  ::testing::internal::CaptureStdout();
  outcome.code = command();
  outcome.out = ::testing::internal::GetCapturedStdout();
  return outcome;
}

class PrivacyCommandsTest : public ::testing::Test {
 protected:
  PrivacyCommandsTest() {
    EXPECT_TRUE(runtime::db::Migrate(pool_, guidance::schema::Migrations(), Soon()).ok());
    EXPECT_TRUE(KeyRing::Make(ring_, absl::Now()).ok());
    const auto vault = runtime::vault::Vault::Open(ring_).value();
    const runtime::audit::Entry entry{.event = "BreakGlass", .subject = "m-17", .reason = "alarm"};
    EXPECT_TRUE(pool_
                    .Run(Soon(),
                         [&](runtime::db::Session& session) {
                           return runtime::audit::Append(session, *vault, std::span(&entry, 1));
                         })
                    .ok());
    EXPECT_EQ(runtime::audit::Chain(pool_, runtime::Clock::System(), metrics_).Extend(Soon()).value(), 1);
  }
  std::vector<std::string> Here(std::vector<std::string> words) {
    words.insert(words.end(), {"--database", database_.url()});
    if (words[0] == "keys") words.insert(words.end(), {"--master-keys", ring_.string()});
    return words;
  }

  const tests::TestDatabase database_;
  const tests::TemporaryFolder folder_;
  const std::filesystem::path ring_ = folder_.path() / "master.keys";
  runtime::Registry metrics_;
  runtime::db::Pool pool_{*runtime::db::ConnectOptions::Parse(database_.url()), 2, metrics_};
};

TEST_F(PrivacyCommandsTest, AKeyGoesItsWholeWay) {
  const std::string first = KeyRing::Read(ring_)->current().id();
  EXPECT_THAT(Command({"keys", "add", "--master-keys", ring_.string()}).out, HasSubstr(" is added"));
  EXPECT_THAT(Command(Here({"keys", "list"})).out, HasSubstr("1 records  current"));
  const Outcome rotated = Command(Here({"keys", "rotate", "--notice", "0s"}));
  ASSERT_TRUE(rotated.code.ok()) << rotated.code.status();
  EXPECT_EQ(*rotated.code, 0);
  EXPECT_THAT(rotated.out, HasSubstr("access_log: 1 records"));
  EXPECT_THAT(Command(Here({"keys", "rotate", "--resume"})).out, HasSubstr("access_log: 0 records"));
  EXPECT_EQ(Command(Here({"keys", "remove", first})).code.value(), 0);
  EXPECT_TRUE(absl::IsNotFound(Command(Here({"keys", "remove", first})).code.status()));
}

TEST_F(PrivacyCommandsTest, AWholeLogGivesZeroAndAnyOtherOne) {
  const Outcome whole = Command(Here({"access-log", "verify"}));
  EXPECT_EQ(whole.code.value(), 0);
  EXPECT_THAT(whole.out, StartsWith("access log whole: 1 rows, head 1:"));
  const std::string noted = whole.out.substr(whole.out.find("1:"), 2 + 64);
  EXPECT_EQ(Command(Here({"access-log", "verify", "--noted", noted})).code.value(), 0);
  const Outcome other = Command(Here({"access-log", "verify", "--noted", "2" + noted.substr(1)}));
  EXPECT_EQ(other.code.value(), 1);
  EXPECT_EQ(other.out, "access log NOT whole: row 2, which was noted, is not there\n");
  EXPECT_TRUE(absl::IsInvalidArgument(Command(Here({"access-log", "verify", "--noted", "x"})).code.status()));
  ASSERT_TRUE(pool_
                  .Run(Soon(),
                       [](runtime::db::Session& session) {
                         return session.Execute("UPDATE access_log SET role = 'admin'").status();
                       })
                  .ok());
  const Outcome changed = Command(Here({"access-log", "verify"}));
  EXPECT_EQ(changed.code.value(), 1);
  EXPECT_EQ(changed.out, "access log NOT whole: row 1 (id 1) was changed\n");
}

TEST_F(PrivacyCommandsTest, WhatIsMissingIsSaidInOneSentence) {
  EXPECT_THAT(std::string(Command({"keys", "add"}).code.status().message()), HasSubstr("--data-dir DIR"));
  EXPECT_THAT(std::string(Command({"access-log", "verify"}).code.status().message()),
              HasSubstr("--database URL"));
  const std::string nowhere = (folder_.path() / "nowhere").string();
  EXPECT_THAT(std::string(Command({"access-log", "verify", "--data-dir", nowhere}).code.status().message()),
              HasSubstr("there is no database in"));
  EXPECT_THAT(std::string(Command({"keys", "add", "--data-dir", nowhere}).code.status().message()),
              HasSubstr("No such file or directory"));
  EXPECT_THAT(std::string(Command(Here({"keys", "rotate", "--notice", "soon"})).code.status().message()),
              HasSubstr("--notice takes"));
}

}  // namespace
}  // namespace boulevard::privacy
