#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/e2e/guidance_fixture.h"

namespace boulevard::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

// What a mentor records beside the plan.
class RecordsTest : public GuidanceSiteTest {
 protected:
  static Json Moment(const std::string& person, int day, const Json& more = Json::object()) {
    Json body = {{"youngPersonId", person},  {"heldOn", DaysFromToday(day)},
                 {"way", "in-person"},       {"durationMinutes", 45},
                 {"attendance", "attended"}, {"note", "Nogmaals over de studiefinanciering gesproken."}};
    body.update(more);
    return body;
  }
  // What was made in a collection, by the mentor "own".
  std::string Made(const std::string& collection, const Json& body) {
    ApiClient own = Mentor("own");
    const Answer made = own.Post("/v1/" + collection, body);
    EXPECT_EQ(made.status(), 201) << made;
    return made.Text("id");
  }
  // One member of each row of a list.
  template <typename Client>
  static std::vector<std::string> Listed(Client&& client, const std::string& target, const std::string& list,
                                         const std::string& member) {
    const Answer answer = client.Get(target);
    EXPECT_TRUE(answer.Ok()) << answer;
    std::vector<std::string> values;
    for (const Json& row : answer.body.value(list, Json::array())) values.push_back(row.value(member, ""));
    return values;
  }
};

TEST_P(RecordsTest, ContactMomentsAreListedTheNewestFirstAndPaged) {
  const std::string person = Register();
  ApiClient own = Mentor("own");
  for (const int day : {-3, -1, -2, -1}) Made("contact-moments", Moment(person, day));
  const std::string list = "/v1/contact-moments?youngPersonId=" + person;
  const std::vector<std::string> days = {DaysFromToday(-1), DaysFromToday(-1), DaysFromToday(-2),
                                         DaysFromToday(-3)};
  EXPECT_EQ(Listed(own, list, "contactMoments", "heldOn"), days);
  std::vector<std::string> paged;
  std::string token;
  do {
    const Answer page = own.Get(absl::StrCat(list, "&pageSize=1&pageToken=", token));
    ASSERT_TRUE(page.Ok()) << page;
    for (const Json& row : page.body["contactMoments"]) paged.push_back(row["heldOn"]);
    token = page.Text("nextPageToken");
  } while (!token.empty());
  EXPECT_EQ(paged, days);
  const std::string some = absl::StrCat(list, "&from=", DaysFromToday(-2), "&until=", DaysFromToday(-1));
  EXPECT_THAT(Listed(own, some, "contactMoments", "heldOn"), ElementsAre(DaysFromToday(-2)));
}

TEST_P(RecordsTest, AContactMomentIsCorrectedUnderItsEtagAndWithdrawnForAReason) {
  const std::string person = Register();
  const std::string path = "/v1/contact-moments/" + Made("contact-moments", Moment(person, -1));
  ApiClient own = Mentor("own");
  const std::string etag = own.Get(path).http.Header("etag");
  const Answer corrected =
      own.Patch(path, {{"attendance", "no-show"}, {"durationMinutes", nullptr}, {"time", "14:30"}}, etag);
  ASSERT_TRUE(corrected.Ok()) << corrected;
  EXPECT_EQ(corrected.Text("attendance"), "no-show");
  EXPECT_EQ(corrected.Text("time"), "14:30");
  EXPECT_FALSE(corrected.body.contains("durationMinutes"));
  EXPECT_EQ(corrected.Text("note"), "Nogmaals over de studiefinanciering gesproken.");
  EXPECT_EQ(own.Patch(path, {{"way", "video"}}, etag).status(), 412);
  EXPECT_EQ(own.Patch(path, {{"way", "video"}}, "").status(), 428);
  EXPECT_EQ(own.Patch(path, {{"youngPersonId", Register()}}).status(), 400) << "of whom it is stays";

  EXPECT_EQ(own.Post(path + "/withdrawal").status(), 400);
  const Answer withdrawn = own.Post(path + "/withdrawal", {{"reason", "Bij de verkeerde genoteerd."}});
  ASSERT_TRUE(withdrawn.Ok()) << withdrawn;
  EXPECT_EQ(withdrawn.Text("withdrawnOn"), DaysFromToday(0));
  EXPECT_EQ(own.Get(path).Text("withdrawalReason"), "Bij de verkeerde genoteerd.");
  EXPECT_EQ(own.Patch(path, {{"way", "video"}}).status(), 409);
  EXPECT_EQ(own.Post(path + "/withdrawal", {{"reason", "Again."}}).status(), 409);
  const std::string list = "/v1/contact-moments?youngPersonId=" + person;
  EXPECT_TRUE(Listed(own, list, "contactMoments", "id").empty());
  EXPECT_EQ(Listed(own, list + "&includeWithdrawn=true", "contactMoments", "id").size(), 1u);
}

