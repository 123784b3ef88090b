#include "services/runtime/db/open_transaction.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "absl/time/clock.h"
#include "services/runtime/db/test_calls.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::db {
namespace {

class OpenTransactionTest : public ::testing::Test {
 protected:
  OpenTransactionTest() {
    EXPECT_TRUE(
        pool_.Run(Soon(), [](Session& session) { return session.Execute("CREATE TABLE t (a INT)").status(); })
            .ok());
  }
  static int64_t Rows(Pool& pool) {
    int64_t rows = -1;
    EXPECT_TRUE(pool.Run(Soon(),
                         [&](Session& session) {
                           return session
                               .Query("SELECT COUNT(*) FROM t", {},
                                      [&](const Row& row) { rows = row.Int(0); })
                               .status();
                         })
                    .ok());
    return rows;
  }

  tests::TestDatabase database_;
  Registry metrics_;
  // One connection: who does not join would wait for it in vain.
  Pool pool_{*ConnectOptions::Parse(database_.url()), 1, metrics_};
  Pool other_pool_{*ConnectOptions::Parse(database_.url()), 1, metrics_};
};

TEST_F(OpenTransactionTest, TakesInWhatTheSameThreadDoesMeanwhile) {
  EXPECT_TRUE(pool_
                  .InTransaction(Soon(),
                                 [&](Session& session) {
                                   EXPECT_TRUE(Insert(session).ok());
                                   EXPECT_TRUE(pool_.InTransaction(Soon(), Insert).ok());
                                   EXPECT_EQ(Rows(pool_), 2);
                                   EXPECT_EQ(Rows(other_pool_), 0) << "committed before the end";
                                   return absl::OkStatus();
                                 })
                  .ok());
  EXPECT_EQ(Rows(other_pool_), 2);
}

TEST_F(OpenTransactionTest, RollsTheWholeBackWhenAPartFailsWhateverIsMadeOfThat) {
  bool begun = false;
  const absl::Status whole = pool_.InTransaction(Soon(), [&](Session& session) {
    EXPECT_TRUE(Insert(session).ok());
    EXPECT_EQ(pool_.InTransaction(Soon(), [](Session&) { return absl::NotFoundError("no"); }),
              absl::NotFoundError("no"));
    EXPECT_EQ(pool_.InTransaction(Soon(),
                                  [&](Session&) {
                                    begun = true;
                                    return absl::OkStatus();
                                  }),
              absl::NotFoundError("no"));
    return absl::OkStatus();
  });
  EXPECT_EQ(whole, absl::NotFoundError("no"));
  EXPECT_FALSE(begun);
  EXPECT_EQ(Rows(pool_), 0);
}

TEST_F(OpenTransactionTest, IsOfOnePool) {
  EXPECT_EQ(pool_.InTransaction(Soon(),
                                [&](Session&) {
                                  EXPECT_TRUE(other_pool_.InTransaction(Soon(), Insert).ok());
                                  return absl::CancelledError("roll back");
                                }),
            absl::CancelledError("roll back"));
  EXPECT_EQ(Rows(pool_), 1);
}

TEST_F(OpenTransactionTest, IsOverWhenAnExceptionHasPassed) {
  EXPECT_THROW(pool_
                   .InTransaction(Soon(),
                                  [&](Session& session) -> absl::Status {
                                    EXPECT_TRUE(Insert(session).ok());
                                    throw std::runtime_error("x");
                                  })
                   .IgnoreError(),
               std::runtime_error);
  EXPECT_EQ(OpenTransaction::Of(pool_), nullptr);
  EXPECT_EQ(Rows(pool_), 0);
}

}  // namespace
}  // namespace boulevard::runtime::db
