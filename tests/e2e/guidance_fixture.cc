#include "tests/e2e/guidance_fixture.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace boulevard::tests {

Json EveryScore(int score) {
  Json scores;
  for (const char* domain :
       {"finance", "workAndEducation", "useOfTime", "housing", "domesticRelations", "mentalHealth",
        "physicalHealth", "substanceUse", "basicDailyActivities", "instrumentalDailyActivities",
        "socialNetwork", "communityParticipation", "justice"}) {
    scores[domain] = score;
  }
  return scores;
}

void GuidanceSiteTest::SetUp() {
  own_id_ = NewMentor("own");
  other_id_ = NewMentor("other");
}

std::string GuidanceSiteTest::Subject(const std::string& name) const {
  return absl::StrCat(name, "-", test_);
}

ApiClient GuidanceSiteTest::Mentor(const std::string& name) {
  return site().WithToken(site().Token(Role::kMentor, {}, Subject(name)));
}

std::string GuidanceSiteTest::NewMentor(const std::string& name) {
  ApiClient admin = site().As(Role::kAdmin);
  const Answer made =
      admin.Post("/v1/mentors", {{"name", "A mentor"}, {"subject", Subject(name)}, {"team", "Laak"}});
  EXPECT_EQ(made.status(), 201) << made;
  return made.Text("id");
}

std::string GuidanceSiteTest::Surname() const {
  std::string name = "Voorbeeld";
  for (const char c : test_.substr(24)) name += static_cast<char>('a' + c % 26);
  return name;
}

Json GuidanceSiteTest::Body() const {
  return {{"givenName", "Example"},    {"surname", "van " + Surname()},
          {"birthDate", "2005-03-01"}, {"residentKind", "status-holder"},
          {"languages", {"ti", "nl"}}, {"email", Surname() + "@example.nl"},
          {"phone", "+31600000000"}};
}

std::string GuidanceSiteTest::Register(const Json& more) {
  Json body = Body();
  body.update(more);
  ApiClient mentor = Mentor("own");
  const Answer made = mentor.Post("/v1/young-people", body);
  EXPECT_EQ(made.status(), 201) << made;
  return made.Text("id");
}

void GuidanceSiteTest::BreakGlass(const std::string& person) {
  ApiClient other = Mentor("other");
  const Answer broken = other.Post("/v1/young-people/" + person + "/break-glass",
                                   {{"reason", "Their mentor is ill and a doctor asks."}});
  EXPECT_TRUE(broken.Ok()) << broken;
}

std::vector<std::string> GuidanceSiteTest::Accesses(const std::string& person, const std::string& more) {
  ApiClient admin = site().As(Role::kAdmin);
  const Answer log = admin.Get(absl::StrCat("/v1/accesses?youngPersonId=", person, more));
  EXPECT_TRUE(log.Ok()) << log;
  std::vector<std::string> events;
  for (const Json& one : log.body.value("accesses", Json::array())) {
    events.push_back(absl::StrCat(one.value("event", ""), " ", one.value("result", "")));
  }
  return events;
}

}  // namespace boulevard::tests
