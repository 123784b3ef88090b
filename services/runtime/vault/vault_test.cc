#include "services/runtime/vault/vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::vault {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class VaultTest : public ::testing::Test {
 protected:
  static constexpr absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

  VaultTest() {
    EXPECT_TRUE(KeyRing::Make(path_, kNow).ok());
    vault_ = Vault::Open(path_).value();
  }
  std::string Advance() { return KeyRing::Advance(path_, kNow).value(); }

  const tests::TemporaryFolder folder_;
  const std::filesystem::path path_ = folder_.path() / "master.keys";
  const Uuid id_ = NewUuid(kNow);
  std::unique_ptr<Vault> vault_;
};

TEST_F(VaultTest, OpensWhatItSealed) {
  const RecordKey key = vault_->NewKey("people", id_);
  const std::string sealed = key.Seal("surname", "Jansen");
  EXPECT_EQ(sealed.find("Jansen"), std::string::npos);
  EXPECT_THAT(sealed, SizeIs(6 + 28));
  EXPECT_THAT(key.wrapped().bytes, SizeIs(60));
  EXPECT_EQ(key.wrapped().master_key, vault_->ring()->current().id());
  EXPECT_EQ(
      Vault::Open(path_).value()->OpenKey("people", id_, key.wrapped())->Open("surname", sealed).value(),
      "Jansen");
  EXPECT_EQ(key.Open("note", key.Seal("note", "")).value(), "");
  EXPECT_NE(key.Seal("surname", "Jansen"), sealed);
  EXPECT_NE(vault_->NewKey("people", id_).wrapped(), key.wrapped());
}

TEST_F(VaultTest, NothingOpensInAnotherPlace) {
  const RecordKey key = vault_->NewKey("people", id_);
  const std::string sealed = key.Seal("surname", "Jansen");
  EXPECT_TRUE(absl::IsDataLoss(key.Open("note", sealed).status()));
  EXPECT_TRUE(absl::IsDataLoss(vault_->OpenKey("people", NewUuid(kNow), key.wrapped()).status()));
  EXPECT_TRUE(absl::IsDataLoss(vault_->OpenKey("plans", id_, key.wrapped()).status()));
  EXPECT_TRUE(absl::IsDataLoss(vault_->NewKey("people", id_).Open("surname", sealed).status()));
  // Nor is a text taken for a data key, or a data key for a text.
  EXPECT_TRUE(absl::IsDataLoss(vault_->OpenKey("people", id_, {key.wrapped().master_key, sealed}).status()));
  EXPECT_TRUE(absl::IsDataLoss(key.Open("data_key", key.wrapped().bytes).status()));
}

TEST_F(VaultTest, NoByteCanBeChanged) {
  const RecordKey key = vault_->NewKey("people", id_);
  const std::string sealed = key.Seal("surname", "Jansen");
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    EXPECT_TRUE(absl::IsDataLoss(key.Open("surname", changed).status())) << i;
  }
  for (size_t i = 0; i < key.wrapped().bytes.size(); ++i) {
    WrappedKey changed = key.wrapped();
    changed.bytes[i] = static_cast<char>(changed.bytes[i] ^ 0x40);
    EXPECT_TRUE(absl::IsDataLoss(vault_->OpenKey("people", id_, changed).status())) << i;
  }
  EXPECT_TRUE(absl::IsDataLoss(key.Open("surname", "").status()));
  EXPECT_TRUE(absl::IsDataLoss(vault_->OpenKey("people", id_, {key.wrapped().master_key, ""}).status()));
}

TEST_F(VaultTest, OldAndNewKeysOpenAndTheNewOneSeals) {
  const RecordKey old_key = vault_->NewKey("people", id_);
  const std::string sealed = old_key.Seal("surname", "Jansen");
  const std::string newest = Advance();
  const RecordKey key = vault_->NewKey("people", id_);
  EXPECT_EQ(key.wrapped().master_key, newest) << "noticed by itself";
  EXPECT_EQ(vault_->OpenKey("people", id_, old_key.wrapped())->Open("surname", sealed).value(), "Jansen");
  const WrappedKey rewrapped = vault_->Rewrap("people", id_, old_key.wrapped()).value();
  EXPECT_EQ(rewrapped.master_key, newest);
  EXPECT_EQ(vault_->OpenKey("people", id_, rewrapped)->Open("surname", sealed).value(), "Jansen");
}

// Another process sealed with a key that this one has not seen.
TEST_F(VaultTest, AKeyThatItDoesNotKnowYetIsLookedUp) {
  Advance();
  const RecordKey key = Vault::Open(path_).value()->NewKey("people", id_);
  EXPECT_TRUE(vault_->OpenKey("people", id_, key.wrapped()).ok());
}

TEST_F(VaultTest, AKeyThatIsGoneIsNamed) {
  const RecordKey key = vault_->NewKey("people", id_);
  Advance();
  ASSERT_TRUE(KeyRing::Remove(path_, key.wrapped().master_key).ok());
  vault_->NewKey("people", id_);  // reads the ring
  const absl::Status status = vault_->OpenKey("people", id_, key.wrapped()).status();
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr(key.wrapped().master_key));
}

TEST_F(VaultTest, GoesOnWithWhatItHasWhileTheFileIsBroken) {
  const std::string current = vault_->ring()->current().id();
  std::ofstream(path_, std::ios::app) << "rubbish\n";
  EXPECT_EQ(vault_->ring()->current().id(), current);
  std::filesystem::remove(path_);
  const RecordKey key = vault_->NewKey("people", id_);
  EXPECT_TRUE(vault_->OpenKey("people", id_, key.wrapped()).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Vault::Open(path_).status()));
  ASSERT_TRUE(KeyRing::Make(path_, kNow).ok());
  EXPECT_NE(vault_->ring()->current().id(), current);
}

TEST_F(VaultTest, IsFoundUnderWhicheverKey) {
  const RecordKey old_key = vault_->NewKey("people", id_);
  Advance();
  const RecordKey key = vault_->NewKey("people", id_);
  EXPECT_THAT(vault_->SearchHashes(Surname("JANSEN")),
              ElementsAre(old_key.SearchHash(Surname("Jansen")), key.SearchHash(Surname("jansen"))));
  EXPECT_THAT(key.SearchHash(Surname("jansen")), SizeIs(32));
  EXPECT_NE(old_key.SearchHash(Surname("jansen")), key.SearchHash(Surname("jansen")));
  EXPECT_NE(key.SearchHash({"surname", "a@b.nl"}), key.SearchHash({"email", "a@b.nl"}));
  // A record of before keeps the hash of its own key until it is resealed.
  const RecordKey reopened = vault_->OpenKey("people", id_, old_key.wrapped()).value();
  EXPECT_EQ(reopened.SearchHash(Surname("jansen")), old_key.SearchHash(Surname("jansen")));
}

TEST_F(VaultTest, ManyThreadsUseItWhileTheRingGrows) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 200; ++j) {
        const RecordKey key = vault_->NewKey("people", id_);
        const std::string sealed = key.Seal("note", "text");
        EXPECT_EQ(vault_->OpenKey("people", id_, key.wrapped())->Open("note", sealed).value(), "text");
        EXPECT_THAT(vault_->SearchHashes(Surname("a")), Contains(key.SearchHash(Surname("a"))));
      }
    });
  }
  for (int i = 0; i < 10; ++i) Advance();
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(vault_->ring()->keys(), SizeIs(11));
}

}  // namespace
}  // namespace boulevard::runtime::vault
