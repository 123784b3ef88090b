#include "services/runtime/audit/verification.h"

#include <gmock/gmock.h>

#include "services/runtime/audit/link.h"
#include "services/runtime/audit/test_log.h"

namespace boulevard::runtime::audit {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr int kRows = 7;

// Each test tampers with a log of seven rows, as someone who can write to the database can.
class VerificationTest : public AccessLogTest {
 protected:
  VerificationTest() {
    for (int i = 0; i < kRows; ++i) {
      Entry entry = SomeEntry(absl::StrCat("Event", i));
      entry.reason = "a reason";
      EXPECT_TRUE(Add(entry).ok());
    }
    EXPECT_EQ(first_.chain.Extend(Soon()).value(), kRows);
    Sql("CREATE TABLE as_it_was AS SELECT * FROM access_log");
    Sql("CREATE TABLE head_as_it_was AS SELECT * FROM access_log_head");
    EXPECT_THAT(Verified().faults, IsEmpty());
    head_ = Verified().head;
  }

  void Restore() {
    Sql("DELETE FROM access_log");
    Sql("INSERT INTO access_log SELECT * FROM as_it_was");
    Sql("DELETE FROM access_log_head");
    Sql("INSERT INTO access_log_head SELECT * FROM head_as_it_was");
    ASSERT_THAT(Verified(head_).faults, IsEmpty());
  }

  // Gives a row, and all after it, hashes that fit, as someone who knows the format can.
  void ChainAnewFrom(int64_t number) {
    ASSERT_TRUE(
        first_.pool
            .InTransaction(Soon(),
                           [&](db::Session& session) -> absl::Status { return ChainAnew(session, number); })
            .ok());
  }

  Anchor head_;

 private:
  static absl::Status ChainAnew(db::Session& session, int64_t number) {
    struct Row {
      int64_t number;
      std::string content;
    };
    std::vector<Row> rows;
    std::string hash;
    absl::Status status = session
                              .Query("SELECT previous_hash FROM access_log WHERE number = ?", {number},
                                     [&](const db::Row& row) { hash = row.String(0); })
                              .status();
    if (!status.ok()) return status;
    status = session
                 .Query(absl::StrCat("SELECT ", std::string(kHashedColumns),
                                     ", number FROM access_log WHERE number >= ? ORDER BY number"),
                        {number},
                        [&](const db::Row& row) {
                          rows.push_back({row.Int(kHashedColumnCount), ContentOf(row)});
                        })
                 .status();
    for (size_t i = 0; status.ok() && i < rows.size(); ++i) {
      const std::string next = LinkHash(hash, rows[i].number, rows[i].content);
      status = session
                   .Execute("UPDATE access_log SET previous_hash = ?, hash = ? WHERE number = ?",
                            {hash, next, rows[i].number})
                   .status();
      hash = next;
    }
    if (!status.ok()) return status;
    return session.Execute("UPDATE access_log_head SET hash = ?", {hash}).status();
  }
};

TEST_F(VerificationTest, EveryColumnOfEveryRowIsHeld) {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"id", "id + 1000"},
      {"happened_at", "happened_at + INTERVAL 1 MICROSECOND"},
      {"event", "'DeleteYoungPerson'"},
      {"action", "'search'"},
      {"subject", "'m-18'"},
      {"role", "'admin'"},
      {"purpose", "'placement'"},
      {"person", "REVERSE(person)"},
      {"person", "NULL"},
      {"resource", "'plan'"},
      {"resource_id", "REVERSE(resource_id)"},
      {"resource_id", "NULL"},
      {"result", "'refused'"},
      {"trace_id", "REVERSE(trace_id)"},
      {"reason_id", "REVERSE(reason_id)"},
      {"reason", "REVERSE(reason)"},
      {"reason", "NULL"},
      {"reason", "''"},
      {"previous_hash", "REPEAT('x', 32)"},
      {"hash", "REVERSE(hash)"},
  };
  for (int row = 1; row <= kRows; ++row) {
    for (const auto& [column, value] : changes) {
      Sql(absl::StrCat("UPDATE access_log SET ", column, " = ", value, " WHERE number = ", row));
      EXPECT_THAT(Verified().faults, ElementsAre(AllOf(StartsWith(absl::StrCat("row ", row, " (id ")),
                                                       HasSubstr("was changed"))))
          << column << " = " << value << " of row " << row;
      Sql(absl::StrCat("DELETE FROM access_log WHERE number = ", row));
      Sql(absl::StrCat("INSERT INTO access_log SELECT * FROM as_it_was WHERE number = ", row));
    }
  }
}

