#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

std::string Scrape(const Endpoints& endpoints) {
  const HttpResponse response = HttpClient(endpoints.metrics).Call("GET", "/metrics");
  EXPECT_EQ(response.status, 200);
  return response.body;
}

// The names of our own metrics, with their types: "counter boulevard_rpc_handled_total".
std::set<std::string> NamesIn(const std::string& exposition) {
  std::set<std::string> names;
  for (const auto& line : absl::StrSplit(exposition, '\n')) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    if (words.size() == 4 && words[1] == "TYPE" && absl::StartsWith(words[2], "boulevard_")) {
      names.insert(words[3] + " " + words[2]);
    }
  }
  return names;
}

std::set<std::string> PinnedNames(const std::string& program) {
  std::ifstream file(BOULEVARD_METRIC_NAMES);
  std::set<std::string> names;
  std::string line;
  while (std::getline(file, line)) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    if (words.size() == 3 && words[0] == program) names.insert(words[1] + " " + words[2]);
  }
  return names;
}

Finished PromtoolCheck(const Site& site, const std::string& exposition) {
  const std::filesystem::path file = site.folder() / "metrics.txt";
  std::ofstream(file) << exposition;
  return RunToEnd({"/bin/sh", "-c", "promtool check metrics < " + file.string()},
                  site.folder() / "promtool.log");
}

// Dashboards and alerts hang on these names: a change of the list is a change of the contract.
void ExpectPinned(const Site& site, const Program& program, const std::string& name) {
  const std::set<std::string> pinned = PinnedNames(name);
  std::string exposition;
  Eventually(absl::Seconds(30), [&] {
    exposition = Scrape(program.endpoints());
    return NamesIn(exposition) == pinned;
  });
  EXPECT_EQ(NamesIn(exposition), pinned) << "metric_names.txt and " << name;
  const Finished checked = PromtoolCheck(site, exposition);
  EXPECT_EQ(checked.exit_code, 0) << checked.output;
  EXPECT_EQ(checked.output, "");
}

// Places are counted at the start and then from time to time: with places there, a start shows them.
void StartWithPlaces(const Site& site, Program& program) {
  Scene(site).NewPlace();
  program.Stop();
  program.Start();
  site.AwaitAnswers();
  Scene(site).NewPlace();
}

TEST(MetricsTest, TheAllInOneShowsWhatIsPinned) {
  Site site({.shape = Shape::kAllInOne});
  StartWithPlaces(site, site.all_in_one());
  ExpectPinned(site, site.all_in_one(), "boulevard");
}

TEST(MetricsTest, SeparateServicesShowWhatIsPinned) {
  Site site({.shape = Shape::kSplit, .replicas = 1});
  StartWithPlaces(site, site.replica(0));
  ExpectPinned(site, site.replica(0), "boulevard-placements");
  ExpectPinned(site, site.guidance_replica(0), "boulevard-guidance");
  ExpectPinned(site, site.gateway(), "boulevard-gateway");
}

TEST(MetricsTest, NoLabelHoldsAnIdOrAPath) {
  Site site({.shape = Shape::kAllInOne});
  Scene scene(site);
  const std::string place = scene.NewPlace();
  ApiClient provider = scene.Provider();
  provider.Get("/v1/places/" + place);
  provider.Get("/v1/no-such-collection/" + place);
  const std::string exposition = Scrape(site.endpoints());
  EXPECT_EQ(exposition.find(place), std::string::npos);
  EXPECT_EQ(exposition.find("no-such-collection"), std::string::npos);
  EXPECT_THAT(exposition, ::testing::HasSubstr("/v1/places/{id}"));
}

}  // namespace
}  // namespace boulevard::tests
