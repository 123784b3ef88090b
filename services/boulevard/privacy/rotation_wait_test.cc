#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "services/boulevard/privacy/keys.h"
#include "services/guidance/domain/young_people.h"
#include "services/guidance/schema/migrations.h"
#include "services/guidance/store/mysql_store.h"
#include "services/guidance/store/sealed_tables.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/db/test_calls.h"
#include "services/runtime/vault/vault.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::privacy {
namespace {

using runtime::db::Soon;
using runtime::vault::KeyRing;
using runtime::vault::Vault;

// Someone is searched for: the hashes are made, then the database is asked for them.
class RotationWaitTest : public ::testing::Test {
 protected:
  RotationWaitTest() {
    EXPECT_TRUE(runtime::db::Migrate(pool_, guidance::schema::Migrations(), Soon()).ok());
    runtime::CallContext coordinator;
    coordinator.deadline = Soon();
    coordinator.principal = {.subject = "c", .role = runtime::Role::kCoordinator};
    guidance::store::MysqlStore store(pool_, *vault_);
    const guidance::domain::YoungPeople people(store, runtime::Clock::System());
    EXPECT_TRUE(people
                    .Create(coordinator, {.given_name = "Example",
                                          .surname = "van Voorbeeld",
                                          .birth_date = guidance::domain::Day(2005, 3, 1)})
                    .ok());
  }

  bool FindsSomeone(const std::vector<std::string>& hashes) {
    bool found = false;
    for (const std::string& hash : hashes) {
      const absl::Status asked = pool_.Run(Soon(), [&](runtime::db::Session& session) {
        return session
            .Query("SELECT 1 FROM young_people WHERE surname_hash = ?", {hash},
                   [&](const auto&) { found = true; })
            .status();
      });
      EXPECT_TRUE(asked.ok()) << asked;
    }
    return found;
  }

  const tests::TestDatabase database_;
  const tests::TemporaryFolder folder_;
  const std::filesystem::path ring_ = folder_.path() / "master.keys";
  runtime::FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  const absl::Status made_ = KeyRing::Make(ring_, clock_.Now());
  const std::unique_ptr<Vault> vault_ = Vault::Open(ring_).value();
  runtime::Registry metrics_;
  runtime::db::Pool pool_{*runtime::db::ConnectOptions::Parse(database_.url()), 2, metrics_};
};

// Without the wait it would ask once the record is under a key that it has no hash of.
TEST_F(RotationWaitTest, ASearchThatBeganBeforeEndsBeforeAnyRecordIsUnderTheNewKey) {
  const std::vector<std::string> begun = vault_->SearchHashes(runtime::vault::Surname("Voorbeeld"));
  bool waited = false;
  const Rotation rotation{.ring = ring_,
                          .databases = {{pool_, guidance::store::SealedTables()}},
                          .notice = absl::Seconds(5),
                          .clock = clock_,
                          .sleep = [&](absl::Duration time) {
                            waited = true;
                            EXPECT_TRUE(FindsSomeone(begun));
                            clock_.Advance(time);
                          }};
  std::ostringstream out;
  ASSERT_TRUE(RotateKeys(rotation, /*resume=*/false, out).ok()) << out.str();
  EXPECT_TRUE(waited);
  EXPECT_FALSE(FindsSomeone(begun)) << "which is what the wait is for";
  EXPECT_TRUE(FindsSomeone(vault_->SearchHashes(runtime::vault::Surname("Voorbeeld"))));
}

}  // namespace
}  // namespace boulevard::privacy
