#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/process.h"

namespace boulevard::tests {
namespace {

// Running sites with demo data against what they say of themselves: the checks are scripts of tests/openapi.
class OpenApiTest : public ::testing::TestWithParam<Shape> {
 protected:
  static Site& SiteOf(Shape shape) {
    static std::map<Shape, std::unique_ptr<Site>> sites;
    std::unique_ptr<Site>& site = sites[shape];
    if (!site) {
      SiteOptions options{.shape = shape};
      options.front_arguments.insert(options.front_arguments.end(), {"--docs-dir", BOULEVARD_DOCS});
      site = std::make_unique<Site>(options);
      const Finished demo = RunToEnd({ProgramPath("boulevard"), "demo", "--data-dir", site->data_dir(),
                                      "--database", site->database_url(), "--places", "375"},
                                     site->folder() / "demo.log");
      if (demo.exit_code != 0) Die("no demo data", demo.output);
    }
    return *site;
  }
  Site& site() { return SiteOf(GetParam()); }

  // A token of every role, as the scripts want them; the provider's is of one that the site has.
  std::string Tokens() {
    ApiClient admin = site().As(Role::kAdmin);
    const std::string provider = admin.Get("/v1/providers?pageSize=1").body["providers"][0]["id"];
    Json tokens = Json::object();
    for (const Role role : {Role::kProvider, Role::kMentor, Role::kCoordinator, Role::kReferrer,
                            Role::kMunicipality, Role::kAdmin}) {
      const auto of = role == Role::kProvider ? Uuid::Parse(provider) : std::nullopt;
      tokens[std::string(runtime::RoleName(role))] = site().Token(role, of);
    }
    return tokens.dump();
  }

  void ExpectScriptPasses(const std::string& script) {
    const Finished ran =
        RunToEnd({"/usr/bin/env", absl::StrCat("BOULEVARD_SITE=http://", site().endpoints().http),
                  absl::StrCat("BOULEVARD_TOKENS=", Tokens()), "node", "--test",
                  absl::StrCat(BOULEVARD_OPENAPI_TESTS, "/", script)},
                 site().folder() / absl::StrCat(script, ".log"), absl::Seconds(100));
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
  }
};

TEST_P(OpenApiTest, EveryReadAnswersWhatTheDocumentSays) {
  ExpectScriptPasses("answers.test.mjs");
}

TEST_P(OpenApiTest, AGeneratedClientCompilesAndCallsTheSite) {
  ExpectScriptPasses("client.test.mjs");
}

TEST_P(OpenApiTest, ABrowserShowsTheReference) {
  ExpectScriptPasses("docs.test.mjs");
}

TEST_P(OpenApiTest, BothWaysOfRunningServeTheSameDocument) {
  const auto document = [](Shape shape) {
    return SiteOf(shape).WithToken("").Get("/v1/openapi.json").http.body;
  };
  EXPECT_EQ(document(GetParam()), document(Shape::kAllInOne));
}

INSTANTIATE_TEST_SUITE_P(Site, OpenApiTest, ::testing::Values(Shape::kAllInOne, Shape::kSplit), ShapeOf);

}  // namespace
}  // namespace boulevard::tests
