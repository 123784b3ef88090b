#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "absl/strings/str_cat.h"
#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {
namespace {

using ::testing::HasSubstr;

// What the NL GOV REST API Design Rules ask of a running server; tests/openapi holds the document to them.
class DesignRulesTest : public SiteTest {
 protected:
  // Answers of every kind, by what they are: each from another part of the server.
  std::vector<std::pair<std::string, HttpResponse>> AnswersOfEveryKind() {
    ApiClient admin = site().As(Role::kAdmin);
    ApiClient nobody = site().WithToken("");
    const ApiClient::Headers json = {{"Content-Type", "application/json"}};
    std::vector<std::pair<std::string, HttpResponse>> answers;
    const auto add = [&](const std::string& what, const Answer& answer) {
      answers.emplace_back(what, answer.http);
    };
    add("a read", admin.Get("/v1/programmes"));
    add("a broken rule", admin.Get("/v1/programmes?pageSize=0"));
    add("no token", nobody.Get("/v1/programmes"));
    add("another role", site().As(Role::kMunicipality).Get("/v1/offers"));
    add("no such thing", admin.Get("/v1/programmes/no-such-programme"));
    add("no such path", admin.Get("/v1/palaces"));
    add("no such method", admin.Send("DELETE", "/v1/programmes"));
    add("not acceptable", admin.Send("GET", "/v1/programmes", {{"Accept", "text/html"}}));
    add("another media type", admin.Send("POST", "/v1/programmes", {{"Content-Type", "text/plain"}}, "{}"));
    add("a body without end", admin.Send("POST", "/v1/programmes", json, std::string(2 * 1024 * 1024, ' ')));
    add("no JSON", admin.Send("POST", "/v1/programmes", json, "{"));
    add("what may be done", nobody.Send("OPTIONS", "/v1/programmes"));
    add("the document", nobody.Get("/v1/openapi.json"));
    add("no reference", nobody.Get("/docs/nothing"));
    add("liveness", nobody.Get("/livez"));
    HttpClient raw(site().endpoints().http);
    raw.Send("GET /v1/programmes HTTP/1.1\r\nno header\r\n\r\n");
    answers.emplace_back("no HTTP", raw.Receive());
    return answers;
  }
};

TEST_P(DesignRulesTest, EveryAnswerCarriesTheVersionAndTheSecurityHeaders) {
  for (const auto& [what, answer] : AnswersOfEveryKind()) {
    ASSERT_NE(answer.status, 0) << what;
    EXPECT_TRUE(std::regex_match(answer.Header("api-version"), std::regex("\\d+\\.\\d+\\.\\d+"))) << what;
    EXPECT_EQ(answer.Header("cache-control"), "no-store") << what;
    EXPECT_EQ(answer.Header("content-security-policy"), "frame-ancestors 'none'") << what;
    EXPECT_EQ(answer.Header("referrer-policy"), "no-referrer") << what;
    EXPECT_THAT(answer.Header("strict-transport-security"), HasSubstr("max-age=")) << what;
    EXPECT_EQ(answer.Header("x-content-type-options"), "nosniff") << what;
    EXPECT_EQ(answer.Header("x-frame-options"), "DENY") << what;
  }
}

TEST_P(DesignRulesTest, EveryErrorIsAProblemWithItsMembers) {
  int errors = 0;
  for (const auto& [what, answer] : AnswersOfEveryKind()) {
    if (answer.status < 400) continue;
    ++errors;
    EXPECT_EQ(answer.Header("content-type"), "application/problem+json") << what;
    const Json problem = Json::parse(answer.body, nullptr, false);
    ASSERT_TRUE(problem.is_object()) << what;
    EXPECT_EQ(problem.value("status", 0), answer.status) << what;
    EXPECT_NE(problem.value("title", ""), "") << what;
    EXPECT_NE(problem.value("detail", ""), "") << what;
    EXPECT_NE(answer.status, 422) << what;
  }
  EXPECT_EQ(errors, 12);
}

TEST_P(DesignRulesTest, BadInputIs400) {
  Scene scene(site());
  ApiClient admin = scene.Admin();
  ApiClient coordinator = scene.Coordinator();
  EXPECT_EQ(admin.Post("/v1/programmes", {{"id", "Not A Slug"}}).status(), 400);
  EXPECT_EQ(admin.Get("/v1/places/no-uuid").status(), 400);
  EXPECT_EQ(admin.Get("/v1/places?colour=red").status(), 400);
  EXPECT_EQ(
      coordinator.Post("/v1/offers", OfferBody(scene.NewApplication(), scene.NewPlace(), 5, 1)).status(),
      400);
}

TEST_P(DesignRulesTest, TheDocumentIsPublicForEveryPage) {
  ApiClient nobody = site().WithToken("");
  const Answer document = nobody.Send("GET", "/v1/openapi.json", {{"Origin", "https://elsewhere.example"}});
  ASSERT_EQ(document.status(), 200);
  EXPECT_EQ(document.http.Header("content-type"), "application/json");
  EXPECT_EQ(document.http.Header("access-control-allow-origin"), "*");
  EXPECT_EQ(document.body["openapi"], "3.1.0");
  EXPECT_EQ(document.body["info"]["version"], document.http.Header("api-version"));
  EXPECT_EQ(document.body["servers"][0]["url"], "/v1");
  const Answer head = nobody.Send("HEAD", "/v1/openapi.json");
  EXPECT_EQ(head.status(), 200);
  EXPECT_EQ(head.http.body, "");
  const std::string etag(document.http.Header("etag"));
  EXPECT_EQ(nobody.Send("GET", "/v1/openapi.json", {{"If-None-Match", etag}}).status(), 304);
  EXPECT_EQ(nobody.Send("GET", "/v1/openapi.json", {{"If-None-Match", "\"another\""}}).status(), 200);
  EXPECT_EQ(nobody.Send("POST", "/v1/openapi.json").status(), 405);
}

TEST_P(DesignRulesTest, NoPathEndsInASlash) {
  ApiClient admin = site().As(Role::kAdmin);
  for (const char* path :
       {"/v1/programmes/", "/v1/programmes/jit-wonen/", "/v1/openapi.json/", "/docs/", "/v1/"}) {
    EXPECT_EQ(admin.Get(path).status(), 404) << path;
  }
}

TEST_P(DesignRulesTest, NothingOfTheDiskIsReachedFromTheReference) {
  ApiClient nobody = site().WithToken("");
  for (const char* path : {"/docs/../etc/passwd", "/docs/..%2f..%2fetc%2fpasswd", "/docs//etc/passwd",
                           "/docs/.", "/docs/%2e%2e/package.json", "/docs/docs.js%00", "/docs\\docs.js"}) {
    const Answer answer = nobody.Get(path);
    EXPECT_TRUE(answer.status() == 404 || answer.status() == 400) << path << " " << answer.status();
  }
}

TEST_P(DesignRulesTest, DaysAreDatesAndInstantsAreUtc) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string offer = scene.NewOffer(scene.NewApplication(), scene.NewPlace(), 1, 30);
  const Answer answer = coordinator.Get("/v1/offers/" + offer);
  ASSERT_EQ(answer.status(), 200);
  EXPECT_TRUE(std::regex_match(answer.Text("startsOn"), std::regex("\\d{4}-\\d{2}-\\d{2}"))) << answer;
  for (const char* member : {"createdAt", "expiresAt"}) {
    EXPECT_TRUE(std::regex_match(answer.Text(member),
                                 std::regex("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z")))
        << answer;
  }
}

ON_EVERY_SHAPE(DesignRulesTest);

}  // namespace
}  // namespace boulevard::tests
