#include "services/runtime/vault/vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::vault {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

TEST(VaultSmokeTest, OpensWhatItSealed) {
  const tests::TemporaryFolder folder;
  const auto path = folder.path() / "master.keys";
  ASSERT_TRUE(KeyRing::Make(path, kNow).ok());
  const auto vault = Vault::Open(path).value();
  const Uuid id = NewUuid(kNow);
  const RecordKey key = vault->NewKey("people", id);
  const std::string sealed = key.Seal("surname", "Jansen");
  const RecordKey again = vault->OpenKey("people", id, key.wrapped()).value();
  EXPECT_EQ(again.Open("surname", sealed).value(), "Jansen");
  EXPECT_THAT(vault->SearchHashes(Surname("van der Jansen")),
              ::testing::ElementsAre(key.SearchHash(Surname("JANSEN"))));
}

}  // namespace
}  // namespace boulevard::runtime::vault
