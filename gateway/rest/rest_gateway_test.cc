#include "gateway/rest/rest_gateway.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/rest/test_service.h"
#include "google/protobuf/empty.pb.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/rpc/test_site.h"
#include "services/runtime/status/errors.h"
#include "tests/support/http/http_client.h"

namespace boulevard::gateway::rest {
namespace {

namespace v1 = boulevard::testing::v1;
using boulevard::tests::HttpClient;
using boulevard::tests::HttpResponse;
using google::protobuf::ServiceDescriptor;
using runtime::CallContext;
using runtime::Role;
using runtime::rpc::Handlers;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kTrace[] = "0af7651916cd43dd8448eb211c80319c";

using Headers = std::vector<std::pair<std::string, std::string>>;

const ServiceDescriptor& EchoService() {
  return *v1::Thing::descriptor()->file()->FindServiceByName("EchoService");
}

absl::StatusOr<v1::Thing> GetThing(const CallContext& context, const v1::GetThingRequest& request) {
  if (request.id() == "missing") return runtime::NoSuch("thing", request.id());
  if (request.id() == "broken") return absl::UnknownError("SELECT secret");
  if (request.id() == "busy") return absl::UnavailableError("come back later");
  v1::Thing thing;
  thing.set_id(request.id());
  thing.set_note(context.trace_id);
  thing.set_colour(request.colour());
  if (request.id() == "tagged") thing.set_etag("0af7");
  return thing;
}

v1::Thing CreateThing(const CallContext& context, const v1::CreateThingRequest& request) {
  if (context.idempotency_key == "again") *context.replayed = true;
  v1::Thing thing = request.thing();
  thing.set_id("0190");
  return thing;
}

v1::Thing UpdateThing(const CallContext&, const v1::UpdateThingRequest& request) {
  v1::Thing thing = request.thing();
  for (const std::string& path : request.update_mask().paths()) thing.add_tags(path);
  thing.set_note(request.etag());
  return thing;
}

google::protobuf::Empty DeleteThing(const CallContext&, const v1::DeleteThingRequest&) {
  return {};
}

absl::StatusOr<v1::Thing> FinishThing(const CallContext&, const v1::FinishThingRequest&) {
  return runtime::WrongState("thing", "completion", "finished", {"reopening"});
}

v1::ListPartsResponse ListParts(const CallContext&, const v1::ListPartsRequest& request) {
  v1::ListPartsResponse response;
  response.add_parts()->set_label(request.thing_id());
  return response;
}

Handlers EchoHandlers() {
  const std::string service = std::string(kService) + ".";
  Handlers handlers;
  handlers.Bind<v1::GetThingRequest, v1::Thing>(service + "GetThing", GetThing);
  handlers.Bind<v1::CreateThingRequest, v1::Thing>(service + "CreateThing", CreateThing);
  handlers.Bind<v1::UpdateThingRequest, v1::Thing>(service + "UpdateThing", UpdateThing);
  handlers.Bind<v1::DeleteThingRequest, google::protobuf::Empty>(service + "DeleteThing", DeleteThing);
  handlers.Bind<v1::FinishThingRequest, v1::Thing>(service + "FinishThing", FinishThing);
  handlers.Bind<v1::ListPartsRequest, v1::ListPartsResponse>(service + "ListParts", ListParts);
  return handlers;
}

class RestGatewayTest : public ::testing::Test {
 protected:
  RestGatewayTest()
      : dispatcher_(EchoHandlers(), site_.verifier(), runtime::Clock::System(), site_.metrics()) {
    const std::vector<const ServiceDescriptor*> services{&EchoService()};
    gateway_ = RestGateway::Build(services, {{kService, &dispatcher_}}, site_.metrics(), [this] {
                 return ready_;
               }).value();
    server_ = runtime::http::Server::Start(RestServerOptions("127.0.0.1:0"), gateway_->AsHandler()).value();
    client_.emplace(server_->address());
  }
  ~RestGatewayTest() override { server_->Stop(); }