// The table's columns are those of the test above, and those that may change.
TEST_F(VerificationTest, NoColumnIsLeftOut) {
  std::vector<std::string> columns;
  ASSERT_TRUE(first_.pool
                  .Run(Soon(),
                       [&](db::Session& session) {
                         return session
                             .Query(
                                 "SELECT column_name FROM information_schema.columns WHERE table_schema = "
                                 "DATABASE() AND table_name = 'access_log' ORDER BY ordinal_position",
                                 {}, [&](const db::Row& row) { columns.push_back(row.String(0)); })
                             .status();
                       })
                  .ok());
  EXPECT_THAT(columns, ElementsAre("id", "happened_at", "event", "action", "subject", "role", "purpose",
                                   "person", "resource", "resource_id", "result", "trace_id", "reason_id",
                                   "reason", "master_key", "data_key", "number", "previous_hash", "hash"));
}

TEST_F(VerificationTest, ARowOrSomeThatAreMissingAreNamed) {
  for (int row = 1; row <= kRows; ++row) {
    Sql(absl::StrCat("DELETE FROM access_log WHERE number = ", row));
    EXPECT_THAT(Verified().faults, ElementsAre(absl::StrCat("row ", row, " is missing")));
    Restore();
  }
  Sql("DELETE FROM access_log WHERE number BETWEEN 3 AND 5");
  EXPECT_THAT(Verified().faults, ElementsAre("rows 3 to 5 are missing"));
  Restore();
  Sql("DELETE FROM access_log");
  EXPECT_THAT(Verified().faults, ElementsAre("rows 1 to 7 are missing"));
}

TEST_F(VerificationTest, RowsThatChangedPlacesAreNamed) {
  for (int a = 1; a <= kRows; ++a) {
    for (int b = a + 1; b <= kRows; ++b) {
      Sql(absl::StrCat("UPDATE access_log SET number = -1 WHERE number = ", a));
      Sql(absl::StrCat("UPDATE access_log SET number = ", a, " WHERE number = ", b));
      Sql(absl::StrCat("UPDATE access_log SET number = ", b, " WHERE number = -1"));
      EXPECT_THAT(Verified().faults, ElementsAre(HasSubstr(absl::StrCat("moved: it was row ", b)),
                                                 HasSubstr(absl::StrCat("moved: it was row ", a))))
          << a << " and " << b;
      Restore();
    }
  }
}

TEST_F(VerificationTest, ARowWithoutItsNumberIsMissingAlsoOnceItIsChainedAgain) {
  Sql("UPDATE access_log SET number = NULL WHERE number = 4");
  EXPECT_THAT(Verified().faults, ElementsAre("row 4 is missing"));
  EXPECT_EQ(first_.chain.Extend(Soon()).value(), 1);
  EXPECT_THAT(Verified().faults, ElementsAre("row 4 is missing"));
}

TEST_F(VerificationTest, ARowThatWasPutInIsNamed) {
  const std::string copy =
      "INSERT INTO access_log (happened_at, event, action, subject, role, purpose, person, resource, "
      "resource_id, "
      "result, trace_id, number, previous_hash, hash) SELECT happened_at, event, action, subject, role, "
      "purpose, "
      "person, resource, resource_id, result, trace_id, ";
  // After the head.
  Sql(copy + "8, hash, REVERSE(hash) FROM access_log WHERE number = 7");
  EXPECT_THAT(Verified().faults, ElementsAre(AllOf(HasSubstr("row 8"), HasSubstr("changed")),
                                             "rows after 7, the head, were put in"));
  Restore();
  // With a number that is there, which the index does not allow: so it was dropped.
  Sql("ALTER TABLE access_log DROP KEY by_number");
  Sql(copy + "4, previous_hash, hash FROM access_log WHERE number = 4");
  EXPECT_THAT(Verified().faults, ElementsAre(AllOf(StartsWith("row 4 (id "), HasSubstr("was put in"))));
  Restore();
  // In between: those after it are moved.
  Sql("UPDATE access_log SET number = number + 1 WHERE number >= 6");
  Sql(copy + "6, previous_hash, hash FROM access_log WHERE number = 5");
  Sql("UPDATE access_log_head SET number = 8");
  const Verification verified = Verified();
  EXPECT_THAT(verified.faults, ElementsAre(AllOf(HasSubstr("row 6 "), HasSubstr("changed")),
                                           HasSubstr("row 7 "), HasSubstr("row 8 ")));
}

