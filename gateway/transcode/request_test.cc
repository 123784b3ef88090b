#include "gateway/transcode/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/routing/router.h"
#include "services/runtime/status/errors.h"

namespace boulevard::gateway::transcode {
namespace {

using google::protobuf::Message;
using google::protobuf::ServiceDescriptor;
using routing::Match;
using routing::Router;
using ::testing::ElementsAre;
namespace v1 = boulevard::testing::v1;

const Router& EchoRouter() {
  static const Router* const router = [] {
    const std::vector<const ServiceDescriptor*> services{
        v1::Thing::descriptor()->file()->FindServiceByName("EchoService")};
    return new Router(*Router::Build(services));
  }();
  return *router;
}

absl::StatusOr<std::unique_ptr<Message>> Build(std::string_view method, std::string_view target,
                                               std::string_view body = "") {
  const size_t question = target.find('?');
  const Match match = EchoRouter().Find(method, target.substr(0, question));
  RequestParts parts{.variables = match.variables, .body = body};
  if (question != std::string_view::npos) parts.query = target.substr(question + 1);
  return BuildRequest(*match.binding, parts);
}

template <typename Request>
Request Built(std::string_view method, std::string_view target, std::string_view body = "") {
  const auto request = Build(method, target, body);
  EXPECT_TRUE(request.ok()) << request.status();
  return request.ok() ? static_cast<const Request&>(**request) : Request();
}

TEST(RequestTest, TakesVariablesFromThePath) {
  EXPECT_EQ(Built<v1::GetThingRequest>("GET", "/v1/things/a%2Fb%20c").id(), "a/b c");
  const auto parts = Built<v1::ListPartsRequest>("GET", "/v1/things/7/parts/dark-blue");
  EXPECT_EQ(parts.thing_id(), "7");
  EXPECT_EQ(parts.colour(), v1::COLOUR_DARK_BLUE);
}

TEST(RequestTest, TakesParametersFromTheQuery) {
  const auto request = Built<v1::ListThingsRequest>(
      "GET",
      "/v1/"
      "things?pageSize=20&pageToken=a%2Bb+c&colours=red&colours=dark-blue&furnished=false&maxRentCents=70000"
      "&changedSince=2026-01-31T12:00:00Z&tags=x&tags=&minWeight=1.5&part.label=l&from=2026-01-01");
  EXPECT_EQ(request.page_size(), 20);
  EXPECT_EQ(request.page_token(), "a+b c");
  EXPECT_EQ(request.from(), "2026-01-01");
  EXPECT_THAT(request.colours(), ElementsAre(v1::COLOUR_RED, v1::COLOUR_DARK_BLUE));
  EXPECT_TRUE(request.has_furnished());
  EXPECT_EQ(request.max_rent_cents(), 70000);
  EXPECT_EQ(request.changed_since().seconds(), 1769860800);
  EXPECT_THAT(request.tags(), ElementsAre("x", ""));
  EXPECT_EQ(request.min_weight(), 1.5);
  EXPECT_EQ(request.part().label(), "l");
}

TEST(RequestTest, FillsOneFieldFromTheBody) {
  const auto request =
      Built<v1::CreateThingRequest>("POST", "/v1/things?idempotencyKey=k", R"({"name": "n", "level": 2})");
  EXPECT_EQ(request.thing().name(), "n");
  EXPECT_EQ(request.idempotency_key(), "k");
  EXPECT_FALSE(Built<v1::CreateThingRequest>("POST", "/v1/things").has_thing());
}

TEST(RequestTest, FillsTheWholeRequestFromTheBody) {
  const auto request = Built<v1::FinishThingRequest>("POST", "/v1/things/7/completion",
                                                     R"({"reason": "done", "parts": [{}]})");
  EXPECT_EQ(request.id(), "7");
  EXPECT_EQ(request.reason(), "done");
  EXPECT_EQ(request.parts_size(), 1);
  EXPECT_EQ(Built<v1::FinishThingRequest>("POST", "/v1/things/7/completion").id(), "7");
}

TEST(RequestTest, MakesTheMaskOfAPatchFromItsBody) {
  const auto request = Built<v1::UpdateThingRequest>(
      "PATCH", "/v1/things/7", R"({"rentCents": 5, "note": null, "mainPart": {"label": "x"}})");
  EXPECT_EQ(request.id(), "7");
  EXPECT_THAT(request.update_mask().paths(), ElementsAre("rent_cents", "note", "main_part.label"));
  EXPECT_EQ(request.thing().rent_cents(), 5);
  const auto empty = Built<v1::UpdateThingRequest>("PATCH", "/v1/things/7", "{}");
  EXPECT_TRUE(empty.has_update_mask());
  EXPECT_EQ(empty.update_mask().paths_size(), 0);
}

struct FaultyRequest {
  std::string method;
  std::string target;
  std::string body;
  std::vector<std::string> faults;
};

class RequestFaultTest : public ::testing::TestWithParam<FaultyRequest> {};

TEST_P(RequestFaultTest, IsNamed) {
  const absl::Status status = Build(GetParam().method, GetParam().target, GetParam().body).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  std::vector<std::string> faults;
  for (const auto& fault : runtime::DetailsOf(status).fields) {
    faults.push_back(absl::StrCat(fault.field, " ", fault.rule, ": ", fault.description));
  }
  EXPECT_EQ(faults, GetParam().faults);
}

INSTANTIATE_TEST_SUITE_P(
    Requests, RequestFaultTest,
    ::testing::Values(
        FaultyRequest{
            "GET", "/v1/things?nothing=1", "", {"nothing unknown-parameter: is not a parameter here"}},
        FaultyRequest{
            "GET", "/v1/things?page_size=1", "", {"page_size unknown-parameter: is not a parameter here"}},
        FaultyRequest{"GET", "/v1/things?=1", "", {" unknown-parameter: is not a parameter here"}},
        FaultyRequest{"GET", "/v1/things?part=1", "", {"part unknown-parameter: is not a parameter here"}},
        FaultyRequest{"GET",
                      "/v1/things?part.nothing=1",
                      "",
                      {"part.nothing unknown-parameter: is not a parameter here"}},
        FaultyRequest{
            "GET", "/v1/things?pageSize.x=1", "", {"pageSize.x unknown-parameter: is not a parameter here"}},
        FaultyRequest{"GET",
                      "/v1/things?pageSize=ten&colours=green&furnished=1&maxRentCents=",
                      "",
                      {"pageSize type: must be a whole number", "colours enum: must be one of red dark-blue",
                       "furnished type: must be true or false", "maxRentCents type: must be a whole number"}},
        FaultyRequest{"GET", "/v1/things?pageSize", "", {"pageSize type: must be a whole number"}},
        FaultyRequest{"GET",
                      "/v1/things?pageSize=3000000000",
                      "",
                      {"pageSize range: must be between -2147483648 and 2147483647"}},
        FaultyRequest{"GET",
                      "/v1/things?pageSize=1&pageSize=1",
                      "",
                      {"pageSize duplicate-parameter: is given more than once"}},
        FaultyRequest{"GET", "/v1/things?from=%zz", "", {"from encoding: holds a malformed escape"}},
        FaultyRequest{"GET", "/v1/things?from=%ff", "", {"from encoding: is not UTF-8"}},
        FaultyRequest{"GET", "/v1/things?%zz=1", "", {"query encoding: holds a malformed escape"}},
        FaultyRequest{"GET", "/v1/things/%ff", "", {"id encoding: is not UTF-8"}},
        FaultyRequest{"GET", "/v1/things/7?id=8", "", {"id unknown-parameter: is not a parameter here"}},
        FaultyRequest{"GET", "/v1/things/7", "{}", {"body unknown-field: has no place in this request"}},
        FaultyRequest{"GET", "/v1/things/7/parts/green", "", {"colour enum: must be one of red dark-blue"}},
        FaultyRequest{"POST",
                      "/v1/things?thing.name=x",
                      "{}",
                      {"thing.name unknown-parameter: is not a parameter here",
                       "thing.colour required: is required", "thing.accessible required: is required"}},
        FaultyRequest{"POST",
                      "/v1/things",
                      R"({"name": 1, "parts": [{"x": 1}]})",
                      {"thing.name type: must be a string", "thing.parts[0].x unknown-field: is not a field",
                       "thing.colour required: is required", "thing.accessible required: is required",
                       "thing.parts[0].label required: is required"}},
        FaultyRequest{"POST", "/v1/things", "[]", {"thing type: must be an object"}},
        FaultyRequest{
            "POST",
            "/v1/things/7/completion",
            R"({"id": "8"})",
            {"id path: is in the path and cannot be in the body too", "reason required: is required"}},
        FaultyRequest{
            "POST",
            "/v1/things/7/completion",
            R"({"id": ""})",
            {"id path: is in the path and cannot be in the body too", "reason required: is required"}},
        FaultyRequest{"POST",
                      "/v1/things/7/completion?reason=x",
                      "{}",
                      {"reason unknown-parameter: is not a parameter here"}},
        FaultyRequest{"PATCH",
                      "/v1/things/7?updateMask=name",
                      "{}",
                      {"updateMask unknown-parameter: is not a parameter here"}},
        FaultyRequest{
            "PATCH", "/v1/things/7?etag=0af7", "{}", {"etag unknown-parameter: is not a parameter here"}},
        FaultyRequest{"POST",
                      "/v1/things/7/completion",
                      R"({"reason": "done", "etag": "0af7"})",
                      {"etag unknown-field: is given in the header If-Match"}}));

// What is wrong with the reading and what is wrong with the values: one answer.
INSTANTIATE_TEST_SUITE_P(
    AllAtOnce, RequestFaultTest,
    ::testing::Values(
        FaultyRequest{
            "POST",
            "/v1/things?nothing=1",
            R"({"level": "x", "name": "longer than ten", "accessible": true, "colour": "red", "note": 5})",
            {"thing.level type: must be a whole number", "thing.note type: must be a string",
             "nothing unknown-parameter: is not a parameter here",
             "thing.name max-length: must have at most 10 characters"}},
        // A field that could not be read is not missing, and its list is not too short.
        FaultyRequest{
            "POST",
            "/v1/things",
            R"({"name": null, "accessible": "yes", "colour": "green", "numbers": ["x"], "tags": ["a", 1, 2]})",
            {"thing.accessible type: must be true or false",
             "thing.colour enum: must be one of red dark-blue",
             "thing.numbers[0] type: must be a whole number", "thing.tags[1] type: must be a string",
             "thing.tags[2] type: must be a string", "thing.name required: is required",
             "thing.tags[0] min-length: must have at least 2 characters",
             "thing.numbers min-items: must have at least 2 items"}},
        // Of what was not read nothing is said.
        FaultyRequest{
            "POST", "/v1/things", R"({"name": "x", )", {"thing json: is not well-formed JSON, near byte 14"}},
        FaultyRequest{"POST",
                      "/v1/things/12345678901234567890123456789012345678901/completion",
                      "null",
                      {"body type: must be an object"}},
        FaultyRequest{
            "PATCH",
            "/v1/things/7",
            R"({"serial": "new", "rentCents": -1, "level": "x", "nothing": 1})",
            {"thing.level type: must be a whole number", "thing.nothing unknown-field: is not a field",
             "thing.serial immutable: cannot be changed", "thing.rentCents minimum: must be at least 0"}},
        FaultyRequest{"GET",
                      "/v1/things?pageSize=501&furnished=1&from=tomorrow",
                      "",
                      {"furnished type: must be true or false", "pageSize maximum: must be at most 500",
                       "from date: must be a date as in 2025-01-31, from 1900 to 2199"}}));

TEST(RequestTest, LeavesRulesToTheServiceWhenAllCanBeRead) {
  EXPECT_TRUE(Build("POST", "/v1/things", R"({"name": "much longer than ten"})").ok());
}

}  // namespace
}  // namespace boulevard::gateway::transcode
