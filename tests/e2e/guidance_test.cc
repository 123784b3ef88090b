#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/e2e/guidance_fixture.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class GuidanceTest : public GuidanceSiteTest {
 protected:
  // Whom a search finds, by id.
  template <typename Client>
  static std::vector<std::string> Found(Client&& client, const Json& search) {
    const Answer answer = client.Post("/v1/young-people/search", search);
    EXPECT_TRUE(answer.Ok()) << answer;
    std::vector<std::string> ids;
    for (const Json& person : answer.body.value("youngPeople", Json::array())) ids.push_back(person["id"]);
    return ids;
  }
  // Writes that text wherever a mentor can write one.
  void RecordAll(const std::string& person, const std::string& text) {
    ApiClient own = Mentor("own");
    const Answer moment = own.Post("/v1/contact-moments", {{"youngPersonId", person},
                                                           {"heldOn", DaysFromToday(0)},
                                                           {"way", "message"},
                                                           {"attendance", "attended"},
                                                           {"note", text}});
    EXPECT_TRUE(
        own.Post("/v1/contact-moments/" + moment.Text("id") + "/withdrawal", {{"reason", text}}).Ok());
  }
};

TEST_P(GuidanceTest, AMentorRegistersAndIsTheirMentor) {
  const std::string id = Register();
  ApiClient mentor = Mentor("own");
  const Answer person = mentor.Get("/v1/young-people/" + id);
  ASSERT_TRUE(person.Ok()) << person;
  EXPECT_EQ(person.Text("surname"), "van " + Surname());
  EXPECT_EQ(person.Text("email"), Surname() + "@example.nl");
  EXPECT_EQ(person.Text("mentorId"), own_id_);
  EXPECT_EQ(person.Text("state"), "open");
  EXPECT_EQ(person.body["languages"], Json({"ti", "nl"}));
  const Answer list = mentor.Get("/v1/young-people");
  ASSERT_EQ(list.body["youngPeople"].size(), 1u) << list;
  EXPECT_EQ(list.body["youngPeople"][0], person.body);
}

TEST_P(GuidanceTest, CoordinatorsSeeASummary) {
  const std::string id = Register({{"bsn", "999999011"}});
  ApiClient coordinator = site().As(Role::kCoordinator);
  const Answer person = coordinator.Get("/v1/young-people/" + id);
  ASSERT_TRUE(person.Ok()) << person;
  EXPECT_EQ(person.Text("surname"), "van " + Surname());
  for (const char* withheld : {"email", "phone", "bsn"}) EXPECT_EQ(person.Text(withheld), "") << withheld;
  ApiClient mentor = Mentor("own");
  EXPECT_EQ(mentor.Get("/v1/young-people/" + id).Text("bsn"), "999999011");

  // A BSN is one person's; who that is, is not said.
  const Answer twin = mentor.Post("/v1/young-people", {{"givenName", "Other"},
                                                       {"surname", "Example"},
                                                       {"birthDate", "2005-03-01"},
                                                       {"residentKind", "student"},
                                                       {"bsn", "999999011"}});
  EXPECT_EQ(twin.status(), 409) << twin;
  EXPECT_EQ(twin.http.body.find(id), std::string::npos);
  // For the other shape of the site, and the next run.
  EXPECT_TRUE(mentor.Patch("/v1/young-people/" + id, {{"bsn", nullptr}}).Ok());
}

TEST_P(GuidanceTest, FaultsNameTheirField) {
  ApiClient mentor = Mentor("own");
  Json body = Body();
  body["bsn"] = "123456789";
  body["email"] = "nobody";
  const Answer refused = mentor.Post("/v1/young-people", body);
  EXPECT_EQ(refused.status(), 400);
  EXPECT_THAT(FieldsAtFault(refused), UnorderedElementsAre("youngPerson.bsn", "youngPerson.email"));
  body = Body();
  body["birthDate"] = DaysFromToday(1);
  body["languages"] = {"Dutch"};
  EXPECT_EQ(mentor.Post("/v1/young-people", body).status(), 400);
  body["languages"] = {"N"};
  EXPECT_THAT(FieldsAtFault(mentor.Post("/v1/young-people", body)),
              UnorderedElementsAre("youngPerson.birthDate", "youngPerson.languages"));
  EXPECT_EQ(mentor.Post("/v1/young-people/search", Json::object()).status(), 400);
  EXPECT_EQ(mentor.Post("/v1/young-people/search", {{"surname", "a"}, {"email", "a@b.nl"}}).status(), 400);
}

