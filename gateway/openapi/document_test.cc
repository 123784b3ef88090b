#include "gateway/openapi/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/openapi/contract_files.h"
#include "gateway/openapi/json.h"
#include "google/protobuf/empty.pb.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::ServiceDescriptor;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const ServiceDescriptor* Echo() {
  return testing::v1::Thing::descriptor()->file()->FindServiceByName("EchoService");
}

// Of a contract with every kind of field; tests/contract looks at the real one.
Json EchoDocument(const DocumentOptions& options = {.version = "1.2.3"}) {
  const std::vector<const ServiceDescriptor*> services{Echo()};
  return Json::parse(Document(services, ContractFiles(), options).value());
}

Json Schema(const std::string& name) {
  return EchoDocument()["components"]["schemas"][name];
}
Json Property(const std::string& schema, const std::string& name) {
  return Schema(schema)["properties"][name];
}

TEST(DocumentTest, SaysWhoAndWhere) {
  const Json document = EchoDocument({.version = "1.2.3",
                                      .public_url = "https://api.example.nl/",
                                      .oidc_issuer = "https://login.example.nl"});
  EXPECT_EQ(document["openapi"], "3.1.0");
  EXPECT_EQ(document["info"]["version"], "1.2.3");
  EXPECT_EQ(document["servers"][0]["url"], "https://api.example.nl/v1");
  EXPECT_EQ(document["components"]["securitySchemes"]["openIdConnect"]["openIdConnectUrl"],
            "https://login.example.nl/.well-known/openid-configuration");
  EXPECT_EQ(document["security"].size(), 2u);
}

TEST(DocumentTest, WithoutAnAddressIsWhereItWasRead) {
  const Json document = EchoDocument();
  EXPECT_EQ(document["servers"][0]["url"], "/v1");
  EXPECT_EQ(document["components"]["securitySchemes"].size(), 1u);
}

TEST(DocumentTest, AStreamIsOneOfEvents) {
  const Json watch = EchoDocument()["paths"]["/thing-events"]["get"];
  EXPECT_TRUE(watch["responses"]["200"]["content"]["text/event-stream"].contains("schema"));
  EXPECT_FALSE(watch["responses"].contains("304")) << "it has no version";
  std::set<std::string> parameters;
  for (const Json& parameter : watch["parameters"]) {
    parameters.insert(parameter.value("$ref", parameter.value("name", "")));
  }
  EXPECT_TRUE(parameters.contains("#/components/parameters/LastEventId"));
  EXPECT_TRUE(parameters.contains("lastEventId"));
  EXPECT_FALSE(parameters.contains("#/components/parameters/IfNoneMatch"));
}

TEST(DocumentTest, HasEveryHttpForm) {
  const Json paths = EchoDocument()["paths"];
  EXPECT_EQ(paths.size(), 5u);
  EXPECT_TRUE(paths["/things"].contains("get") && paths["/things"].contains("post"));
  EXPECT_TRUE(paths["/things/{id}"].contains("patch") && paths["/things/{id}"].contains("delete"));
  EXPECT_TRUE(paths["/things/{thingId}/parts/{colour}"].contains("get"));
  EXPECT_TRUE(paths["/things/{id}/completion"].contains("post"));
}

TEST(DocumentTest, StatusesAreThoseThatCanOccur) {
  const Json paths = EchoDocument()["paths"];
  EXPECT_TRUE(paths["/things"]["post"]["responses"].contains("201"));
  EXPECT_TRUE(paths["/things"]["post"]["responses"]["201"]["headers"].contains("Location"));
  EXPECT_TRUE(paths["/things/{id}"]["delete"]["responses"].contains("204"));
  EXPECT_FALSE(paths["/things/{id}"]["delete"]["responses"]["204"].contains("content"));
  const Json change = paths["/things/{id}"]["patch"]["responses"];
  for (const char* status : {"400", "401", "403", "404", "409", "412", "428", "429", "500", "503", "504"}) {
    EXPECT_TRUE(change.contains(status)) << status;
  }
  EXPECT_FALSE(paths["/things"]["get"]["responses"].contains("404"));
  EXPECT_TRUE(paths["/things"]["get"]["responses"].contains("304"));
}

std::vector<std::string> ParameterNames(const Json& operation) {
  std::vector<std::string> names;
  for (const Json& parameter : operation["parameters"]) {
    names.push_back(parameter.contains("name") ? parameter["name"] : parameter["$ref"]);
  }
  return names;
}

TEST(DocumentTest, ParametersAreWhatPathAndBodyLeave) {
  const Json paths = EchoDocument()["paths"];
  EXPECT_THAT(ParameterNames(paths["/things"]["get"]),
              ElementsAre("pageSize", "pageToken", "from", "colours", "furnished", "maxRentCents",
                          "changedSince", "tags", "minWeight", "part.label", "part.amount", "part.notes",
                          "#/components/parameters/IfNoneMatch"));
  EXPECT_THAT(ParameterNames(paths["/things/{id}"]["patch"]),
              ElementsAre("id", "#/components/parameters/IdempotencyKey", "#/components/parameters/IfMatch"));
  EXPECT_THAT(ParameterNames(paths["/things/{id}/completion"]["post"]),
              ElementsAre("id", "#/components/parameters/IdempotencyKey", "#/components/parameters/IfMatch"));
  EXPECT_TRUE(Property("FinishThingRequest", "reason").is_object());
  EXPECT_FALSE(Property("FinishThingRequest", "etag").is_object()) << "it is in the header";
}

