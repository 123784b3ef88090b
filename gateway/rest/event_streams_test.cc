#include "gateway/rest/event_streams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "gateway/rest/rest_gateway.h"
#include "gateway/rest/test_service.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/rpc/test_streams.h"
#include "tests/support/http/event_client.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::Role;
using ::testing::HasSubstr;
using tests::Event;
using tests::EventClient;
using tests::HttpClient;
using tests::HttpResponse;
namespace v1 = boulevard::testing::v1;

class EventStreamsTest : public ::testing::Test {
 protected:
  using Writer = runtime::rpc::StreamWriter<v1::Thing>;

  ~EventStreamsTest() override {
    if (server_) server_->Stop();
    dispatcher_.reset();
  }

  const std::string& Start(const EventStreamOptions& options = {}) {
    runtime::rpc::Handlers handlers;
    handlers.BindStream<v1::WatchThingsRequest, v1::Thing>(
        std::string(kService) + ".WatchThings",
        [this](const runtime::CallContext&, const v1::WatchThingsRequest& request, Writer writer) {
          return Watch(request, std::move(writer));
        });
    dispatcher_.emplace(std::move(handlers), site_.verifier(), runtime::Clock::System(), site_.metrics());
    const std::vector services{v1::Thing::descriptor()->file()->FindServiceByName("EchoService")};
    const FrontOptions front{
        .cors_origins = {}, .rate_limit = {}, .compress_from_bytes = 1, .events = options};
    gateway_ =
        RestGateway::Build(
            services, {{kService, &*dispatcher_}}, site_.metrics(), [] { return absl::OkStatus(); }, front)
            .value();
    server_ = runtime::http::Server::Start(RestServerOptions("127.0.0.1:0"), gateway_->AsHandler()).value();
    address_ = server_->address();
    return address_;
  }

  std::vector<std::pair<std::string, std::string>> As(Role role, const std::string& subject = "anna") const {
    return {{"Authorization", "Bearer " + site_.Token(role, subject)}};
  }

  static v1::Thing ThingOf(const std::string& id, const std::string& note = "") {
    v1::Thing thing;
    thing.set_id(id);
    thing.set_note(note);
    thing.set_colour(v1::COLOUR_DARK_BLUE);
    return thing;
  }

  // To the one who came last.
  Writer LastWriter() {
    const absl::MutexLock lock(&mutex_);
    return writers_.back();
  }

  runtime::rpc::TestSite site_;
  std::unique_ptr<RestGateway> gateway_;
  std::optional<runtime::rpc::Dispatcher> dispatcher_;
  std::string address_;
  std::unique_ptr<runtime::http::Server> server_;

 private:
  // Greets with where the listener goes on.
  absl::Status Watch(const v1::WatchThingsRequest& request, Writer writer) {
    if (request.name() == "none") return absl::NotFoundError("there is none");
    if (request.name() != "short") {
      const absl::MutexLock lock(&mutex_);
      writers_.push_back(writer);
    }
    writer.Write(ThingOf("1", request.last_event_id()));
    return absl::OkStatus();
  }

  absl::Mutex mutex_;
  std::vector<Writer> writers_ ABSL_GUARDED_BY(mutex_);
};

TEST_F(EventStreamsTest, MessagesAreEvents) {
  EventClient client(Start());
  const HttpResponse head = client.Open("/v1/thing-events?name=all", As(Role::kCoordinator));
  EXPECT_EQ(head.status, 200) << head.body;
  EXPECT_EQ(head.Header("content-type"), "text/event-stream");
  EXPECT_EQ(head.Header("cache-control"), "no-store");
  EXPECT_EQ(head.Header("api-version"), kApiVersion);
  const Event first = client.Next().value();
  EXPECT_EQ(first.id, "1");
  EXPECT_EQ(first.name, "dark-blue");
  EXPECT_THAT(first.data, HasSubstr("\"id\":\"1\""));

  v1::Thing second = ThingOf("", "two\nlines");
  second.clear_colour();
  LastWriter().Write(second);
  const Event next = client.Next().value();
  EXPECT_EQ(next.id, "");
  EXPECT_EQ(next.name, "");
  EXPECT_THAT(next.data, HasSubstr(R"("note":"two\nlines")"));
  EXPECT_EQ(client.last_id(), "1") << "an event without an id does not change it";
}

TEST_F(EventStreamsTest, AListenerGoesOnAfterTheEventThatItHas) {
  Start();
  auto headers = As(Role::kCoordinator);
  headers.emplace_back("Last-Event-ID", "41");
  EventClient by_header(address_), by_query(address_);
  by_header.Open("/v1/thing-events?name=all&lastEventId=7", headers);
  EXPECT_THAT(by_header.Next().value().data, HasSubstr("\"note\":\"41\""));
  by_query.Open("/v1/thing-events?name=all&lastEventId=7", As(Role::kCoordinator));
  EXPECT_THAT(by_query.Next().value().data, HasSubstr("\"note\":\"7\""));
}