TEST_F(VerificationTest, ARowWhoseOwnHashWasMadeToFitBetraysItselfByTheNext) {
  for (int row = 1; row < kRows; ++row) {
    Sql(absl::StrCat("UPDATE access_log SET subject = 'm-18' WHERE number = ", row));
    ASSERT_TRUE(first_.pool
                    .Run(Soon(),
                         [&](db::Session& session) -> absl::Status {
                           std::string hash;
                           const absl::Status read =
                               session
                                   .Query(absl::StrCat("SELECT ", std::string(kHashedColumns),
                                                       ", previous_hash FROM access_log WHERE number = ?"),
                                          {row},
                                          [&](const db::Row& at) {
                                            hash = LinkHash(at.Text(kHashedColumnCount), row, ContentOf(at));
                                          })
                                   .status();
                           if (!read.ok()) return read;
                           return session
                               .Execute("UPDATE access_log SET hash = ? WHERE number = ?", {hash, row})
                               .status();
                         })
                    .ok());
    EXPECT_THAT(Verified().faults, ElementsAre(HasSubstr(absl::StrCat("row ", row, " was replaced"))));
    Restore();
  }
}

TEST_F(VerificationTest, TheEndCannotBeCutOffUnlessTheHeadIsToo) {
  Sql("DELETE FROM access_log WHERE number >= 6");
  EXPECT_THAT(Verified().faults, ElementsAre("rows 6 to 7 are missing"));
  // Whoever sets the head back as well is found by what was noted outside, and by nothing else.
  Sql("UPDATE access_log_head SET number = 5, hash = (SELECT hash FROM access_log WHERE number = 5)");
  EXPECT_THAT(Verified().faults, IsEmpty());
  EXPECT_THAT(Verified(head_).faults, ElementsAre("row 7, which was noted, is not there"));
  // Also once others have come in their place.
  AddChained(4);
  EXPECT_THAT(Verified().faults, IsEmpty());
  EXPECT_THAT(Verified(head_).faults, ElementsAre("row 7 is not the one that was noted"));
}

TEST_F(VerificationTest, ALogThatWasWrittenAnewIsNotTheOneThatWasNoted) {
  Sql("UPDATE access_log SET subject = 'm-18' WHERE number = 3");
  ChainAnewFrom(3);
  EXPECT_THAT(Verified().faults, IsEmpty());
  EXPECT_THAT(Verified(head_).faults, ElementsAre("row 7 is not the one that was noted"));
}

TEST_F(VerificationTest, TheHeadIsHeldToo) {
  Sql("UPDATE access_log_head SET hash = REVERSE(hash)");
  EXPECT_THAT(Verified().faults, ElementsAre("row 7 was replaced: the head is another"));
  Sql("DELETE FROM access_log_head");
  EXPECT_TRUE(absl::IsDataLoss(Verify(first_.pool, std::nullopt, Soon()).status()));
}

TEST_F(VerificationTest, SaysItInOneLine) {
  EXPECT_EQ(Verified().Sentence(),
            absl::StrCat("access log whole: 7 rows, head ", head_.ToString(), ", 0 not chained yet"));
  Sql("DELETE FROM access_log WHERE number IN (2, 5)");
  EXPECT_EQ(Verified().Sentence(), "access log NOT whole: row 2 is missing; row 5 is missing");
}

TEST_F(VerificationTest, ManyFaultsAreCutShort) {
  AddChained(60);
  Sql("UPDATE access_log SET subject = 'm-18'");
  const Verification verified = Verified();
  EXPECT_EQ(verified.faults.size(), 20u);
  EXPECT_TRUE(verified.more_faults);
  EXPECT_THAT(verified.Sentence(), HasSubstr("; and more"));
}

TEST(AnchorTest, IsReadAsItIsWritten) {
  const Anchor anchor{.number = 1042, .hash = std::string(32, '\x5f')};
  const Anchor read = Anchor::Parse(anchor.ToString()).value();
  EXPECT_EQ(read.number, anchor.number);
  EXPECT_EQ(read.hash, anchor.hash);
  for (const char* const text : {"", "12", "x:00", "12:00", "12:", ":5f"}) {
    EXPECT_THAT(Anchor::Parse(text), Not(::testing::Property(&absl::StatusOr<Anchor>::ok, true))) << text;
  }
}

}  // namespace
}  // namespace boulevard::runtime::audit
