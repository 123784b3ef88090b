#ifndef BOULEVARD_TESTS_E2E_GUIDANCE_FIXTURE_H_
#define BOULEVARD_TESTS_E2E_GUIDANCE_FIXTURE_H_

#include <string>
#include <vector>

#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {

// The same score in every domain of life.
Json EveryScore(int score);

// Two mentors of one test's own, "own" and "other", and the young people whom the first registers.
class GuidanceSiteTest : public SiteTest {
 protected:
  void SetUp() override;

  std::string Subject(const std::string& name) const;
  ApiClient Mentor(const std::string& name);
  std::string NewMentor(const std::string& name);

  // Nobody else on the site has that surname.
  std::string Surname() const;
  Json Body() const;
  // By the mentor "own"; the id.
  std::string Register(const Json& more = Json::object());
  // Lets the mentor "other" read a dossier that is not theirs.
  void BreakGlass(const std::string& person);

  // What the access log has of a young person, the newest first: "GetYoungPerson done".
  std::vector<std::string> Accesses(const std::string& person, const std::string& more = "");

  const std::string test_ = runtime::NewUuid(absl::Now()).ToString();
  std::string own_id_, other_id_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_E2E_GUIDANCE_FIXTURE_H_
