#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/guidance_fixture.h"

// Legal holds, disclosures, exports, and what the access log has of calls that no use case saw.
namespace boulevard::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

class PrivacyTest : public GuidanceSiteTest {
 protected:
  ApiClient Coordinator() { return site().As(Role::kCoordinator); }
  // The records of an export by the name of their part.
  static std::map<std::string, Json> PartsOf(const Json& parts) {
    std::map<std::string, Json> by_name;
    for (const Json& part : parts) by_name[part["name"]] = part.value("records", Json::array());
    return by_name;
  }
};

TEST_P(PrivacyTest, ALegalHoldShowsUntilItIsReleased) {
  const std::string path = "/v1/young-people/" + Register();
  ApiClient coordinator = Coordinator(), admin = site().As(Role::kAdmin), own = Mentor("own");
  const Answer hold =
      coordinator.Post(path + "/legal-holds", {{"reason", "A complaint is before the court."}});
  ASSERT_TRUE(hold.Ok()) << hold;
  EXPECT_EQ(hold.Text("setOn"), DaysFromToday(0));
  EXPECT_TRUE(own.Get(path).body.value("held", false));
  EXPECT_EQ(coordinator.Post(path + "/legal-holds").status(), 400) << "not without a reason";
  EXPECT_EQ(own.Get(path + "/legal-holds").status(), 403);

  const Answer standing = admin.Get("/v1/legal-holds?pageSize=500");
  ASSERT_TRUE(standing.Ok()) << standing;
  EXPECT_THAT(standing.body["legalHolds"], Contains(hold.body));
  const std::string release = "/v1/legal-holds/" + hold.Text("id") + "/release";
  EXPECT_EQ(admin.Post(release).Text("releasedOn"), DaysFromToday(0));
  EXPECT_EQ(admin.Post(release).status(), 409);
  EXPECT_FALSE(own.Get(path).body.value("held", false));
  EXPECT_EQ(admin.Get(path + "/legal-holds").body["legalHolds"].size(), 1u) << "to be accounted for";
}

TEST_P(PrivacyTest, NothingIsHandedOverWithoutAConsentThatStands) {
  const std::string id = Register(), path = "/v1/young-people/" + id;
  ApiClient own = Mentor("own");
  const Json request = {{"recipient", "care"}, {"organisation", "A clinic"}, {"categories", {"contact"}}};
  const Answer refused = own.Post(path + "/disclosures", request);
  ASSERT_EQ(refused.status(), 409) << refused;
  EXPECT_NE(refused.http.body.find("share-with-care"), std::string::npos) << refused;
  EXPECT_EQ(Accesses(id).front(), "DiscloseData refused");

  // Another purpose is none.
  ASSERT_TRUE(own.Post(path + "/consents", {{"purpose", "share-with-provider"}}).Ok());
  EXPECT_EQ(own.Post(path + "/disclosures", request).status(), 409);
  const Answer consent = own.Post(path + "/consents", {{"purpose", "share-with-care"}});
  const Answer handed = own.Post(path + "/disclosures", request);
  ASSERT_TRUE(handed.Ok()) << handed;
  EXPECT_EQ(handed.Text("consentId"), consent.Text("id"));
  EXPECT_EQ(handed.body["data"],
            Json({{"contact", {{"email", Surname() + "@example.nl"}, {"phone", "+31600000000"}}}}))
      << "what was asked for, and no more";
  ASSERT_TRUE(own.Post("/v1/consents/" + consent.Text("id") + "/withdrawal").Ok());
  EXPECT_EQ(own.Post(path + "/disclosures", request).status(), 409) << "withdrawing it stops";

  for (const Answer& list :
       {Mentor("own").Get(path + "/disclosures"), Coordinator().Get(path + "/disclosures")}) {
    ASSERT_EQ(list.body["disclosures"].size(), 1u) << list;
    EXPECT_EQ(list.body["disclosures"][0]["organisation"], "A clinic");
    EXPECT_EQ(list.body["disclosures"][0]["disclosedBy"], Subject("own"));
    EXPECT_FALSE(list.body["disclosures"][0].contains("data"));
  }
  EXPECT_EQ(Mentor("other").Get(path + "/disclosures").status(), 403);
}

