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

ON_EVERY_SHAPE(RecordsTest);

}  // namespace
}  // namespace boulevard::tests
