#include "services/runtime/access/key_refresher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "absl/synchronization/mutex.h"
#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/auth/jwks.h"
#include "services/runtime/auth/test_key.h"

namespace boulevard::runtime::access {
namespace {

using ::testing::HasSubstr;

// An issuer that answers what it is told to, and says when it has been asked.
class FakeIssuer {
 public:
  void Serves(std::initializer_list<std::string> jwks) {
    absl::MutexLock lock(&mutex_);
    set_ = jwks.size() == 0 ? "" : TestKey::JwkSet(jwks);
  }
  absl::StatusOr<KeysRead> Read() {
    absl::MutexLock lock(&mutex_);
    ++asked_;
    if (set_.empty()) return absl::UnavailableError("away");
    return KeysRead{*ParseJwks(set_), std::nullopt};
  }
  // Once the answer to an earlier question has been dealt with, since the next one comes after that.
  void AwaitAsked(int more) {
    absl::MutexLock lock(&mutex_);
    awaited_ = asked_ + more;
    const auto asked = [this] {
      mutex_.AssertReaderHeld();
      return asked_ >= awaited_;
    };
    mutex_.Await(absl::Condition(&asked));
  }

 private:
  absl::Mutex mutex_;
  std::string set_ ABSL_GUARDED_BY(mutex_);
  int asked_ ABSL_GUARDED_BY(mutex_) = 0;
  int awaited_ ABSL_GUARDED_BY(mutex_) = 0;
};

constexpr absl::Duration kShort = absl::Milliseconds(1);
// Asks all the time.
constexpr RefreshRules kEager = {.usual = kShort,
                                 .shortest = kShort,
                                 .longest = kShort,
                                 .first_retry = kShort,
                                 .longest_retry = kShort,
                                 .early_gap = kShort};
// Asks when it has to.
constexpr RefreshRules kLazy = {.early_gap = absl::ZeroDuration()};

class KeyRefresherTest : public ::testing::Test {
 protected:
  KeyRefresher Refresher(const RefreshRules& rules) {
    return KeyRefresher([this](const std::atomic<bool>&) { return issuer_.Read(); }, rules, Clock::System(),
                        metrics_);
  }

  const TestKey old_key_ = TestKey::Ed25519();
  const TestKey new_key_ = TestKey::Ed25519();
  FakeIssuer issuer_;
  Registry metrics_;
};

TEST_F(KeyRefresherTest, IsReadyOnceTheKeysAreRead) {
  KeyRefresher refresher = Refresher(kEager);
  issuer_.AwaitAsked(2);
  EXPECT_EQ(refresher.Ready().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(refresher.keys()->Find(old_key_.Kid()).status(), AuthError(AuthFault::kNoKeys));
  EXPECT_THAT(metrics_.Render(), HasSubstr(R"(boulevard_token_keys 0)"));
  issuer_.Serves({old_key_.Jwk()});
  issuer_.AwaitAsked(2);
  EXPECT_TRUE(refresher.Ready().ok());
  EXPECT_TRUE(refresher.keys()->Find(old_key_.Kid()).ok());
  EXPECT_THAT(metrics_.Render(), HasSubstr(R"(boulevard_token_keys 1)"));
}

TEST_F(KeyRefresherTest, FollowsARotation) {
  issuer_.Serves({old_key_.Jwk()});
  KeyRefresher refresher = Refresher(kEager);
  issuer_.AwaitAsked(2);
  issuer_.Serves({new_key_.Jwk()});
  issuer_.AwaitAsked(2);
  EXPECT_TRUE(refresher.keys()->Find(new_key_.Kid()).ok());
  EXPECT_EQ(refresher.keys()->Find(old_key_.Kid()).status(), AuthError(AuthFault::kKey));
}

TEST_F(KeyRefresherTest, AnUnknownKeyAsksTheIssuer) {
  issuer_.Serves({old_key_.Jwk()});
  KeyRefresher refresher = Refresher(kLazy);
  while (!refresher.Ready().ok()) std::this_thread::yield();
  issuer_.Serves({old_key_.Jwk(), new_key_.Jwk()});
  EXPECT_FALSE(refresher.keys()->Find(new_key_.Kid()).ok()) << "whoever asks does not wait";
  while (!refresher.keys()->Find(new_key_.Kid()).ok()) std::this_thread::yield();
}

TEST_F(KeyRefresherTest, InAnOutageTheOldKeysCount) {
  issuer_.Serves({old_key_.Jwk()});
  KeyRefresher refresher = Refresher(kEager);
  issuer_.AwaitAsked(2);
  issuer_.Serves({});
  issuer_.AwaitAsked(3);
  EXPECT_TRUE(refresher.Ready().ok());
  EXPECT_TRUE(refresher.keys()->Find(old_key_.Kid()).ok());
  EXPECT_THAT(metrics_.Render(), HasSubstr(R"(boulevard_token_key_refreshes_total{result="failed"})"));
}

TEST_F(KeyRefresherTest, ButNotForever) {
  RefreshRules rules = kEager;
  rules.longest_outage = absl::Milliseconds(20);
  issuer_.Serves({old_key_.Jwk()});
  KeyRefresher refresher = Refresher(rules);
  while (!refresher.Ready().ok()) std::this_thread::yield();
  issuer_.Serves({});
  while (refresher.keys()->Find(old_key_.Kid()).ok()) std::this_thread::yield();
  EXPECT_EQ(refresher.keys()->Find(old_key_.Kid()).status(), AuthError(AuthFault::kNoKeys));
  EXPECT_EQ(refresher.Ready().code(), absl::StatusCode::kUnavailable);
  issuer_.Serves({old_key_.Jwk()});
  while (!refresher.keys()->Find(old_key_.Kid()).ok()) std::this_thread::yield();
}

TEST_F(KeyRefresherTest, TheAgeIsShownAlsoAfterItsEnd) {
  issuer_.Serves({old_key_.Jwk()});
  { KeyRefresher refresher = Refresher(kLazy); }
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_token_keys_age_seconds"));
}

}  // namespace
}  // namespace boulevard::runtime::access
