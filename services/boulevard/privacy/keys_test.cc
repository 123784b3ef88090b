#include "services/boulevard/privacy/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/time/clock.h"
#include "services/runtime/audit/access_log.h"
#include "services/runtime/audit/schema/migrations.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/db/test_calls.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/vault/key_ring.h"
#include "services/runtime/vault/vault.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::privacy {
namespace {

using runtime::db::Soon;
using runtime::vault::KeyRing;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

// The reasons of an access log are what there is to seal here.
class KeysTest : public ::testing::Test {
 protected:
  KeysTest() {
    EXPECT_TRUE(runtime::db::Migrate(pool_, runtime::audit::schema::Migrations(), Soon()).ok());
    EXPECT_TRUE(KeyRing::Make(ring_, clock_.Now()).ok());
    vault_ = runtime::vault::Vault::Open(ring_).value();
  }

  void AddReason(const std::string& reason) {
    const runtime::audit::Entry entry{.event = "BreakGlass", .subject = "m-17", .reason = reason};
    ASSERT_TRUE(pool_
                    .Run(Soon(),
                         [&](runtime::db::Session& session) {
                           return runtime::audit::Append(session, *vault_, std::span(&entry, 1));
                         })
                    .ok());
  }
  std::vector<SealedDatabase> Databases() { return {{pool_, {runtime::audit::SealedReasons()}}}; }
  absl::Status Rotate(bool resume = false) {
    return RotateKeys({.ring = ring_,
                       .databases = Databases(),
                       .notice = absl::Seconds(10),
                       .clock = clock_,
                       .sleep =
                           [this](absl::Duration time) {
                             slept_ += time;
                             known_before_use_ = KeyRing::Read(ring_)->keys().size() == 2 &&
                                                 KeyRing::Read(ring_)->current().id() == FirstKey();
                             clock_.Advance(time);
                           }},
                      resume, out_);
  }
  std::string FirstKey() const { return KeyRing::Read(ring_)->keys().front().id(); }
  std::string Listed() {
    std::ostringstream out;
    EXPECT_TRUE(ListKeys(ring_, Databases(), out).ok());
    return out.str();
  }

  const tests::TestDatabase database_;
  const tests::TemporaryFolder folder_;
  const std::filesystem::path ring_ = folder_.path() / "master.keys";
  runtime::FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  runtime::Registry metrics_;
  runtime::db::Pool pool_{*runtime::db::ConnectOptions::Parse(database_.url()), 2, metrics_};
  std::unique_ptr<runtime::vault::Vault> vault_;
  std::ostringstream out_;
  absl::Duration slept_;
  bool known_before_use_ = false;
};

TEST_F(KeysTest, AreListedWithWhatIsUnderThem) {
  AddReason("one");
  AddReason("two");
  EXPECT_EQ(Listed(), FirstKey() + "  made 2027-01-15 08:00 UTC  2 records  current\n");
  ASSERT_TRUE(AddKey(ring_, clock_, out_).ok());
  EXPECT_THAT(Listed(), HasSubstr("0 records\n"));
  EXPECT_THAT(out_.str(), HasSubstr("is added"));
}

TEST_F(KeysTest, ARotationUsesANewKeyOnceItWasKnownForAWhileAndLeavesNothingUnderTheOld) {
  AddReason("one");
  const std::string old_key = FirstKey();
  ASSERT_TRUE(Rotate().ok());
  EXPECT_EQ(slept_, absl::Seconds(10));
  EXPECT_TRUE(known_before_use_);
  const KeyRing ring = KeyRing::Read(ring_).value();
  EXPECT_NE(ring.current().id(), old_key);
  EXPECT_THAT(out_.str(),
              HasSubstr("access_log: 1 records\nevery record is under key " + ring.current().id()));
  EXPECT_THAT(Listed(), HasSubstr(old_key + "  made 2027-01-15 08:00 UTC  0 records\n"));
}

TEST_F(KeysTest, AKeyThatWasAddedBeforeIsUsedAtOnce) {
  ASSERT_TRUE(AddKey(ring_, clock_, out_).ok());
  clock_.Advance(absl::Hours(1));
  ASSERT_TRUE(Rotate().ok());
  EXPECT_EQ(slept_, absl::ZeroDuration());
  EXPECT_THAT(KeyRing::Read(ring_)->keys(), SizeIs(2));
}

TEST_F(KeysTest, ARotationThatWasCutShortGoesOn) {
  AddReason("one");
  ASSERT_TRUE(KeyRing::Advance(ring_, clock_.Now()).ok());
  ASSERT_TRUE(Rotate(/*resume=*/true).ok());
  EXPECT_THAT(KeyRing::Read(ring_)->keys(), SizeIs(2)) << "without another key";
  EXPECT_THAT(out_.str(), HasSubstr("access_log: 1 records"));
}

TEST_F(KeysTest, AKeyIsTakenOutOnceNothingIsUnderIt) {
  AddReason("one");
  const std::string old_key = FirstKey();
  ASSERT_TRUE(KeyRing::Advance(ring_, clock_.Now()).ok());
  const absl::Status refused = RemoveKey(ring_, old_key, Databases(), out_);
  EXPECT_TRUE(absl::IsFailedPrecondition(refused));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("1 records are under key " + old_key));
  ASSERT_TRUE(Rotate(/*resume=*/true).ok());
  ASSERT_TRUE(RemoveKey(ring_, old_key, Databases(), out_).ok());
  EXPECT_THAT(KeyRing::Read(ring_)->keys(), SizeIs(1));
}

TEST_F(KeysTest, WhatCannotBeOpenedIsSaid) {
  AddReason("one");
  AddReason("two");
  ASSERT_TRUE(
      pool_
          .Run(Soon(),
               [](runtime::db::Session& session) {
                 return session.Execute("UPDATE access_log SET reason = REVERSE(reason) LIMIT 1").status();
               })
          .ok());
  EXPECT_TRUE(absl::IsDataLoss(Rotate()));
  EXPECT_THAT(out_.str(), HasSubstr("access_log: 1 records\ndoes not open: access_log "));
  EXPECT_THAT(out_.str(), Not(HasSubstr("every record is under")));

  const std::string lost = FirstKey();
  ASSERT_TRUE(KeyRing::Remove(ring_, lost).ok());
  EXPECT_THAT(Listed(), HasSubstr(lost + "  NOT ON THE RING  1 records"));
}

}  // namespace
}  // namespace boulevard::privacy