TEST_P(RecordsTest, FaultsOfAContactMomentNameTheirField) {
  const std::string person = Register();
  ApiClient own = Mentor("own");
  EXPECT_THAT(FieldsAtFault(own.Post("/v1/contact-moments", Moment(person, 1))),
              ElementsAre("contactMoment.heldOn"));
  const Answer refused =
      own.Post("/v1/contact-moments",
               Moment(person, 0, {{"durationMinutes", 0}, {"time", "24:00"}, {"way", nullptr}}));
  EXPECT_EQ(refused.status(), 400);
  EXPECT_THAT(FieldsAtFault(refused), UnorderedElementsAre("contactMoment.durationMinutes",
                                                           "contactMoment.time", "contactMoment.way"));
  EXPECT_EQ(own.Get("/v1/contact-moments").status(), 400) << "of whom?";
  EXPECT_EQ(own.Get("/v1/contact-moments/" + person).status(), 404);
}

TEST_P(RecordsTest, WhoSeesAContactMoment) {
  const std::string person = Register();
  const std::string id = Made("contact-moments", Moment(person, 0));
  const std::string path = "/v1/contact-moments/" + id, list = "/v1/contact-moments?youngPersonId=" + person;
  ApiClient coordinator = site().As(Role::kCoordinator), other = Mentor("other");
  EXPECT_EQ(coordinator.Get(path).Text("heldOn"), DaysFromToday(0));
  EXPECT_EQ(coordinator.Get(path).Text("note"), "") << "a summary";
  EXPECT_THAT(Listed(coordinator, list, "contactMoments", "note"), ElementsAre(""));
  EXPECT_EQ(coordinator.Patch(path, {{"way", "video"}}).status(), 403);

  EXPECT_EQ(other.Get(path).status(), 403);
  EXPECT_EQ(other.Get(list).status(), 403);
  EXPECT_EQ(other.Post("/v1/contact-moments", Moment(person, 0)).status(), 403);
  BreakGlass(person);
  EXPECT_EQ(other.Get(path).Text("note"), "Nogmaals over de studiefinanciering gesproken.");
  EXPECT_EQ(other.Patch(path, {{"way", "video"}}).status(), 403) << "to read, and no more";
  EXPECT_EQ(other.Post(path + "/withdrawal", {{"reason", "Not mine."}}).status(), 403);
}

TEST_P(RecordsTest, EveryCallOnARecordIsInTheAccessLogAlsoARefusedOne) {
  const std::string person = Register();
  const std::string path = "/v1/contact-moments/" + Made("contact-moments", Moment(person, 0));
  ApiClient own = Mentor("own"), other = Mentor("other");
  own.Get(path);
  own.Get("/v1/contact-moments?youngPersonId=" + person);
  own.Patch(path, {{"way", "video"}});
  other.Get(path);
  own.Post(path + "/withdrawal", {{"reason", "Twice."}});
  EXPECT_THAT(Accesses(person),
              ElementsAre("WithdrawContactMoment done", "GetContactMoment refused",
                          "UpdateContactMoment done", "ListContactMoments done", "GetContactMoment done",
                          "CreateContactMoment done", "CreateYoungPerson done"));
}

TEST_P(RecordsTest, AClosedDossierTakesNoRecords) {
  const std::string person = Register();
  ApiClient own = Mentor("own"), coordinator = site().As(Role::kCoordinator);
  const std::string id = Made("contact-moments", Moment(person, 0));
  const std::string closure = "/v1/young-people/" + person + "/closure";
  ASSERT_TRUE(own.Post(closure, {{"reason", "goals-reached"}}).Ok());
  EXPECT_EQ(own.Post("/v1/contact-moments", Moment(person, 0)).status(), 403) << "nobody is their mentor";
  EXPECT_EQ(own.Patch("/v1/contact-moments/" + id, {{"way", "video"}}).status(), 403);
  EXPECT_TRUE(coordinator.Get("/v1/contact-moments/" + id).Ok());
}