TEST_F(EventStreamsTest, ARefusalIsAProblem) {
  HttpClient client(Start());
  const auto ask = [&](const std::string& target, auto headers) {
    const HttpResponse answer = client.Call("GET", target, headers);
    EXPECT_EQ(answer.Header("content-type"), "application/problem+json") << answer.status;
    return answer.status;
  };
  auto json_only = As(Role::kCoordinator);
  json_only.emplace_back("Accept", "application/json");
  auto no_text = As(Role::kCoordinator);
  no_text.emplace_back("Last-Event-ID", "\xff");
  auto long_id = As(Role::kCoordinator);
  long_id.emplace_back("Last-Event-ID", std::string(21, '1'));
  EXPECT_EQ(ask("/v1/thing-events?name=all", std::vector<std::pair<std::string, std::string>>()), 401);
  EXPECT_EQ(ask("/v1/thing-events?name=all", As(Role::kMentor)), 403);
  EXPECT_EQ(ask("/v1/thing-events", As(Role::kCoordinator)), 400);
  EXPECT_EQ(ask("/v1/thing-events?name=all&colour=red", As(Role::kCoordinator)), 400);
  EXPECT_EQ(ask("/v1/thing-events?name=none", As(Role::kCoordinator)), 404);
  EXPECT_EQ(ask("/v1/thing-events?name=all", json_only), 406);
  EXPECT_EQ(ask("/v1/thing-events?name=all", no_text), 400);
  EXPECT_EQ(ask("/v1/thing-events?name=all", long_id), 400);
}

TEST_F(EventStreamsTest, TheLastEventSaysHowItEnded) {
  EventClient client(Start());
  client.Open("/v1/thing-events?name=short", As(Role::kCoordinator));
  client.Next();
  EXPECT_EQ(client.Next().value().name, "end");
  EXPECT_EQ(client.Next(), std::nullopt);
  EXPECT_TRUE(client.ended());

  client.Open("/v1/thing-events?name=all", As(Role::kCoordinator));
  client.Next();
  LastWriter().End(absl::ResourceExhaustedError("you read too slowly"));
  const Event end = client.Next().value();
  EXPECT_EQ(end.name, "end");
  EXPECT_THAT(end.data, HasSubstr("\"status\":429"));
  EXPECT_EQ(client.Next(), std::nullopt);
  EXPECT_TRUE(client.ended());
}

TEST_F(EventStreamsTest, AServerThatStopsSaysSo) {
  EventClient client(Start());
  client.Open("/v1/thing-events?name=all", As(Role::kCoordinator));
  client.Next();
  server_->Stop();
  const Event end = client.Next().value();
  EXPECT_EQ(end.name, "end");
  EXPECT_THAT(end.data, HasSubstr("\"status\":503"));
  EXPECT_EQ(client.Next(), std::nullopt);
  EXPECT_TRUE(client.ended());
}

TEST_F(EventStreamsTest, ListenersAreLimitedByTokenAndInAll) {
  Start({.most = 3, .most_of_one = 2});
  const auto headers = As(Role::kCoordinator);
  const auto others = As(Role::kCoordinator, "bert");
  std::vector<std::unique_ptr<EventClient>> clients;
  const auto listen = [&](const auto& token) {
    clients.push_back(std::make_unique<EventClient>(address_));
    return clients.back()->Open("/v1/thing-events?name=all", token);
  };
  EXPECT_EQ(listen(headers).status, 200);
  EXPECT_EQ(listen(headers).status, 200);
  const HttpResponse too_many = listen(headers);
  EXPECT_EQ(too_many.status, 429);
  EXPECT_NE(too_many.Header("retry-after"), "");
  EXPECT_EQ(listen(others).status, 200);
  EXPECT_EQ(listen(others).status, 503);
  EXPECT_THAT(site_.metrics().Render(), HasSubstr("boulevard_http_event_listeners 3\n"));

  clients[0].reset();
  while (listen(headers).status != 200) {
  }
}

TEST_F(EventStreamsTest, AHeadOpensNothing) {
  HttpClient client(Start());
  EXPECT_EQ(client.Call("HEAD", "/v1/thing-events?name=all", As(Role::kCoordinator)).status, 200);
  EXPECT_EQ(client.Call("HEAD", "/v1/thing-events?name=all", As(Role::kMentor)).status, 403);
  while (site_.metrics().Render().find("boulevard_http_event_listeners 0\n") == std::string::npos) {
  }
}

}  // namespace
}  // namespace boulevard::gateway::rest
