#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/e2e/guidance_fixture.h"
#include "tests/e2e/site_database.h"
#include "tests/support/site/wait.h"

// What is left of somebody whose time is over, anywhere in a running site.
namespace boulevard::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

class AnonymisationTest : public GuidanceSiteTest {
 protected:
  void SetUp() override {
    if (GetParam() == Shape::kExternal) GTEST_FAIL() << "needs a site of its own";
    GuidanceSiteTest::SetUp();
    guidance_.emplace(site().guidance_database_url());
    id_ = Register({{"bsn", "123456782"}, {"birthDate", "2003-07-19"}, {"phone", "+31612345678"}});
    WriteOfThem();
    ASSERT_TRUE(Mentor("own").Post(path() + "/closure", {{"reason", "goals-reached"}}).Ok());
  }
  void TearDown() override {
    // The same number is registered on the other shape, and in the next test.
    guidance_->Execute("UPDATE young_people SET bsn_hash = NULL WHERE id = " + Bytes(id_));
  }

  std::string path() const { return "/v1/young-people/" + id_; }
  static std::string Bytes(const std::string& uuid) {
    std::string digits;
    for (const char c : uuid) {
      if (c != '-') digits += c;
    }
    return "UNHEX('" + digits + "')";
  }

  // Wherever anyone can write of somebody.
  void WriteOfThem() {
    BreakGlass(id_);
    ApiClient own = Mentor("own");
    ASSERT_TRUE(own.Post("/v1/contact-moments", {{"youngPersonId", id_},
                                                 {"heldOn", DaysFromToday(0)},
                                                 {"way", "message"},
                                                 {"attendance", "attended"},
                                                 {"note", secret_}})
                    .Ok());
    const Answer plan = own.Post("/v1/plans", {{"youngPersonId", id_},
                                               {"level", "light"},
                                               {"startsOn", DaysFromToday(0)},
                                               {"summary", secret_},
                                               {"goals", {{{"domain", "housing"}, {"text", secret_}}}},
                                               {"actions", {{{"doer", "mentor"}, {"text", secret_}}}}});
    ASSERT_TRUE(plan.Ok()) << plan;
    ASSERT_TRUE(own.Patch("/v1/plans/" + plan.Text("id"), {{"summary", secret_ + " again"}}).Ok());
    ApiClient coordinator = site().As(Role::kCoordinator);
    scene_.emplace(site());
    scene_->NewReferral({{"youngPersonId", id_}, {"referringContact", {{"name", secret_ + " R"}}}});
    const Answer hold = coordinator.Post(path() + "/legal-holds", {{"reason", secret_}});
    ASSERT_TRUE(coordinator.Post("/v1/legal-holds/" + hold.Text("id") + "/release").Ok());
  }

  // What says who they are, in the words that people know.
  std::vector<std::string> Words() const {
    return {Surname(), Surname() + "@example.nl", "123456782", "+31612345678", secret_, "2003-07-19"};
  }
  // Every sealed text, key and hash that the schema has of them, as a dump shows it.
  std::vector<std::string> SealedOfThem() {
    std::vector<std::string> sealed;
    const std::string columns =
        "SELECT CONCAT(c.table_name, '.', c.column_name) FROM information_schema.columns c "
        "WHERE c.table_schema = DATABASE() AND (c.column_type = 'binary(32)' OR "
        "c.data_type IN ('varbinary', 'mediumblob')) AND (c.table_name IN ('young_people') OR EXISTS "
        "(SELECT 1 FROM information_schema.columns p WHERE p.table_schema = c.table_schema AND "
        "p.table_name = c.table_name AND p.column_name = 'young_person_id'))";
    for (const std::string& column : guidance_->Column(columns)) {
      const std::string table = column.substr(0, column.find('.'));
      const std::string whose = table == "young_people" ? "id" : "young_person_id";
      for (std::string& value :
           guidance_->Column(absl::StrCat("SELECT HEX(", column, ") FROM ", table, " WHERE ", whose, " = ",
                                          Bytes(id_), " AND ", column, " IS NOT NULL"))) {
        sealed.push_back(std::move(value));
      }
    }
    for (std::string& key : guidance_->Column("SELECT HEX(data_key) FROM access_log WHERE person = " +
                                              Bytes(id_) + " AND data_key IS NOT NULL")) {
      sealed.push_back(std::move(key));
    }
    return sealed;
  }
  // Which of them are in a text.
  static std::vector<std::string> FoundIn(const std::string& text, const std::vector<std::string>& values) {
    std::vector<std::string> found;
    for (const std::string& value : values) {
      if (text.find(value) != std::string::npos) found.push_back(value);
    }
    return found;
  }
  // What figures are made of: words, days and numbers of the rows about them.
  std::map<std::string, std::vector<std::string>> Figures() {
    std::map<std::string, std::vector<std::string>> figures;
    const std::string tables =
        "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = DATABASE() AND "
        "column_name = 'young_person_id' AND table_name <> 'broken_glass'";
    for (const std::string& table : guidance_->Column(tables)) {
      const auto columns = guidance_->Column(
          "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND "
          "table_name = '" +
          table +
          "' AND column_name <> 'master_key' AND (data_type IN ('date', "
          "'datetime', 'int', 'smallint', 'tinyint', 'bigint') OR character_set_name = 'ascii')");
      figures[table] =
          guidance_->Column(absl::StrCat("SELECT CONCAT_WS(' ', HEX(young_person_id), ",
                                         absl::StrJoin(columns, ", "), ") FROM ", table, " ORDER BY 1"));
    }
    figures["young_people"] = guidance_->Column(
        "SELECT CONCAT_WS(' ', HEX(id), YEAR(birth_date), resident_kind, created_at, closed_on, "
        "closing_reason) FROM young_people ORDER BY 1");
    return figures;
  }
  void LetYearsPass() {
    guidance_->Execute("UPDATE young_people SET closed_on = closed_on - INTERVAL 16 YEAR WHERE id = " +
                       Bytes(id_));
  }