TEST_P(RecordsTest, DaytimeActivitiesAddUpToAWeek) {
  const std::string person = Register();
  ApiClient own = Mentor("own"), other = Mentor("other"), coordinator = site().As(Role::kCoordinator);
  const std::string school = Made("daytime-activities", {{"youngPersonId", person},
                                                         {"kind", "school"},
                                                         {"organisation", "Example College"},
                                                         {"hoursPerWeek", 16},
                                                         {"startsOn", DaysFromToday(-100)}});
  Made("daytime-activities",
       {{"youngPersonId", person}, {"kind", "work"}, {"hoursPerWeek", 12}, {"startsOn", DaysFromToday(0)}});
  Made("daytime-activities", {{"youngPersonId", person},
                              {"kind", "treatment"},
                              {"hoursPerWeek", 4},
                              {"startsOn", DaysFromToday(1)}});
  const std::string daytime = "/v1/young-people/" + person + "/daytime";
  EXPECT_EQ(own.Get(daytime).body["hoursPerWeek"], 28);
  EXPECT_EQ(own.Get(daytime).body["kinds"], Json({"school", "work"}));

  const std::string path = "/v1/daytime-activities/" + school;
  const Answer ended =
      own.Patch(path, {{"endsOn", DaysFromToday(0)}, {"startQualificationOn", DaysFromToday(-1)}});
  ASSERT_TRUE(ended.Ok()) << ended;
  EXPECT_EQ(own.Get(daytime).body["hoursPerWeek"], 12);
  EXPECT_EQ(coordinator.Get(daytime).Text("startQualificationOn"), DaysFromToday(-1));
  const std::string list = "/v1/daytime-activities?youngPersonId=" + person;
  EXPECT_THAT(Listed(own, list + "&currentOnly=true", "daytimeActivities", "kind"), ElementsAre("work"));
  EXPECT_THAT(Listed(own, list, "daytimeActivities", "kind"), ElementsAre("treatment", "work", "school"));

  EXPECT_EQ(coordinator.Get(path).Text("organisation"), "");
  EXPECT_EQ(other.Get(path).status(), 403);
  EXPECT_EQ(other.Get(daytime).status(), 403);
  BreakGlass(person);
  EXPECT_EQ(other.Get(path).Text("organisation"), "Example College");
  EXPECT_EQ(other.Patch(path, {{"hoursPerWeek", 1}}).status(), 403);
  EXPECT_TRUE(own.Post(path + "/withdrawal", {{"reason", "Twice."}}).Ok());
  EXPECT_EQ(own.Get(daytime).Text("startQualificationOn"), "") << "what was withdrawn does not count";
}

TEST_P(RecordsTest, AnAssessmentIsWholeOrRefused) {
  const std::string person = Register();
  ApiClient own = Mentor("own");
  Json body = {{"youngPersonId", person}, {"assessedOn", DaysFromToday(0)}, {"scores", EveryScore(3)}};
  body["scores"].erase("housing");
  body["scores"].erase("justice");
  body["scores"]["finance"] = 6;
  const Answer refused = own.Post("/v1/assessments", body);
  EXPECT_EQ(refused.status(), 400);
  EXPECT_THAT(FieldsAtFault(refused),
              UnorderedElementsAre("assessment.scores.housing", "assessment.scores.justice",
                                   "assessment.scores.finance"));
  body["scores"] = Json::object();
  EXPECT_EQ(FieldsAtFault(own.Post("/v1/assessments", body)).size(), 13u) << "each by its name";
  body["scores"] = EveryScore(3);
  body["assessedOn"] = DaysFromToday(1);
  EXPECT_THAT(FieldsAtFault(own.Post("/v1/assessments", body)), ElementsAre("assessment.assessedOn"));
}

TEST_P(RecordsTest, AnAssessmentIsCorrectedScoreByScore) {
  const std::string person = Register();
  ApiClient own = Mentor("own");
  const std::string path = "/v1/assessments/" + Made("assessments", {{"youngPersonId", person},
                                                                     {"assessedOn", DaysFromToday(0)},
                                                                     {"scores", EveryScore(3)}});
  const Answer corrected = own.Patch(path, {{"scores", {{"housing", 2}}}});
  ASSERT_TRUE(corrected.Ok()) << corrected;
  EXPECT_EQ(corrected.body["scores"]["housing"], 2);
  EXPECT_EQ(corrected.body["scores"]["finance"], 3);
  EXPECT_EQ(own.Patch(path, {{"scores", {{"housing", nullptr}}}}).status(), 400) << "it stays whole";
  EXPECT_EQ(own.Patch(path, {{"scores", {{"housing", 0}}}}).status(), 400);
}