TEST_P(GuidanceTest, PeopleAreFoundHoweverTheyAreWritten) {
  const std::string id = Register();
  for (const std::string& surname : {"VAN " + Surname(), Surname(), Surname() + ", van"}) {
    EXPECT_THAT(Found(Mentor("own"), {{"surname", surname}}), ElementsAre(id)) << surname;
  }
  EXPECT_THAT(Found(site().As(Role::kCoordinator), {{"surname", Surname()}}), ElementsAre(id));
  EXPECT_THAT(Found(Mentor("own"), {{"email", "VOORBEELD" + Surname().substr(9) + "@Example.nl"}}),
              ElementsAre(id));
  EXPECT_THAT(Found(Mentor("own"), {{"surname", Surname().substr(0, 12)}}), ElementsAre()) << "equals alone";
  EXPECT_THAT(Found(Mentor("other"), {{"surname", Surname()}}), ElementsAre()) << "not theirs";
}

TEST_P(GuidanceTest, TwoEditorsNeverOverwriteEachOther) {
  const std::string path = "/v1/young-people/" + Register();
  ApiClient mentor = Mentor("own");
  const std::string etag = mentor.Get(path).http.Header("etag");
  EXPECT_EQ(mentor.Patch(path, {{"phone", "+31611111111"}}, "").status(), 428);
  EXPECT_EQ(mentor.Patch(path, {{"phone", "+31611111111"}}, etag).status(), 200);
  const Answer late = mentor.Patch(path, {{"phone", "+31622222222"}}, etag);
  EXPECT_EQ(late.status(), 412);
  EXPECT_EQ(mentor.Get(path).Text("phone"), "+31611111111");
  EXPECT_EQ(mentor.Patch(path, {{"phone", nullptr}}).status(), 200);
  EXPECT_EQ(mentor.Get(path).Text("phone"), "");
  EXPECT_NE(mentor.Get(path).Text("email"), "") << "what is not sent stays";
}

TEST_P(GuidanceTest, AHandoverNamesBothAndTheRightsMoveAlong) {
  const std::string path = "/v1/young-people/" + Register();
  ApiClient own = Mentor("own"), other = Mentor("other");
  EXPECT_EQ(other.Get(path).status(), 403);
  EXPECT_EQ(own.Post(path + "/handover", {{"fromMentorId", other_id_}, {"toMentorId", own_id_}}).status(),
            409);
  const Answer moved = own.Post(path + "/handover", {{"fromMentorId", own_id_}, {"toMentorId", other_id_}});
  ASSERT_TRUE(moved.Ok()) << moved;
  EXPECT_EQ(moved.Text("fromMentorId"), own_id_);
  EXPECT_EQ(moved.Text("mentorId"), other_id_);
  EXPECT_EQ(own.Get(path).status(), 403);
  EXPECT_TRUE(other.Get(path).Ok());
  const Answer history = other.Get(path + "/assignments");
  ASSERT_EQ(history.body["assignments"].size(), 2u) << history;
  EXPECT_EQ(history.body["assignments"][0]["endsOn"], DaysFromToday(0));
  EXPECT_EQ(history.body["assignments"][1]["mentorId"], other_id_);
}

TEST_P(GuidanceTest, AClosedDossierHasNoMentorUntilItIsOpenedAgain) {
  const std::string path = "/v1/young-people/" + Register();
  ApiClient own = Mentor("own"), coordinator = site().As(Role::kCoordinator);
  const Answer closed = own.Post(path + "/closure", {{"reason", "goals-reached"}});
  ASSERT_TRUE(closed.Ok()) << closed;
  EXPECT_EQ(closed.Text("closedOn"), DaysFromToday(0));
  EXPECT_EQ(own.Get(path).status(), 403);
  EXPECT_EQ(coordinator.Post(path + "/assignment", {{"mentorId", own_id_}}).status(), 409);
  EXPECT_TRUE(coordinator.Post(path + "/reopening").Ok());
  EXPECT_TRUE(coordinator.Post(path + "/assignment", {{"mentorId", own_id_}}).Ok());
  EXPECT_EQ(own.Get(path).Text("state"), "open");
  ApiClient admin = site().As(Role::kAdmin);
  EXPECT_TRUE(admin.Patch("/v1/mentors/" + own_id_, {{"inactive", true}}).Ok());
  EXPECT_EQ(own.Get(path).status(), 403) << "who has left opens nothing";
}

TEST_P(GuidanceTest, BreakingTheGlassTakesAReasonAndShows) {
  const std::string id = Register();
  const std::string path = "/v1/young-people/" + id;
  ApiClient other = Mentor("other");
  EXPECT_EQ(other.Get(path).status(), 403);
  EXPECT_EQ(other.Post(path + "/break-glass").status(), 400);
  const std::string reason = "Their mentor is ill and a doctor asks.";
  const Answer broken = other.Post(path + "/break-glass", {{"reason", reason}});
  ASSERT_TRUE(broken.Ok()) << broken;
  EXPECT_TRUE(other.Get(path).Ok());
  EXPECT_EQ(other.Patch(path, {{"phone", nullptr}}).status(), 403) << "to read, and no more";
  EXPECT_THAT(Accesses(id, "&brokenGlassOnly=true"), ElementsAre("BreakGlass done"));
  ApiClient own = Mentor("own");
  const Answer shown = own.Get(path + "/accesses");
  ASSERT_TRUE(shown.Ok()) << shown;
  const Json& accesses = shown.body["accesses"];
  const auto glass = std::find_if(accesses.begin(), accesses.end(),
                                  [](const Json& one) { return one["event"] == "BreakGlass"; });
  ASSERT_NE(glass, accesses.end());
  EXPECT_EQ((*glass)["reason"], reason);
  EXPECT_EQ((*glass)["subject"], Subject("other"));
}

