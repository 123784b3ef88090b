#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_split.h"
#include "tests/support/site/grpc_client.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

pid_t DatabaseOf(Site& site) {
  const std::vector<pid_t> found = Descendants(site.all_in_one().process().pid(), "mariadbd");
  EXPECT_EQ(found.size(), 1u);
  return found.empty() ? 0 : found[0];
}

// One site of a shape for the cases of a suite: each leaves it running as it found it.
template <Shape shape>
class FaultTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { running_ = std::make_unique<Site>(SiteOptions{.shape = shape}); }
  static void TearDownTestSuite() { running_.reset(); }
  static Site& Running() {
    running_->AwaitAnswers();
    return *running_;
  }

  FaultTest() : site_(Running()), scene_(site_) {}

  Site& site_;
  Scene scene_;

 private:
  static inline std::unique_ptr<Site> running_;
};

// What the all-in-one program answers after the blow is what it had acknowledged before it.
class AllInOneFaults : public FaultTest<Shape::kAllInOne> {
 protected:
  std::vector<std::string> AcknowledgedPlaces(int count) {
    const std::string unit = scene_.NewUnit();
    std::vector<std::string> places;
    places.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) places.push_back(scene_.NewPlace(unit));
    return places;
  }

  std::vector<std::string> PlacesNow() {
    std::vector<std::string> places;
    ApiClient provider = scene_.Provider();
    const Answer list = provider.Get("/v1/places");
    for (const Json& place : list.body.value("places", Json::array()))
      places.push_back(place.value("id", ""));
    return places;
  }
};

TEST_F(AllInOneFaults, AKilledDatabaseComesBackByItself) {
  const std::vector<std::string> places = AcknowledgedPlaces(5);
  const pid_t database = DatabaseOf(site_);
  kill(database, SIGKILL);
  ApiClient provider = scene_.Provider();
  EXPECT_TRUE(Eventually(kPatience, [&] { return provider.Get("/v1/places").Ok(); }));
  EXPECT_NE(DatabaseOf(site_), database);
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 200));
  EXPECT_EQ(PlacesNow(), places);
  EXPECT_TRUE(site_.all_in_one().process().Running());
}

TEST_F(AllInOneFaults, AKilledProgramStartsAgainAndHasLostNothing) {
  const std::vector<std::string> places = AcknowledgedPlaces(5);
  const pid_t database = DatabaseOf(site_);
  site_.all_in_one().Kill();
  EXPECT_TRUE(Eventually(kPatience, [&] { return kill(database, 0) != 0; })) << "its database dies with it";
  site_.all_in_one().Start();
  EXPECT_EQ(PlacesNow(), places);
}

TEST_F(AllInOneFaults, TermDrainsAndEndsWithZero) {
  const pid_t database = DatabaseOf(site_);
  EXPECT_EQ(site_.all_in_one().Stop(), 0);
  EXPECT_NE(kill(database, 0), 0) << "its database was stopped before it ended";
  site_.all_in_one().Start();
}

// Of what a program wrote: the lines for people, not those of its log.
std::vector<std::string> Sentences(const std::string& output) {
  std::vector<std::string> lines = absl::StrSplit(output, '\n', absl::SkipEmpty());
  std::erase_if(lines, [](const std::string& line) { return line[0] == '{'; });
  return lines;
}

Finished StartAnother(const Site& site, const std::filesystem::path& data_dir, const std::string& http) {
  return RunToEnd(
      {ProgramPath("boulevard"), "serve", "--data-dir", data_dir, "--http", http, "--grpc", "127.0.0.1:0",
       "--metrics", "127.0.0.1:0", "--token-public-key", site.folder() / "token-key.pub.pem"},
      site.folder() / "another.log");
}

TEST_F(AllInOneFaults, APortThatIsTakenIsOneSentence) {
  const std::string http = site_.endpoints().http;
  const Finished another = StartAnother(site_, site_.folder() / "other", http);
  EXPECT_EQ(another.exit_code, 1) << another.output;
  EXPECT_THAT(Sentences(another.output), ElementsAre(HasSubstr(http)));
}

TEST_F(AllInOneFaults, AFolderInUseIsOneSentence) {
  const Finished another = StartAnother(site_, site_.data_dir(), "127.0.0.1:0");
  EXPECT_EQ(another.exit_code, 1) << another.output;
  EXPECT_THAT(Sentences(another.output), ElementsAre(HasSubstr(site_.data_dir().string())));
  EXPECT_TRUE(scene_.Provider().Get("/v1/places").Ok()) << "the first goes on";
}

