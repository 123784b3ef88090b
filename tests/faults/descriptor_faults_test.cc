// A process that may open few files, and clients that take them all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "tests/faults/fault_tools.h"
#include "tests/support/http/http_client.h"
#include "tests/support/site/grpc_client.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

constexpr int kFiles = 256;
constexpr int kTooMany = 2 * kFiles;

class DescriptorFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<Site>(SiteOptions{.shape = Shape::kAllInOne, .open_files = kFiles});
  }
  static void TearDownTestSuite() { site_.reset(); }

  static Site& site() { return *site_; }
  static Process& process() { return site().all_in_one().process(); }
  static pid_t Database() {
    const std::vector<pid_t> found = Descendants(process().pid(), "mariadbd");
    return found.size() == 1 ? found[0] : 0;
  }

  // Processor time that it has used so far.
  static absl::Duration Used() {
    std::ifstream file(absl::StrCat("/proc/", process().pid(), "/stat"));
    std::string stat{std::istreambuf_iterator<char>(file), {}};
    std::istringstream fields(stat.substr(stat.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    int64_t user = 0, system = 0;
    fields >> user >> system;
    return absl::Seconds(1) * (user + system) / sysconf(_SC_CLK_TCK);
  }

  static std::vector<std::unique_ptr<HttpClient>> Occupy(const std::string& address) {
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < kTooMany; ++i) clients.push_back(std::make_unique<HttpClient>(address));
    return clients;
  }

  // Holds all connections that it can get to `address`, until a request that never comes whole is given up:
  // some seconds in which the program has nothing to do but to refuse.
  void ExpectItRefusesAndLives(const std::string& address);

  Scene scene_{site()};
  GrpcClient grpc_{site().endpoints().grpc};

 private:
  static inline std::unique_ptr<Site> site_;
};

void DescriptorFaults::ExpectItRefusesAndLives(const std::string& address) {
  const pid_t database = Database();
  ASSERT_NE(database, 0);
  HttpClient slow(site().endpoints().http);
  slow.Send("GET /livez HTTP/1.1\r\nHost: boul");
  {
    const std::vector<std::unique_ptr<HttpClient>> clients = Occupy(address);
    const absl::Duration used = Used();
    const absl::Time begin = absl::Now();
    EXPECT_EQ(slow.Receive().status, 408);
    EXPECT_LT(Used() - used, (absl::Now() - begin) / 4 + absl::Milliseconds(500)) << "it does not spin";
    EXPECT_TRUE(process().Running());
  }
  ApiClient provider = scene_.Provider();
  EXPECT_TRUE(Eventually(kPatience, [&] { return provider.Get("/v1/places").Ok(); })) << "they have left";
  EXPECT_EQ(Database(), database) << "its database lived on";
}

TEST_F(DescriptorFaults, TooManyClientsOfRestAreRefused) {
  ExpectItRefusesAndLives(site().endpoints().http);
  EXPECT_GT(MetricOf(site().endpoints().metrics, "boulevard_http_refused_total"), 0);
}

TEST_F(DescriptorFaults, TooManyClientsOfGrpcAreGotOver) {
  ExpectItRefusesAndLives(site().endpoints().grpc);
  placements::v1::ListProgrammesResponse response;
  const GrpcAnswer answer =
      grpc_.Call("boulevard.placements.v1.ProgrammeService/ListProgrammes",
                 placements::v1::ListProgrammesRequest(), response, site().Token(Role::kAdmin));
  EXPECT_EQ(answer.code, 0) << answer.message;
}

}  // namespace
}  // namespace boulevard::tests
