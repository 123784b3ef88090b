#include "services/runtime/http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "tests/support/http/http_client.h"

namespace boulevard::runtime::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::HttpClient;
using tests::HttpResponse;

ServerOptions OnFreePort() {
  return {.address = "127.0.0.1:0"};
}

std::unique_ptr<Server> StartServer(const ServerOptions& options, Handler handler) {
  auto server = Server::Start(options, std::move(handler));
  EXPECT_TRUE(server.ok()) << server.status();
  return *std::move(server);
}

// Answers with what it was asked.
void Echo(Request request, Respond respond) {
  Response response;
  response.headers.emplace_back("X-Agent", std::string(request.Header("user-agent")));
  response.body = request.method + " " + request.path + " [" + request.query + "] " + request.body;
  std::move(respond)(std::move(response));
}

// Keeps the requests that come in, for the test to answer.
class Desk {
 public:
  Handler AsHandler() {
    return [this](Request request, Respond respond) {
      absl::MutexLock lock(&mutex_);
      request_.emplace(std::move(request));
      respond_.emplace(std::move(respond));
    };
  }
  Request TakeRequest() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](std::optional<Request>* request) { return request->has_value(); }, &request_));
    Request request = *std::move(request_);
    request_.reset();
    return request;
  }
  Respond TakeRespond() {
    absl::MutexLock lock(&mutex_);
    Respond respond = *std::move(respond_);
    respond_.reset();
    return respond;
  }

 private:
  absl::Mutex mutex_;
  std::optional<Request> request_;
  std::optional<Respond> respond_;
};

TEST(ServerTest, HandsOverTheRequestAndWritesTheAnswer) {
  ServerOptions options = OnFreePort();
  options.headers = {{"API-Version", "1.0.0"}};
  const auto server = StartServer(options, Echo);
  HttpClient client(server->address());
  const HttpResponse response = client.Call("POST", "/v1/a%20b?x=1&y=%31", {{"User-Agent", "test"}}, "hello");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "POST /v1/a%20b [x=1&y=%31] hello");
  EXPECT_EQ(response.Header("x-agent"), "test");
  EXPECT_EQ(response.Header("api-version"), "1.0.0");
  EXPECT_THAT(response.Header("date"), HasSubstr("GMT"));
  EXPECT_EQ(response.Header("connection"), "");
}

TEST(ServerTest, KeepsTheConnectionOpen) {
  const auto server = StartServer(OnFreePort(), Echo);
  HttpClient client(server->address());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.Call("GET", "/again").status, 200);
}

TEST(ServerTest, AnswersPipelinedRequestsInOrder) {
  const auto server = StartServer(OnFreePort(), Echo);
  HttpClient client(server->address());
  client.Send(
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
      "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
      "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.Receive().body, "GET /1 [] ");
  EXPECT_EQ(client.Receive().body, "POST /2 [] abc");
  EXPECT_EQ(client.Receive().body, "GET /3 [] ");
}

TEST(ServerTest, ReadsARequestThatComesByteByByte) {
  const auto server = StartServer(OnFreePort(), Echo);
  HttpClient client(server->address());
  for (const char byte : std::string("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")) {
    client.Send(std::string_view(&byte, 1));
  }
  EXPECT_EQ(client.Receive().body, "POST /slow [] abc");
}

TEST(ServerTest, ReadsAChunkedBody) {
  const auto server = StartServer(OnFreePort(), Echo);
  HttpClient client(server->address());
  client.Send(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
  EXPECT_EQ(client.Receive().body, "POST / [] abcdefg");
}

TEST(ServerTest, AnswersHeadWithoutABody) {
  const auto server = StartServer(OnFreePort(), Echo);
  HttpClient client(server->address());
  const HttpResponse response = client.Call("HEAD", "/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("content-length"), "10");
  EXPECT_EQ(client.Call("GET", "/next").body, "GET /next [] ");
}

TEST(ServerTest, ClosesWhenAsked) {
  const auto server = StartServer(OnFreePort(), Echo);
  HttpClient client(server->address());
  const HttpResponse response = client.Call("GET", "/", {{"Connection", "close"}});
  EXPECT_EQ(response.Header("connection"), "close");
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST(ServerTest, ContinuesWhenTheClientWaits) {
  const auto server = StartServer(OnFreePort(), Echo);
  HttpClient client(server->address());
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.Receive().status, 100);
  client.Send("ok");
  EXPECT_EQ(client.Receive().body, "POST / [] ok");
}

TEST(ServerTest, AnswersFromAnotherThread) {
  Desk desk;
  const auto server = StartServer(OnFreePort(), desk.AsHandler());
  HttpClient client(server->address());
  std::thread other([&] {
    desk.TakeRequest();
    desk.TakeRespond()(Response{.status = 201, .body = "made"});
  });
  EXPECT_EQ(client.Call("GET", "/").status, 201);
  other.join();
}

TEST(ServerTest, AnswersARequestThatWasDropped) {
  const auto server = StartServer(OnFreePort(), [](Request, Respond) {});
  HttpClient client(server->address());
  EXPECT_EQ(client.Call("GET", "/").status, 500);
}

TEST(ServerTest, ServesManyConnectionsOnSeveralThreads) {
  ServerOptions options = OnFreePort();
  options.threads = 2;
  const auto server = StartServer(options, Echo);
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      HttpClient client(server->address());
      for (int call = 0; call < 200; ++call) EXPECT_EQ(client.Call("GET", "/x").body, "GET /x [] ");
    });
  }
  for (std::thread& caller : callers) caller.join();
}

