#include "services/runtime/audit/access_log.h"

#include <gmock/gmock.h>

#include "services/runtime/audit/test_log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> EventsOf(const std::vector<LoggedEntry>& entries) {
  std::vector<std::string> events;
  events.reserve(entries.size());
  for (const LoggedEntry& each : entries) events.push_back(each.entry.event);
  return events;
}

TEST_F(AccessLogTest, EveryFieldIsReadBack) {
  const Entry entry{.event = "BreakGlass",
                    .action = Action::kExport,
                    .subject = "m-17",
                    .role = Role::kMentor,
                    .purpose = "emergency",
                    .person = NewUuid(absl::Now()),
                    .resource = "plan",
                    .resource_id = NewUuid(absl::Now()),
                    .result = Result::kRefused,
                    .trace_id = "0af7651916cd43dd8448eb211c80319c",
                    .reason = "Called by the hospital at night"};
  ASSERT_TRUE(Add(entry).ok());
  const std::vector<LoggedEntry> listed = Listed({});
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].number, std::nullopt);
  EXPECT_LT(absl::AbsDuration(listed[0].at - absl::Now()), absl::Minutes(1));
  const Entry& read = listed[0].entry;
  EXPECT_EQ(read.event, entry.event);
  EXPECT_EQ(read.action, entry.action);
  EXPECT_EQ(read.subject, entry.subject);
  EXPECT_EQ(read.role, entry.role);
  EXPECT_EQ(read.purpose, entry.purpose);
  EXPECT_EQ(read.person, entry.person);
  EXPECT_EQ(read.resource, entry.resource);
  EXPECT_EQ(read.resource_id, entry.resource_id);
  EXPECT_EQ(read.result, entry.result);
  EXPECT_EQ(read.trace_id, entry.trace_id);
  EXPECT_EQ(read.reason, entry.reason);
}

TEST_F(AccessLogTest, WordsAreReadAsTheyAreWritten) {
  for (const Action action : {Action::kCreate, Action::kRead, Action::kUpdate, Action::kDelete,
                              Action::kSearch, Action::kExport, Action::kExecute}) {
    for (const Role role : {Role::kProvider, Role::kMentor, Role::kCoordinator, Role::kReferrer,
                            Role::kMunicipality, Role::kAdmin, Role::kService}) {
      Entry entry = SomeEntry();
      entry.action = action;
      entry.role = role;
      ASSERT_TRUE(Add(entry).ok());
      const std::vector<LoggedEntry> listed = Listed({.person = entry.person});
      ASSERT_EQ(listed.size(), 1u);
      EXPECT_EQ(listed[0].entry.action, action);
      EXPECT_EQ(listed[0].entry.role, role);
    }
  }
}

TEST_F(AccessLogTest, GoesAwayWithTheWriteThatIsRolledBack) {
  const absl::Status refused = first_.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
    const Entry entry = SomeEntry();
    RETURN_IF_ERROR(Append(session, *vault_, std::span(&entry, 1)));
    return absl::AbortedError("no");
  });
  EXPECT_FALSE(refused.ok());
  EXPECT_THAT(Listed({}), IsEmpty());
}

TEST_F(AccessLogTest, IsListedByPersonSubjectAndTimeTheNewestFirst) {
  Entry mine = SomeEntry("Mine");
  Entry colleague = SomeEntry("Colleague");
  colleague.person = mine.person;
  colleague.subject = "m-18";
  Entry other = SomeEntry("Other");
  other.person.reset();
  for (const Entry* entry : {&mine, &colleague, &other}) ASSERT_TRUE(Add(*entry).ok());
  EXPECT_THAT(EventsOf(Listed({})), ElementsAre("Other", "Colleague", "Mine"));
  EXPECT_THAT(EventsOf(Listed({.person = mine.person})), ElementsAre("Colleague", "Mine"));
  EXPECT_THAT(EventsOf(Listed({.subject = "m-17"})), ElementsAre("Other", "Mine"));
  EXPECT_THAT(EventsOf(Listed({.person = mine.person, .subject = "m-17"})), ElementsAre("Mine"));
  const absl::Time middle = Listed({})[1].at;
  EXPECT_THAT(EventsOf(Listed({.from = middle})), ElementsAre("Other", "Colleague"));
  EXPECT_THAT(EventsOf(Listed({.until = middle})), ElementsAre("Mine"));
  EXPECT_THAT(Listed({.broken_glass_only = true}), IsEmpty());
}