TEST_P(RecordsTest, ProgressComparesTheFirstThePreviousAndTheLast) {
  const std::string person = Register();
  ApiClient own = Mentor("own"), other = Mentor("other"), coordinator = site().As(Role::kCoordinator);
  int day = -30;
  for (const int housing : {1, 4, 2}) {
    Json scores = EveryScore(3);
    scores["housing"] = housing;
    Made("assessments",
         {{"youngPersonId", person}, {"assessedOn", DaysFromToday(day++)}, {"scores", scores}});
  }
  const std::string path = "/v1/young-people/" + person + "/assessment-progress";
  const Answer progress = own.Get(path);
  ASSERT_TRUE(progress.Ok()) << progress;
  EXPECT_EQ(progress.Text("firstOn"), DaysFromToday(-30));
  EXPECT_EQ(progress.Text("previousOn"), DaysFromToday(-29));
  EXPECT_EQ(progress.Text("lastOn"), DaysFromToday(-28));
  EXPECT_EQ(progress.body["improved"], 1);
  EXPECT_EQ(progress.body["belowThree"], 1);
  ASSERT_EQ(progress.body["domains"].size(), 13u);
  EXPECT_EQ(progress.body["domains"][3], Json({{"lifeDomain", "housing"},
                                               {"first", 1},
                                               {"previous", 4},
                                               {"last", 2},
                                               {"changeSinceFirst", 1},
                                               {"changeSincePrevious", -2}}));
  const Answer counts = coordinator.Get(path);
  EXPECT_EQ(counts.body["improved"], 1);
  EXPECT_TRUE(counts.body.value("domains", Json::array()).empty()) << "no scores to coordinators";
  EXPECT_EQ(coordinator.Get("/v1/assessments?youngPersonId=" + person).status(), 403);
  EXPECT_EQ(other.Get(path).status(), 403);
  BreakGlass(person);
  EXPECT_EQ(other.Get(path).body["domains"].size(), 13u);
  EXPECT_EQ(other.Get("/v1/assessments?youngPersonId=" + person).body["assessments"].size(), 3u);
}

TEST_P(RecordsTest, ReadinessIsDeclaredItsCauseChangesAndItIsWithdrawn) {
  const std::string person = Register();
  const std::string path = "/v1/young-people/" + person + "/readiness";
  ApiClient own = Mentor("own"), other = Mentor("other"), coordinator = site().As(Role::kCoordinator);
  EXPECT_FALSE(own.Get(path).body.contains("readiness"));
  EXPECT_EQ(other.Post(path, {{"cause", "no-dwelling"}}).status(), 403);
  EXPECT_THAT(FieldsAtFault(own.Post(path, {{"cause", "no-dwelling"}, {"declaredOn", DaysFromToday(1)}})),
              ElementsAre("declaredOn"));
  const Answer declared = own.Post(path, {{"cause", "no-dwelling"}, {"declaredOn", DaysFromToday(-7)}});
  ASSERT_TRUE(declared.Ok()) << declared;
  const Answer twice = own.Post(path, {{"cause", "no-income"}});
  EXPECT_EQ(twice.status(), 409) << twice;

  const std::string steps = "/v1/readinesses/" + declared.Text("id");
  const Answer changed = own.Post(steps + "/cause", {{"cause", "paperwork"}, {"from", DaysFromToday(-2)}});
  ASSERT_TRUE(changed.Ok()) << changed;
  EXPECT_EQ(changed.body["causes"],
            Json({{{"cause", "no-dwelling"}, {"from", DaysFromToday(-7)}, {"until", DaysFromToday(-2)}},
                  {{"cause", "paperwork"}, {"from", DaysFromToday(-2)}}}));
  EXPECT_EQ(own.Post(steps + "/cause", {{"cause", "paperwork"}}).status(), 409);
  EXPECT_EQ(other.Post(steps + "/cause", {{"cause", "no-income"}}).status(), 403);
  EXPECT_EQ(coordinator.Get(path).body["readiness"]["cause"], "paperwork") << "who plans the outflow sees it";

  BreakGlass(person);
  EXPECT_EQ(other.Get(path).body["readiness"]["cause"], "paperwork");
  EXPECT_EQ(other.Post(steps + "/withdrawal", {{"reason", "Not mine."}}).status(), 403);
  const Answer withdrawn = own.Post(steps + "/withdrawal", {{"reason", "Werk verloren."}});
  ASSERT_TRUE(withdrawn.Ok()) << withdrawn;
  EXPECT_FALSE(own.Get(path).body.contains("readiness"));
  const std::string history = "/v1/young-people/" + person + "/readinesses";
  EXPECT_THAT(Listed(own, history, "readinesses", "withdrawalReason"), ElementsAre("Werk verloren."));
  EXPECT_THAT(Listed(coordinator, history, "readinesses", "withdrawalReason"), ElementsAre(""));
}