struct BadRequest {
  std::string name;
  std::string bytes;
  int status;
};

class BadRequestTest : public ::testing::TestWithParam<BadRequest> {};

TEST_P(BadRequestTest, IsRefusedAndClosed) {
  ServerOptions options = OnFreePort();
  options.max_header_bytes = 1024;
  options.max_body_bytes = 100;
  const auto server = StartServer(options, Echo);
  HttpClient client(server->address());
  client.Send(GetParam().bytes);
  const HttpResponse response = client.Receive();
  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(response.Header("content-type"), "application/problem+json");
  EXPECT_THAT(response.body, StartsWith("{\"status\":" + std::to_string(GetParam().status)));
  EXPECT_EQ(response.Header("connection"), "close");
  client.FinishSending();
  EXPECT_EQ(client.ReadToEnd(), "");
}

INSTANTIATE_TEST_SUITE_P(
    Requests, BadRequestTest,
    ::testing::Values(
        BadRequest{"NotHttp", "hello there\r\n\r\n", 400},
        BadRequest{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
        BadRequest{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        BadRequest{"BadLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400},
        BadRequest{"LengthAndChunked",
                   "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                   400},
        BadRequest{"BadChunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        BadRequest{"NullInHeader", std::string("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 27), 400},
        BadRequest{"HugeBody", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", 413},
        BadRequest{"HugeChunks",
                   "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" +
                       std::string(101, 'x') + "\r\n0\r\n\r\n",
                   413},
        BadRequest{"OtherExpectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417},
        BadRequest{"HugeHeader", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(2000, 'x') + "\r\n\r\n",
                   431},
        BadRequest{"HugeTarget", "GET /" + std::string(2000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", 431},
        BadRequest{"OldVersion", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505}),
    [](const auto& test) { return test.param.name; });

TEST(ServerTest, TellsTheHandlerThatTheClientHasGone) {
  Desk desk;
  const auto server = StartServer(OnFreePort(), desk.AsHandler());
  auto client = std::make_unique<HttpClient>(server->address());
  client->Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Request request = desk.TakeRequest();
  EXPECT_FALSE(request.abandoned->load());
  client.reset();
  while (!request.abandoned->load()) std::this_thread::yield();
  desk.TakeRespond()(Response{});
}

TEST(ServerTest, SeesAClientGoneBehindPipelinedRequests) {
  Desk desk;
  const auto server = StartServer(OnFreePort(), desk.AsHandler());
  HttpClient client(server->address());
  client.Send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(desk.TakeRequest().path, "/1");
  desk.TakeRespond()(Response{.body = "one"});
  EXPECT_EQ(client.Receive().body, "one");
  EXPECT_EQ(desk.TakeRequest().path, "/2");
  desk.TakeRespond()(Response{.body = "two"});
  EXPECT_EQ(client.Receive().body, "two");
}

TEST(ServerTest, RefusesInTheMiddleOfAPipelineInOrder) {
  Desk desk;
  const auto server = StartServer(OnFreePort(), desk.AsHandler());
  HttpClient client(server->address());
  client.Send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(desk.TakeRequest().path, "/1");
  desk.TakeRespond()(Response{.body = "one"});
  EXPECT_EQ(client.Receive().body, "one");
  EXPECT_EQ(client.Receive().status, 400);
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST(ServerTest, StopClosesIdleConnectionsAndFinishesAnswers) {
  Desk desk;
  const auto server = StartServer(OnFreePort(), desk.AsHandler());
  HttpClient idle(server->address());
  HttpClient busy(server->address());
  busy.Send("GET /busy HTTP/1.1\r\nHost: a\r\n\r\n");
  desk.TakeRequest();
  std::thread stopper([&] { server->Stop(); });
  EXPECT_EQ(idle.ReadToEnd(), "");
  desk.TakeRespond()(Response{.body = "done"});
  const HttpResponse response = busy.Receive();
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.Header("connection"), "close");
  stopper.join();
}

TEST(ServerTest, StopAnswersWhatIsOnItsWay) {
  ServerOptions options = OnFreePort();
  options.drain_idle = absl::Seconds(20);
  const auto server = StartServer(options, Echo);
  HttpClient idle(server->address());
  EXPECT_EQ(idle.Call("GET", "/").status, 200);
  HttpClient half(server->address());
  half.Send("GET /half HTTP/1.1\r\nHo");
  HttpClient quiet(server->address());
  std::thread stopper([&] { server->Stop(); });
  // From when nobody can connect any more, the drain has begun.
  while (HttpClient(server->address()).Call("GET", "/").status != 0) std::this_thread::yield();
  half.Send("st: a\r\n\r\n");
  idle.Send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(half.Receive().body, "GET /half [] ");
  EXPECT_EQ(idle.Receive().body, "GET /1 [] ");
  const HttpResponse last = idle.Receive();
  EXPECT_EQ(last.body, "GET /2 [] ");
  EXPECT_EQ(last.Header("connection"), "close");
  EXPECT_EQ(idle.ReadToEnd(), "");
  EXPECT_EQ(quiet.Call("GET", "/").Header("connection"), "close");
  stopper.join();
}

TEST(ServerTest, StopEndsIdleConnectionsAfterAWhile) {
  ServerOptions options = OnFreePort();
  options.drain_idle = absl::Milliseconds(20);
  const auto server = StartServer(options, Echo);
  HttpClient idle(server->address());
  EXPECT_EQ(idle.Call("GET", "/").status, 200);
  server->Stop();
  EXPECT_EQ(idle.ReadToEnd(), "");
}

TEST(ServerTest, StopGivesUpAfterTheDrainTimeout) {
  Desk desk;
  ServerOptions options = OnFreePort();
  options.drain_timeout = absl::Milliseconds(20);
  auto server = StartServer(options, desk.AsHandler());
  HttpClient client(server->address());
  client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Request request = desk.TakeRequest();
  server->Stop();
  EXPECT_EQ(client.Receive().status, 0);
  EXPECT_TRUE(request.abandoned->load());
  server.reset();
  desk.TakeRespond()(Response{.body = "too late"});
}

TEST(ServerTest, SaysWhatIsWrongWithAnAddress) {
  EXPECT_THAT(Server::Start({.address = "nowhere"}, Echo).status().message(),
              HasSubstr("nowhere is not an address to listen on"));
  EXPECT_THAT(Server::Start({.address = "127.0.0.1:70000"}, Echo).status().message(),
              HasSubstr("is not an address to listen on"));
  const auto server = StartServer(OnFreePort(), Echo);
  EXPECT_THAT(Server::Start({.address = server->address()}, Echo).status().message(),
              HasSubstr(server->address() + " is taken by another program"));
}

}  // namespace
}  // namespace boulevard::runtime::http