TEST_F(AccessLogTest, PagesMissNothingAndRepeatNothing) {
  for (int i = 0; i < 25; ++i) ASSERT_TRUE(Add(SomeEntry(absl::StrCat(i))).ok());
  // Many rows of one moment, as a search that finds many writes them.
  Sql("UPDATE access_log SET happened_at = '2026-11-01 12:00:00.000001' WHERE id BETWEEN 5 AND 15");
  std::vector<int64_t> ids;
  Filter filter;
  for (std::vector<LoggedEntry> page = Listed(filter, 4); !page.empty(); page = Listed(filter, 4)) {
    for (const LoggedEntry& each : page) ids.push_back(each.id);
    filter.before = Position{.at = page.back().at, .id = page.back().id};
    // Rows that come meanwhile are newer, and of no page that is still to come.
    ASSERT_TRUE(Add(SomeEntry("late")).ok());
  }
  std::sort(ids.begin(), ids.end());
  std::vector<int64_t> all(25);
  for (int64_t i = 0; i < 25; ++i) all[static_cast<size_t>(i)] = i + 1;
  EXPECT_EQ(ids, all);
}

TEST_F(AccessLogTest, AReasonIsSealedAndCanBeErasedWithoutBreakingTheChain) {
  Entry entry = SomeEntry();
  entry.reason = "The neighbours of Sentinel called";
  ASSERT_TRUE(Add(entry).ok());
  ASSERT_EQ(first_.chain.Extend(Soon()).value(), 1);
  EXPECT_EQ(Listed({.broken_glass_only = true}).at(0).entry.reason, entry.reason);
  int64_t plain = -1;
  ASSERT_TRUE(first_.pool
                  .Run(Soon(),
                       [&](db::Session& session) {
                         return session
                             .Query("SELECT COUNT(*) FROM access_log WHERE reason LIKE '%Sentinel%'", {},
                                    [&](const db::Row& row) { plain = row.Int(0); })
                             .status();
                       })
                  .ok());
  EXPECT_EQ(plain, 0);
  ASSERT_TRUE(
      first_.pool
          .InTransaction(Soon(), [&](db::Session& session) { return EraseReasons(session, *entry.person); })
          .ok());
  EXPECT_EQ(Listed({.person = entry.person}).at(0).entry.reason, "");
  EXPECT_EQ(Listed({.broken_glass_only = true}).size(), 1u) << "that there was one is still known";
  EXPECT_THAT(Verified().faults, IsEmpty());
}

TEST_F(AccessLogTest, ReasonsComeUnderAnotherMasterKeyWithoutBreakingTheChain) {
  Entry entry = SomeEntry();
  entry.reason = "Called by the hospital at night";
  ASSERT_TRUE(Add(entry).ok());
  ASSERT_EQ(first_.chain.Extend(Soon()).value(), 1);
  const std::string old_key = vault_->ring()->current().id();
  ASSERT_TRUE(vault::KeyRing::Advance(ring_, absl::Now()).ok());
  EXPECT_EQ(vault::ResealAll(second_.pool, *vault_, SealedReasons(), Soon())->records, 1);
  ASSERT_TRUE(vault::KeyRing::Remove(ring_, old_key).ok());
  EXPECT_EQ(Listed({.person = entry.person}).at(0).entry.reason, entry.reason);
  EXPECT_THAT(Verified().faults, IsEmpty());
}

}  // namespace
}  // namespace boulevard::runtime::audit