  // A call with the token of `role`.
  HttpResponse Call(std::string_view method, std::string_view target, std::string_view body = {},
                    Role role = Role::kCoordinator, Headers headers = {}) {
    headers.emplace_back("Authorization", "Bearer " + site_.Token(role));
    if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
    return client_->Call(method, target, headers, body);
  }

  runtime::rpc::TestSite site_;
  absl::Status ready_;
  std::unique_ptr<RestGateway> gateway_;
  runtime::rpc::Dispatcher dispatcher_;
  std::unique_ptr<runtime::http::Server> server_;
  std::optional<HttpClient> client_;
};

TEST_F(RestGatewayTest, AnswersAGetWithJson) {
  const HttpResponse response = Call("GET", "/v1/things/7?colour=dark-blue", {}, Role::kMentor,
                                     {{"traceparent", std::string("00-") + kTrace + "-b7ad6b7169203331-01"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("content-type"), "application/json");
  EXPECT_THAT(response.body, AllOf(HasSubstr("\"id\":\"7\""), HasSubstr("\"colour\":\"dark-blue\""),
                                   HasSubstr(std::string("\"note\":\"") + kTrace + "\"")));
}

TEST_F(RestGatewayTest, EveryResponseCarriesTheHeadersOfTheDesignRules) {
  const auto expect_headers = [](const HttpResponse& response) {
    EXPECT_EQ(response.Header("api-version"), "1.0.0");
    EXPECT_EQ(response.Header("cache-control"), "no-store");
    EXPECT_EQ(response.Header("content-security-policy"), "frame-ancestors 'none'");
    EXPECT_EQ(response.Header("strict-transport-security"), "max-age=31536000");
    EXPECT_EQ(response.Header("x-content-type-options"), "nosniff");
    EXPECT_EQ(response.Header("x-frame-options"), "DENY");
    EXPECT_EQ(response.Header("referrer-policy"), "no-referrer");
  };
  expect_headers(Call("GET", "/v1/things/7"));
  expect_headers(Call("GET", "/nowhere"));
  expect_headers(Call("GET", "/livez"));
  client_->Send("no http\r\n\r\n");
  expect_headers(client_->Receive());
}

TEST_F(RestGatewayTest, CreatesWithALocation) {
  const HttpResponse response =
      Call("POST", "/v1/things", R"({"name": "chair", "colour": "red", "accessible": true})");
  EXPECT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(response.Header("location"), "/v1/things/0190");
  EXPECT_THAT(response.body, HasSubstr("\"name\":\"chair\""));
}

TEST_F(RestGatewayTest, PatchesWhatTheBodyNames) {
  const HttpResponse response =
      client_->Call("PATCH", "/v1/things/7",
                    {{"Authorization", "Bearer " + site_.Token(Role::kCoordinator)},
                     {"Content-Type", "application/merge-patch+json; charset=utf-8"}},
                    R"({"rentCents": 5, "level": null})");
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_THAT(response.body, HasSubstr(R"("tags":["rent_cents","level"])"));
}

TEST_F(RestGatewayTest, ConditionsGoByETag) {
  const HttpResponse tagged = Call("GET", "/v1/things/tagged");
  EXPECT_EQ(tagged.Header("etag"), "\"0af7\"");
  const HttpResponse same =
      Call("GET", "/v1/things/tagged", {}, Role::kCoordinator, {{"If-None-Match", "\"0af7\""}});
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.Header("etag"), "\"0af7\"");
  EXPECT_EQ(same.Header("cache-control"), "no-store");
  EXPECT_EQ(same.Header("content-type"), "");

  const auto patch = [&](const Headers& headers) {
    return Call("PATCH", "/v1/things/7", R"({"name": "chair"})", Role::kCoordinator, headers);
  };
  EXPECT_THAT(patch({{"If-Match", "\"0af7\""}}).body, HasSubstr(R"("note":"0af7")"));
  EXPECT_EQ(patch({{"If-Match", "0af7"}}).status, 400);
}

TEST_F(RestGatewayTest, AWriteSentAgainIsMarked) {
  const auto create = [&](std::string_view key) {
    return Call("POST", "/v1/things", R"({"name": "chair", "colour": "red", "accessible": true})",
                Role::kCoordinator, {{"Idempotency-Key", std::string(key)}});
  };
  EXPECT_EQ(create("\"new\"").Header("idempotency-replayed"), "");
  const HttpResponse again = create("again");
  EXPECT_EQ(again.Header("idempotency-replayed"), "true");
  EXPECT_EQ(again.Header("location"), "/v1/things/0190");
  EXPECT_EQ(create("").status, 400);
  EXPECT_EQ(create("not a key").status, 400);
  EXPECT_EQ(Call("GET", "/v1/things/7", {}, Role::kMentor, {{"Idempotency-Key", ""}}).status, 200);
}

TEST_F(RestGatewayTest, DeletesWithoutContent) {
  const HttpResponse response = Call("DELETE", "/v1/things/7", {}, Role::kAdmin);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.Header("content-length"), "");
}

TEST_F(RestGatewayTest, ShowsOneFieldOfTheResponse) {
  EXPECT_EQ(Call("GET", "/v1/things/7/parts/red").body, R"([{"label":"7","amount":0,"notes":[]}])");
}

TEST_F(RestGatewayTest, AnswersHeadLikeGet) {
  const HttpResponse get = Call("GET", "/v1/things/7");
  const HttpResponse head = Call("HEAD", "/v1/things/7");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Header("content-length"), get.Header("content-length"));
}

TEST_F(RestGatewayTest, SaysWhatAPathAllows) {
  const HttpResponse options = Call("OPTIONS", "/v1/things");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.Header("allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(Call("OPTIONS", "*").Header("allow"), "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
  const HttpResponse refused = Call("DELETE", "/v1/things");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.Header("allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(Call("HEAD", "/v1/things/7/completion").status, 405);
}

struct Refused {
  std::string name;
  std::string method;
  std::string target;
  Headers headers;
  std::string body;
  int status;
};

class RefusalTest : public RestGatewayTest, public ::testing::WithParamInterface<Refused> {};

TEST_P(RefusalTest, IsAProblem) {
  Headers headers = GetParam().headers;
  headers.emplace_back("Authorization", "Bearer " + site_.Token(Role::kCoordinator));
  const HttpResponse response = client_->Call(GetParam().method, GetParam().target, headers, GetParam().body);
  EXPECT_EQ(response.status, GetParam().status) << response.body;
  EXPECT_EQ(response.Header("content-type"), "application/problem+json");
  EXPECT_THAT(response.body, HasSubstr("{\"status\":" + std::to_string(GetParam().status) + ",\"title\":"));
}

INSTANTIATE_TEST_SUITE_P(
    Requests, RefusalTest,
    ::testing::Values(
        Refused{"NoPath", "GET", "/v1/nothing", {}, "", 404},
        Refused{"TrailingSlash", "GET", "/v1/things/", {}, "", 404},
        Refused{"NoMethod", "PUT", "/v1/things", {}, "", 405},
        Refused{"UnknownMethod", "BREW", "/v1/things", {}, "", 405},
        Refused{"NotAcceptable", "GET", "/v1/things", {{"Accept", "text/html"}}, "", 406},
        Refused{"NoContentType", "POST", "/v1/things", {}, "{}", 415},
        Refused{"Form", "POST", "/v1/things", {{"Content-Type", "text/plain"}}, "{}", 415},
        Refused{"MergePatchPosted",
                "POST",
                "/v1/things",
                {{"Content-Type", "application/merge-patch+json"}},
                "{}",
                415},
        Refused{
            "Latin", "POST", "/v1/things", {{"Content-Type", "application/json; charset=latin1"}}, "{}", 415},
        Refused{"BadJson", "POST", "/v1/things", {{"Content-Type", "application/json"}}, "{", 400},
        Refused{"BrokenRule", "POST", "/v1/things", {{"Content-Type", "application/json"}}, "{}", 400},
        Refused{"BadParameter", "GET", "/v1/things?pageSize=x", {}, "", 400},
        Refused{"TooLarge",
                "POST",
                "/v1/things",
                {{"Content-Type", "application/json"}},
                std::string(1024 * 1024 + 1, ' '),
                413},
        Refused{"NotForTheRole", "DELETE", "/v1/things/7", {}, "", 403},
        Refused{"Missing", "GET", "/v1/things/missing", {}, "", 404},
        Refused{"WrongState",
                "POST",
                "/v1/things/7/completion",
                {{"Content-Type", "application/json"}},
                R"({"reason": "done"})",
                409}),
    [](const auto& test) { return test.param.name; });

TEST_F(RestGatewayTest, AsksForAToken) {
  const HttpResponse response = client_->Call("GET", "/v1/things/7");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.Header("www-authenticate"), "Bearer");
}

TEST_F(RestGatewayTest, SaysWhenToComeBack) {
  const HttpResponse response = Call("GET", "/v1/things/busy");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.Header("retry-after"), "1");
}

TEST_F(RestGatewayTest, KeepsItsOwnErrorsToItself) {
  const HttpResponse response = Call("GET", "/v1/things/broken");
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, AllOf(HasSubstr("\"incidentId\":\""), Not(HasSubstr("SELECT"))));
}