TEST_P(GuidanceTest, EveryLookIsInTheAccessLog) {
  const std::string id = Register();
  ApiClient own = Mentor("own"), other = Mentor("other");
  own.Get("/v1/young-people/" + id);
  own.Get("/v1/young-people");
  Found(own, {{"surname", Surname()}});
  own.Patch("/v1/young-people/" + id, {{"phone", nullptr}});
  other.Get("/v1/young-people/" + id);
  own.Get("/v1/young-people/" + id + "/consents");
  EXPECT_THAT(Accesses(id),
              ElementsAre("ListConsents done", "GetYoungPerson refused", "UpdateYoungPerson done",
                          "SearchYoungPeople done", "ListYoungPeople done", "GetYoungPerson done",
                          "CreateYoungPerson done"));
  EXPECT_EQ(Accesses(id).front(), "ListAccesses done") << "to read it stands in it too";
  EXPECT_EQ(Accesses(id, "&pageSize=2").size(), 2u);
}

// A refusal that was sent with a key is rolled back with all else that the call did; its trace is not.
TEST_P(GuidanceTest, ARefusedWriteIsInTheAccessLogToo) {
  const std::string id = Register();
  ApiClient other = Mentor("other");
  EXPECT_EQ(other.Post("/v1/young-people/" + id + "/consents", {{"purpose", "research"}}, "a-key-" + test_)
                .status(),
            403);
  EXPECT_THAT(Accesses(id), ElementsAre("RecordConsent refused", "CreateYoungPerson done"));
}

TEST_P(GuidanceTest, AConsentHoldsUntilItIsWithdrawn) {
  const std::string path = "/v1/young-people/" + Register() + "/consents";
  ApiClient own = Mentor("own");
  const Answer given = own.Post(path, {{"purpose", "share-with-provider"}});
  ASSERT_TRUE(given.Ok()) << given;
  EXPECT_EQ(given.Text("givenOn"), DaysFromToday(0));
  EXPECT_EQ(own.Post(path, {{"purpose", "share-with-provider"}}).status(), 409);
  EXPECT_EQ(own.Post(path, {{"purpose", "research"}, {"givenOn", DaysFromToday(1)}}).status(), 400);
  const std::string withdrawal = "/v1/consents/" + given.Text("id") + "/withdrawal";
  EXPECT_TRUE(own.Post(withdrawal).Ok());
  EXPECT_EQ(own.Post(withdrawal).status(), 409);
  EXPECT_TRUE(own.Post(path, {{"purpose", "share-with-provider"}}).Ok());
  EXPECT_EQ(own.Get(path).body["consents"].size(), 2u);
}

TEST_P(GuidanceTest, ARegistrationThatIsSentAgainIsOne) {
  ApiClient own = Mentor("own");
  const Answer first = own.Post("/v1/young-people", Body(), "once-" + test_);
  const Answer again = own.Post("/v1/young-people", Body(), "once-" + test_);
  EXPECT_EQ(first.Text("id"), again.Text("id"));
  EXPECT_EQ(Found(own, {{"surname", Surname()}}).size(), 1u);
}

// What lies in the database names nobody.
TEST_P(GuidanceTest, ADumpOfTheDatabaseShowsNoName) {
  if (GetParam() == Shape::kExternal) return;  // its database is its own
  const std::string text = "Geheim van " + Surname();
  RecordAll(Register(), text);
  const std::filesystem::path folder =
      GetParam() == Shape::kSplit ? site().folder() / "database" : site().data_dir() / "mariadb";
  const Finished dump = RunToEnd({"/usr/bin/mariadb-dump", "--no-defaults", "--user=root",
                                  "--socket=" + (folder / "mariadb.sock").string(), "--all-databases"},
                                 site().folder() / "dump.sql");
  ASSERT_EQ(dump.exit_code, 0);
  EXPECT_NE(dump.output.find("young_people"), std::string::npos);
  EXPECT_NE(dump.output.find(Subject("own")), std::string::npos) << "what is not sealed is readable";
  EXPECT_NE(dump.output.find("contact_moments"), std::string::npos);
  for (const std::string& secret : {Surname(), std::string("Geheim van"), std::string("+31600000000")}) {
    EXPECT_EQ(dump.output.find(secret), std::string::npos);
  }
}

ON_EVERY_SHAPE(GuidanceTest);

}  // namespace
}  // namespace boulevard::tests