  const std::string secret_ = "Geheim van " + Surname();
  std::string id_;
  std::optional<SiteDatabase> guidance_;
  std::optional<Scene> scene_;
};

TEST_P(AnonymisationTest, NothingIsLeftThatSaysWhoTheyAre) {
  LetYearsPass();
  // The searches below find what is there.
  const std::vector<std::string> sealed = SealedOfThem();
  const std::string before = DumpOf(site());
  ASSERT_GE(sealed.size(), 20u);
  EXPECT_EQ(FoundIn(before, sealed), sealed);
  EXPECT_THAT(FoundIn(before, Words()), IsSupersetOf({secret_, std::string("2003-07-19")}));
  const auto figures = Figures();

  const Finished dry = CommandBeside(site(), {"retention", "--dry-run"});
  EXPECT_EQ(dry.exit_code, 0) << dry.output;
  EXPECT_THAT(dry.output, HasSubstr(id_ + "  closed "));
  EXPECT_EQ(SealedOfThem(), sealed) << "it changes nothing";
  const Finished done = CommandBeside(site(), {"retention"});
  EXPECT_EQ(done.exit_code, 0) << done.output;
  EXPECT_THAT(done.output, HasSubstr("1 closed dossiers are anonymised"));

  EXPECT_THAT(SealedOfThem(), IsEmpty());
  EXPECT_THAT(FoundIn(DumpOf(site()), sealed), IsEmpty());
  // Placements hears of it moments after.
  EXPECT_TRUE(Eventually(kPatience, [&] { return FoundIn(DumpOf(site()), Words()).empty(); }));
  EXPECT_EQ(Figures(), figures);
  ApiClient coordinator = site().As(Role::kCoordinator);
  const Answer person = coordinator.Get(path());
  EXPECT_EQ(person.Text("state"), "anonymised") << person;
  EXPECT_EQ(person.Text("surname"), "");
  EXPECT_EQ(Accesses(id_)[1], "AnonymiseDossier done");

  const std::string logs = LogsOf(site());
  EXPECT_NE(logs.find("CreateYoungPerson"), std::string::npos) << "these are the logs";
  EXPECT_THAT(FoundIn(logs, Words()), IsEmpty());
  EXPECT_THAT(FoundIn(logs, sealed), IsEmpty());
  const Finished verified = CommandBeside(site(), {"access-log", "verify"}, /*with_keys=*/false);
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
  EXPECT_THAT(verified.output, HasSubstr("access log whole"));
}

TEST_P(AnonymisationTest, ALegalHoldKeepsAllOfIt) {
  ApiClient coordinator = site().As(Role::kCoordinator);
  const Answer hold =
      coordinator.Post(path() + "/legal-holds", {{"reason", "A complaint is before the court."}});
  ASSERT_TRUE(hold.Ok()) << hold;
  LetYearsPass();
  const std::vector<std::string> sealed = SealedOfThem();
  EXPECT_THAT(CommandBeside(site(), {"retention"}).output, HasSubstr("0 closed dossiers are anonymised"));
  EXPECT_EQ(SealedOfThem(), sealed);
  ASSERT_TRUE(coordinator.Post("/v1/legal-holds/" + hold.Text("id") + "/release").Ok());
  EXPECT_THAT(CommandBeside(site(), {"retention"}).output, HasSubstr("1 closed dossiers are anonymised"));
}

TEST_P(AnonymisationTest, ThePeriodIsConfiguration) {
  EXPECT_EQ(CommandBeside(site(), {"retention", "--dry-run", "--keep-closed-dossiers", "2d"}).exit_code, 0);
  const Finished refused = CommandBeside(site(), {"retention", "--keep-closed-dossiers", "1d"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("--keep-closed-dossiers takes 2d or more"));
}

ON_EVERY_SHAPE(AnonymisationTest);

}  // namespace
}  // namespace boulevard::tests