TEST_F(RestGatewayTest, NamesTheStateThatRefused) {
  EXPECT_THAT(Call("POST", "/v1/things/7/completion", R"({"reason": "done"})").body,
              HasSubstr(R"("currentState":"finished","allowedSteps":["reopening"])"));
}

TEST_F(RestGatewayTest, AnswersHealth) {
  EXPECT_EQ(client_->Call("GET", "/livez").status, 200);
  EXPECT_EQ(client_->Call("GET", "/readyz").status, 200);
  ready_ = absl::UnavailableError("placements does not answer");
  EXPECT_EQ(client_->Call("GET", "/readyz").status, 503);
  EXPECT_EQ(client_->Call("GET", "/metrics").status, 404);
}

TEST_F(RestGatewayTest, CountsByTemplateAndLogsNoPath) {
  const std::string log_path = ::testing::TempDir() + "rest_gateway_test.log";
  runtime::log::Start("rest_gateway_test", log_path);
  Call("GET", "/v1/things/person-7");
  Call("HEAD", "/v1/things/person-7");
  Call("GET", "/v1/person-8");
  Call("BREW", "/v1/person-8");
  runtime::log::Flush();
  const std::string metrics = site_.metrics().Render();
  EXPECT_THAT(
      metrics,
      HasSubstr("boulevard_http_requests_total{code=\"200\",method=\"GET\",route=\"/v1/things/{id}\"} 2"));
  EXPECT_THAT(metrics,
              HasSubstr("boulevard_http_requests_total{code=\"404\",method=\"GET\",route=\"none\"} 1"));
  EXPECT_THAT(metrics,
              HasSubstr("boulevard_http_requests_total{code=\"404\",method=\"other\",route=\"none\"} 1"));
  EXPECT_THAT(metrics, HasSubstr("boulevard_http_request_duration_seconds_count{method=\"GET\","
                                 "route=\"/v1/things/{id}\"} 2"));
  EXPECT_THAT(metrics, Not(HasSubstr("person")));
  std::stringstream log;
  log << std::ifstream(log_path).rdbuf();
  EXPECT_THAT(
      log.str(),
      AllOf(HasSubstr("\"event\":\"http\",\"method\":\"GET\",\"route\":\"/v1/things/{id}\",\"code\":200"),
            Not(HasSubstr("person"))));
}

TEST(RestGatewayBuildTest, WantsABackendForEveryService) {
  const std::vector<const ServiceDescriptor*> services{&EchoService()};
  runtime::Registry metrics;
  const absl::Status status =
      RestGateway::Build(services, {}, metrics, [] { return absl::OkStatus(); }).status();
  EXPECT_EQ(status.message(), "boulevard.testing.v1.EchoService has no backend");
}

}  // namespace
}  // namespace boulevard::gateway::rest