// What the program answers to a token of `boulevard token`, when started with that one more argument or two.
int StatusWithDevelopmentToken(const std::filesystem::path& folder, const std::vector<std::string>& more) {
  std::filesystem::create_directories(folder);
  Program::Options options{.name = "boulevard",
                           .arguments = {"serve", "--data-dir", folder / "data"},
                           .endpoints_file = folder / "data" / "endpoints.json",
                           .output = folder / "boulevard.log"};
  options.arguments.insert(options.arguments.end(), more.begin(), more.end());
  Program program(options);
  program.Start();
  const Finished token = RunToEnd({ProgramPath("boulevard"), "token", "--data-dir", folder / "data", "--role",
                                   "coordinator", "--subject", "someone"},
                                  folder / "token.log");
  EXPECT_EQ(token.exit_code, 0) << token.output;
  ApiClient client(program.endpoints().http, token.output.substr(0, token.output.find('\n')));
  const int status = client.Get("/v1/programmes").status();
  EXPECT_EQ(program.Stop(), 0);
  return status;
}

TEST_F(AllInOneFaults, DevelopmentTokensAreForDevelopmentAlone) {
  EXPECT_EQ(StatusWithDevelopmentToken(site_.folder() / "yes", {"--development"}), 200);
  EXPECT_EQ(StatusWithDevelopmentToken(site_.folder() / "no",
                                       {"--token-public-key", site_.folder() / "token-key.pub.pem"}),
            401);
}

class SplitFaults : public FaultTest<Shape::kSplit> {};

TEST_F(SplitFaults, WithoutItsDatabaseItSaysSoFastAndRecovers) {
  const std::string place = scene_.NewPlace();
  site_.StopDatabase();
  EXPECT_TRUE(AwaitHttp(site_.replica(0).endpoints().metrics, "/readyz", 503));
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 503));
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/livez", 200));
  ApiClient provider = scene_.Provider();
  const absl::Time asked = absl::Now();
  const Answer refused = provider.Get("/v1/places");
  EXPECT_EQ(refused.status(), 503) << refused;
  EXPECT_NE(refused.http.Header("retry-after"), "");
  EXPECT_LT(absl::Now() - asked, absl::Seconds(3));

  site_.StartDatabase();
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 200));
  EXPECT_TRUE(Eventually(kPatience, [&] { return provider.Get("/v1/places").Ok(); }));
  EXPECT_EQ(provider.Get("/v1/places").body["places"][0]["id"], place);
}

// A service that is gone takes its own paths along and no other's.
TEST_F(SplitFaults, OneServiceGoneLeavesTheOther) {
  for (int i : {0, 1}) site_.guidance_replica(i).Kill();
  ApiClient admin = scene_.Admin();
  EXPECT_TRUE(Eventually(kPatience, [&] { return admin.Get("/v1/mentors").status() == 503; }));
  EXPECT_TRUE(admin.Get("/v1/programmes").Ok());
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 503));
  const HttpResponse why = HttpClient(site_.endpoints().http).Call("GET", "/readyz");
  EXPECT_EQ(why.body, "not serving: guidance\n");
  EXPECT_TRUE(admin.Get("/v1/programmes").Ok());
  for (int i : {0, 1}) site_.guidance_replica(i).Start();
  EXPECT_TRUE(Eventually(kPatience, [&] { return admin.Get("/v1/mentors").Ok(); }));
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 200));
}

TEST_F(SplitFaults, OneReplicaKilledLeavesTheOther) {
  scene_.NewPlace();
  site_.replica(0).Kill();
  ApiClient provider = scene_.Provider();
  EXPECT_TRUE(Eventually(kPatience, [&] { return provider.Get("/v1/places").Ok(); }));
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(provider.Get("/v1/places").Ok());
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 200));
  site_.replica(0).Start();
}

TEST_F(SplitFaults, TermDrainsEveryProgramAndEndsWithZero) {
  for (Program* program :
       {&site_.gateway(), &site_.replica(0), &site_.replica(1), &site_.guidance_replica(0)}) {
    EXPECT_EQ(program->Stop(), 0);
    program->Start();
  }
}

// Nobody who got a connection sees it break; at worst a call that met the drain is to be sent again.
TEST_F(SplitFaults, ADrainBreaksNoConnection) {
  scene_.NewPlace();
  std::atomic<bool> stop = false;
  std::atomic<int> answered = 0, refused = 0, broken = 0;
  std::vector<std::thread> callers(8);
  for (std::thread& caller : callers) {
    caller = std::thread([&] {
      ApiClient provider = scene_.Provider();
      while (!stop) {
        const int status = provider.Get("/v1/places").status();
        ++(status == 200 ? answered : status == 503 ? refused : broken);
      }
    });
  }
  EXPECT_TRUE(Eventually(kPatience, [&] { return answered > 100; }));
  EXPECT_EQ(site_.replica(0).Stop(), 0);
  const int before = answered;
  EXPECT_TRUE(Eventually(kPatience, [&] { return answered > before + 100; }));
  stop = true;
  for (std::thread& caller : callers) caller.join();
  site_.replica(0).Start();
  EXPECT_EQ(broken, 0);
  EXPECT_LE(refused, 16) << "two for each caller";
}

}  // namespace
}  // namespace boulevard::tests