TEST(DocumentTest, WhatMustBeSentAndWhatIsAnsweredDiffer) {
  EXPECT_THAT(Schema("ThingInput")["required"], ElementsAre("name", "colour", "accessible"));
  EXPECT_FALSE(Schema("ThingInput")["properties"].contains("id")) << "the server sets it";
  EXPECT_EQ(Schema("ThingInput")["additionalProperties"], false);
  EXPECT_FALSE(Schema("ThingChange").contains("required"));
  EXPECT_FALSE(Schema("ThingChange")["properties"].contains("serial")) << "it cannot be changed";
  EXPECT_EQ(Schema("ThingChange")["minProperties"], 1);
  EXPECT_EQ(Property("Thing", "id")["readOnly"], true);
  const Json answered = Schema("Thing")["required"];
  EXPECT_THAT(answered, ::testing::Contains("furnished")) << "without presence it is always there";
  EXPECT_THAT(answered, Not(::testing::Contains("level")));
  EXPECT_FALSE(Schema("Thing").contains("additionalProperties")) << "answers may grow";
}

TEST(DocumentTest, FieldRulesBecomeKeywords) {
  EXPECT_EQ(Property("ThingInput", "name")["minLength"], 2);
  EXPECT_EQ(Property("ThingInput", "name")["maxLength"], 10);
  EXPECT_EQ(Property("ThingInput", "level")["maximum"], 5);
  EXPECT_EQ(Property("ThingInput", "tags")["uniqueItems"], true);
  EXPECT_EQ(Property("ThingInput", "tags")["items"]["minLength"], 2);
  EXPECT_EQ(Property("FormsInput", "date")["format"], "date");
  EXPECT_EQ(Property("FormsInput", "postcode")["pattern"], "^([1-9][0-9]{3} ?(?!SA|SD|SS)[A-Z]{2})$");
  EXPECT_THAT(Property("ThingInput", "serial")["description"], HasSubstr("Cannot be changed later."));
}

TEST(DocumentTest, WhatWasNotGivenIsEmptyInAnAnswer) {
  EXPECT_EQ(Property("Forms", "email")["pattern"], "^([^@\\s]{1,64}@[^@\\s]+)?$");
  EXPECT_FALSE(Property("Forms", "email").contains("format"));
}

TEST(DocumentTest, ATakenAwayValueIsNull) {
  EXPECT_EQ(Property("ThingChange", "level")["type"], Json::parse(R"(["integer","null"])"));
  EXPECT_EQ(Property("ThingChange", "mainPart")["oneOf"][1]["type"], "null");
  EXPECT_EQ(Property("ThingChange", "name")["type"], "string");
}

TEST(DocumentTest, EveryKindOfFieldHasItsForm) {
  EXPECT_EQ(Property("Thing", "rentCents")["type"], "string") << "64 bits";
  EXPECT_EQ(Property("Thing", "weight")["type"], "number");
  EXPECT_EQ(Property("Thing", "picture")["contentEncoding"], "base64");
  EXPECT_EQ(Property("Thing", "createdAt")["format"], "date-time");
  EXPECT_EQ(Property("Thing", "partsByName")["additionalProperties"]["$ref"], "#/components/schemas/Part");
  EXPECT_EQ(Property("Thing", "counts")["additionalProperties"]["type"], "integer");
  EXPECT_EQ(Property("Thing", "colours")["items"]["$ref"], "#/components/schemas/Colour");
  EXPECT_EQ(Schema("Colour")["enum"], Json::parse(R"(["red","dark-blue"])"));
  EXPECT_EQ(Property("Thing", "inner")["$ref"], "#/components/schemas/Thing");
}

TEST(DocumentTest, ExamplesAreTheSameEachTime) {
  EXPECT_EQ(EchoDocument(), EchoDocument());
  const Json example = Schema("ThingInput")["examples"][0];
  EXPECT_FALSE(example.contains("inner")) << "it would not end";
  EXPECT_EQ(example["forms"]["slug"], "jit-wonen");
  EXPECT_EQ(Property("Forms", "postcode")["examples"][0], "2512 AB");
}

TEST(DocumentTest, TwoOperationsOfOneNameAreRefused) {
  const std::vector<const ServiceDescriptor*> services{Echo(), Echo()};
  const auto document = Document(services, ContractFiles(), {.version = "1.0.0"});
  EXPECT_THAT(std::string(document.status().message()), HasSubstr("EchoService.GetThing"));
}

}  // namespace
}  // namespace boulevard::gateway::openapi