TEST_P(RecordsTest, TheServiceSaysWhatItSeesOfReadiness) {
  const std::string person = Register();
  Made("assessments",
       {{"youngPersonId", person}, {"assessedOn", DaysFromToday(-5)}, {"scores", EveryScore(2)}});
  ApiClient own = Mentor("own");
  const Answer overview = own.Get("/v1/young-people/" + person + "/readiness");
  ASSERT_TRUE(overview.Ok()) << overview;
  EXPECT_FALSE(overview.body.value("suggestsReady", false));
  ASSERT_EQ(overview.body["signals"].size(), 6u);
  EXPECT_EQ(overview.body["signals"][0]["value"], 5);
  EXPECT_EQ(overview.body["signals"][0]["met"], true);
  EXPECT_EQ(overview.body["signals"][1]["kind"], "domains-below-three");
  EXPECT_EQ(overview.body["signals"][1]["value"], 13);
  EXPECT_FALSE(overview.body["signals"][1].value("met", false));
  EXPECT_FALSE(overview.body["signals"][2].contains("value")) << "there is no plan";
}

TEST_P(RecordsTest, TheAgendaShowsWhoWasNotSpokenTo) {
  const std::string silent = Register(), spoken = Register();
  Made("contact-moments", Moment(silent, -20));
  Made("contact-moments", Moment(spoken, 0));
  ApiClient own = Mentor("own"), other = Mentor("other"), coordinator = site().As(Role::kCoordinator);
  const std::string path = "/v1/mentors/" + own_id_ + "/agenda";
  const Answer agenda = own.Get(path + "?withinDays=0");
  ASSERT_TRUE(agenda.Ok()) << agenda;
  ASSERT_EQ(agenda.body["contacts"].size(), 1u) << agenda;
  EXPECT_EQ(agenda.body["contacts"][0], Json({{"kind", "contact"},
                                              {"youngPersonId", silent},
                                              {"mentorId", own_id_},
                                              {"dueOn", DaysFromToday(-6)},
                                              {"overdue", true},
                                              {"lastContactOn", DaysFromToday(-20)}}));
  EXPECT_EQ(own.Get(path).body["contacts"].size(), 2u) << "two weeks ahead";
  EXPECT_EQ(
      own.Get(path + "?withinDays=0&withoutContactDays=21").body.value("contacts", Json::array()).size(), 0u);
  EXPECT_EQ(own.Get(path + "?withoutContactDays=0").status(), 400);
  EXPECT_EQ(other.Get(path).status(), 403);
  EXPECT_EQ(coordinator.Get(path).body["contacts"].size(), 2u);
  EXPECT_EQ(Accesses(silent).front(), "GetAgenda done");
}

TEST_P(RecordsTest, ATeamsDueItemsAreForCoordinators) {
  ApiClient admin = site().As(Role::kAdmin), coordinator = site().As(Role::kCoordinator);
  const std::string team = "Team " + test_;
  ASSERT_TRUE(admin.Patch("/v1/mentors/" + own_id_, {{"team", team}}).Ok());
  const std::string first = Register(), second = Register();
  Made("contact-moments", Moment(first, -30));
  Made("contact-moments", Moment(second, -40));
  const std::string list = "/v1/due-items?team=Team%20" + test_;
  EXPECT_THAT(Listed(coordinator, list, "dueItems", "youngPersonId"), ElementsAre(second, first));
  const Answer page = coordinator.Get(list + "&pageSize=1");
  EXPECT_THAT(Listed(coordinator, list + "&pageSize=1&pageToken=" + page.Text("nextPageToken"), "dueItems",
                     "youngPersonId"),
              ElementsAre(first));
  EXPECT_TRUE(Listed(coordinator, list + "&kind=review", "dueItems", "youngPersonId").empty());
  EXPECT_EQ(Mentor("own").Get(list).status(), 403);
}

ON_EVERY_SHAPE(RecordsTest);

}  // namespace
}  // namespace boulevard::tests
