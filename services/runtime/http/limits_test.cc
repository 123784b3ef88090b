#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"
#include "tests/support/http/http_client.h"

namespace boulevard::runtime::http {
namespace {

using ::testing::HasSubstr;
using tests::HttpClient;

constexpr size_t kLargeBody = 64 * 1024 * 1024;

// A server that says what it refused.
class LimitsTest : public ::testing::Test {
 protected:
  std::unique_ptr<Server> Start(ServerOptions options) {
    options.address = "127.0.0.1:0";
    options.metrics = &metrics_;
    return Server::Start(options,
                         [](Request request, Respond respond) {
                           const bool large = request.path == "/large";
                           std::move(respond)(Response{.body = large ? std::string(kLargeBody, 'x')
                                                                     : request.client + request.body});
                         })
        .value();
  }

  std::string Refusals(const std::string& reason, int count) {
    return "boulevard_http_refused_total{reason=\"" + reason + "\"} " + std::to_string(count) + "\n";
  }

  Registry metrics_;
};

TEST_F(LimitsTest, ConnectionsInAll) {
  const auto server = Start({.max_connections = 1});
  HttpClient first(server->address());
  EXPECT_EQ(first.Call("GET", "/").status, 200);
  HttpClient second(server->address());
  EXPECT_EQ(second.Receive().status, 503);
  EXPECT_EQ(second.ReadToEnd(), "");
  EXPECT_EQ(first.Call("GET", "/").status, 200);
  EXPECT_THAT(metrics_.Render(), HasSubstr(Refusals("connection_limit", 1)));
}

TEST_F(LimitsTest, ConnectionsOfOneClient) {
  const auto server = Start({.max_connections_per_client = 2});
  HttpClient first(server->address());
  {
    HttpClient second(server->address());
    EXPECT_EQ(first.Call("GET", "/").body, "127.0.0.1");
    EXPECT_EQ(second.Call("GET", "/").status, 200);
    HttpClient third(server->address());
    EXPECT_EQ(third.Receive().status, 503);
    EXPECT_EQ(second.Call("GET", "/", {{"Connection", "close"}}).status, 200);
    EXPECT_EQ(second.ReadToEnd(), "");
  }
  HttpClient fourth(server->address());
  EXPECT_EQ(fourth.Call("GET", "/").status, 200);
  EXPECT_THAT(metrics_.Render(), HasSubstr(Refusals("client_limit", 1)));
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_http_connections 2\n"));
}

TEST_F(LimitsTest, TimeForTheHead) {
  const auto server = Start({.header_timeout = absl::Milliseconds(40)});
  HttpClient client(server->address());
  client.Send("GET / HTTP/1.1\r\nHo");
  EXPECT_EQ(client.Receive().status, 408);
  EXPECT_THAT(metrics_.Render(), HasSubstr(Refusals("too_slow", 1)));
}

// A byte now and then does not buy more time.
TEST_F(LimitsTest, TimeForAHeadThatTrickles) {
  const auto server = Start({.max_header_bytes = 1 << 30, .header_timeout = absl::Milliseconds(40)});
  HttpClient client(server->address());
  client.Send("GET / HTTP/1.1\r\nX: ");
  char byte = 0;
  while (recv(client.socket(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0) client.Send("x");
  EXPECT_EQ(client.Receive().status, 408);
}

TEST_F(LimitsTest, TimeForTheBody) {
  const auto server = Start({.transfer_timeout = absl::Milliseconds(40)});
  HttpClient client(server->address());
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.Receive().status, 408);
}

TEST_F(LimitsTest, ABodyAtTheLowestRateMayTakeLonger) {
  const auto server = Start({.transfer_timeout = absl::Milliseconds(20), .min_bytes_per_second = 10});
  HttpClient client(server->address());
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabc");
  // Three bytes are worth 300 ms: other connections come and go meanwhile.
  const absl::Time end = absl::Now() + absl::Milliseconds(100);
  while (absl::Now() < end) EXPECT_EQ(HttpClient(server->address()).Call("GET", "/").status, 200);
  client.Send("d");
  EXPECT_EQ(client.Receive().body, "127.0.0.1abcd");
}

TEST_F(LimitsTest, TimeToTakeTheAnswer) {
  const auto server = Start({.transfer_timeout = absl::Milliseconds(40), .min_bytes_per_second = 1 << 30});
  HttpClient client(server->address());
  client.Send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  // Reads nothing until the server gave up.
  while (metrics_.Render().find(Refusals("too_slow", 1)) == std::string::npos) std::this_thread::yield();
  EXPECT_LT(client.ReadToEnd().size(), kLargeBody);
}

TEST_F(LimitsTest, AReaderThatKeepsUpGetsItAll) {
  const auto server = Start({});
  HttpClient client(server->address());
  EXPECT_EQ(client.Call("GET", "/large").body.size(), kLargeBody);
  EXPECT_EQ(client.Call("GET", "/").status, 200);
}

TEST_F(LimitsTest, TimeToBeIdle) {
  const auto server = Start({.idle_timeout = absl::Milliseconds(40)});
  HttpClient client(server->address());
  EXPECT_EQ(client.Call("GET", "/").status, 200);
  EXPECT_EQ(client.ReadToEnd(), "");
  HttpClient silent(server->address());
  EXPECT_EQ(silent.ReadToEnd(), "");
}

// One request after the other in one packet does not keep the loop from its other connections.
TEST_F(LimitsTest, ALongPipelineIsAnsweredInOrder) {
  const auto server = Start({});
  HttpClient client(server->address());
  constexpr int kCount = 2000;
  std::string requests;
  for (int i = 0; i < kCount; ++i) {
    const std::string body = std::to_string(i);
    requests +=
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  client.Send(requests);
  for (int i = 0; i < kCount; ++i) ASSERT_EQ(client.Receive().body, "127.0.0.1" + std::to_string(i));
}

// While it lives, this process may have no more descriptors than it has.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const auto open = std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    const rlimit now{.rlim_cur = static_cast<rlim_t>(open) + kRoom, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &now);
    TakeUp();
  }
  ~NoDescriptors() {
    for (const int file : taken_) close(file);
    setrlimit(RLIMIT_NOFILE, &before_);
  }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;
  // All that are free.
  void TakeUp() {
    for (int file = dup(0); file >= 0; file = dup(0)) taken_.push_back(file);
  }
  // Gives one back.
  void Release() {
    close(taken_.back());
    taken_.pop_back();
  }

 private:
  static constexpr rlim_t kRoom = 20;
  rlimit before_{};
  std::vector<int> taken_;
};

TEST_F(LimitsTest, WithoutDescriptorsItRefusesAndRecovers) {
  const auto server = Start({});
  HttpClient first(server->address());
  EXPECT_EQ(first.Call("GET", "/").status, 200);
  {
    NoDescriptors exhausted;
    for (int i = 1; i <= 3; ++i) {
      exhausted.TakeUp();
      // For the client's own end.
      exhausted.Release();
      HttpClient refused(server->address());
      EXPECT_EQ(refused.Receive().status, 503);
      EXPECT_EQ(first.Call("GET", "/").status, 200) << "who is connected is served";
    }
    EXPECT_THAT(metrics_.Render(), HasSubstr(Refusals("descriptors", 3)));
  }
  HttpClient second(server->address());
  EXPECT_EQ(second.Call("GET", "/").status, 200);
}

double ResidentKilobytes() {
  std::ifstream file("/proc/self/statm");
  double all = 0;
  double resident = 0;
  file >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024;
}

TEST_F(LimitsTest, IdleConnectionsAreCheap) {
  const auto server = Start({});
  constexpr int kCount = 400;
  const double before = ResidentKilobytes();
  std::vector<std::unique_ptr<HttpClient>> clients(kCount);
  for (auto& client : clients) {
    client = std::make_unique<HttpClient>(server->address());
    ASSERT_EQ(client->Call("GET", "/").status, 200);
  }
  // With the client's end of each, and less than a page of memory for the server's.
  EXPECT_LT((ResidentKilobytes() - before) / kCount, 6);
}

}  // namespace
}  // namespace boulevard::runtime::http