TEST_P(PrivacyTest, AnExportHasAllThatIsKnown) {
  const std::string id = Register({{"bsn", "111222333"}}), path = "/v1/young-people/" + id;
  ApiClient own = Mentor("own");
  ASSERT_TRUE(own.Post(path + "/consents", {{"purpose", "research"}}).Ok());
  EXPECT_EQ(Mentor("other").Get(path + "/export").status(), 403);
  EXPECT_EQ(Coordinator().Get(path + "/export").status(), 403);
  const Answer exported = own.Get(path + "/export");
  ASSERT_TRUE(exported.Ok()) << exported;
  auto guidance = PartsOf(exported.body["guidance"]);
  ASSERT_EQ(guidance["young-people"].size(), 1u) << exported;
  const Json& person = guidance["young-people"][0]["values"];
  EXPECT_EQ(person["surname"], "van " + Surname());
  EXPECT_EQ(person["bsn"], "111222333");
  EXPECT_EQ(guidance["assignments"][0]["values"]["mentorId"], own_id_);
  EXPECT_EQ(guidance["consents"][0]["values"]["purpose"], "research");
  // Who looked, and who was refused.
  EXPECT_EQ(guidance["access-log"].size(), 5u) << guidance["access-log"];
  EXPECT_EQ(guidance["access-log"][2]["values"]["subject"], Subject("other"));
  EXPECT_TRUE(PartsOf(exported.body["placements"]).contains("applications")) << exported;
  EXPECT_EQ(Accesses(id).front(), "GetExport done");
  EXPECT_TRUE(own.Patch(path, {{"bsn", nullptr}}).Ok());
}

// A mentor may export whom they broke the glass of: of a closed dossier nobody is the mentor any more.
TEST_P(PrivacyTest, AClosedDossierIsExportedThroughBrokenGlass) {
  const std::string path = "/v1/young-people/" + Register();
  ASSERT_TRUE(Mentor("own").Post(path + "/closure", {{"reason", "goals-reached"}}).Ok());
  ApiClient other = Mentor("other");
  EXPECT_EQ(other.Get(path + "/export").status(), 403);
  ASSERT_TRUE(other.Post(path + "/break-glass", {{"reason", "They ask what is known of them."}}).Ok());
  EXPECT_TRUE(other.Get(path + "/export").Ok());
}

TEST_P(PrivacyTest, ARefusalByRoleAloneIsInTheAccessLog) {
  const std::string id = Register();
  EXPECT_EQ(site().As(Role::kReferrer).Get("/v1/young-people/" + id).status(), 403);
  EXPECT_EQ(site().As(Role::kMunicipality).Patch("/v1/young-people/" + id, {{"phone", nullptr}}).status(),
            403);
  EXPECT_THAT(Accesses(id),
              ElementsAre("UpdateYoungPerson refused", "GetYoungPerson refused", "CreateYoungPerson done"));
}

TEST_P(PrivacyTest, AnAnswerThatIsGivenAgainIsInTheAccessLog) {
  const std::string id = Register(), key = "again-" + test_;
  ApiClient own = Mentor("own");
  const std::string path = "/v1/young-people/" + id + "/consents";
  ASSERT_TRUE(own.Post(path, {{"purpose", "research"}}, key).Ok());
  ASSERT_TRUE(own.Post(path, {{"purpose", "research"}}, key).Ok());
  EXPECT_THAT(Accesses(id),
              ElementsAre("RecordConsent done", "RecordConsent done", "CreateYoungPerson done"));
}

TEST_P(PrivacyTest, TheVersionThatA412ShowsIsInTheAccessLog) {
  const std::string id = Register();
  const Answer stale = Mentor("own").Patch("/v1/young-people/" + id, {{"phone", nullptr}}, "\"stale\"");
  ASSERT_EQ(stale.status(), 412) << stale;
  EXPECT_NE(stale.http.body.find(Surname()), std::string::npos) << "the version that is there is shown";
  ApiClient admin = site().As(Role::kAdmin);
  const Answer log = admin.Get("/v1/accesses?youngPersonId=" + id);
  const Json& shown = log.body["accesses"][0];
  EXPECT_EQ(shown["event"], "UpdateYoungPerson");
  EXPECT_EQ(shown["action"], "read");
  EXPECT_EQ(shown["resourceId"], id);
}

ON_EVERY_SHAPE(PrivacyTest);

}  // namespace
}  // namespace boulevard::tests
