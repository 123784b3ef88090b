#include "gateway/openapi/problems.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/runtime/http/reason.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::gateway::openapi {
namespace {

using runtime::AbslView;
using runtime::http::ReasonPhrase;

struct ProblemText {
  int status;
  std::string_view text;
  std::string_view detail;  // an example
};

constexpr std::array kProblems{
    ProblemText{400, "A field breaks its rule, or the request cannot be read; `errors` names every fault.",
                "place.rentCents must be at most 1000000"},
    ProblemText{401, "No token, or one that is not valid.", "a bearer token is needed"},
    ProblemText{403, "The caller's role may not do this, or it belongs to another organisation.",
                "this needs the role coordinator"},
    ProblemText{404, "There is no such thing, or none that the caller may see.",
                "no place with id 01980000-0000-7000-8000-000000000000"},
    ProblemText{406, "The media type of the answer is not among those accepted.",
                "Answers are application/json."},
    ProblemText{
        409,
        "What is there now does not allow it: another state (`currentState`, `allowedSteps`), rules that "
        "refuse (`rules`), something that got there first, or an Idempotency-Key used for another request.",
        "the offer is accepted: decline is not allowed; allowed: nothing"},
    ProblemText{412, "It has changed since it was read: `currentEtag` is the version now.",
                "another version is current"},
    ProblemText{413, "The body is too large.", "The body of the request is too large."},
    ProblemText{415, "The body is not application/json.", "Send the body as application/json."},
    ProblemText{428, "The header If-Match is missing.", "name the version to change"},
    ProblemText{429, "Too many requests: come back after the seconds of Retry-After.", "too many requests"},
    ProblemText{500, "A fault of ours: `incidentId` names it in our log.",
                "Something went wrong here; the incident id names it in our log."},
    ProblemText{503, "Out of order for now: come back after the seconds of Retry-After.",
                "the service is not available"},
    ProblemText{504, "It took too long; a change may have happened all the same.", "the deadline has passed"},
};

// "NotFound" of 404.
std::string NameOf(int status) {
  return absl::StrReplaceAll(AbslView(ReasonPhrase(status)), {{" ", ""}});
}

Json Text(std::string_view description, Json example) {
  return {{"description", description}, {"type", "string"}, {"examples", Json::array({std::move(example)})}};
}

Json FieldFaultSchema() {
  return {{"type", "object"},
          {"description", "One fault of a request."},
          {"required", {"field", "rule", "detail"}},
          {"properties",
           {{"field", Text("Path of the field, as in place.rentCents.", "place.rentCents")},
            {"rule", Text("Name of the rule.", "maximum")},
            {"detail", Text("What the rule asks.", "must be at most 1000000")}}}};
}

Json RuleRefusalSchema() {
  return {{"type", "object"},
          {"description", "A rule that refused, with the two values compared."},
          {"required", {"rule", "actual", "required"}},
          {"properties",
           {{"rule", Text("Name of the rule.", "age")},
            {"actual", Text("What the request or the person has.", "17")},
            {"required", Text("What the rule asks.", "18 to 27")}}}};
}

Json ListOf(std::string_view description, Json items) {
  return {{"description", description}, {"type", "array"}, {"items", std::move(items)}};
}

Json ProblemSchema(Json field_fault, Json rule_refusal) {
  const Json status{{"description", "The status of the answer."},
                    {"type", "integer"},
                    {"minimum", 400},
                    {"maximum", 599},
                    {"examples", {409}}};
  return {{"type", "object"},
          {"description", "Why a request was not met (RFC 9457)."},
          {"required", {"status", "title", "detail"}},
          {"properties",
           {{"status", status},
            {"title", Text("The name of the status.", "Conflict")},
            {"detail", Text("What happened, in a sentence.", "the place is not free then")},
            {"errors", ListOf("Every fault of the request.", std::move(field_fault))},
            {"currentState", Text("The state that refused the step.", "accepted")},
            {"allowedSteps",
             ListOf("The steps that the state allows.", {{"type", "string"}, {"examples", {"departure"}}})},
            {"rules", ListOf("The rules that refused.", std::move(rule_refusal))},
            {"currentEtag", Text("The version that is there now, as the member etag has it.",
                                 "0af7651916cd43dd8448eb211c80319c")},
            {"current",
             {{"type", "object"},
              {"description", "What is there now, as a read of it answers; left out when it is long."}}},
            {"existingId", Text("The id of what was to be made and is there already.",
                                "01980000-0000-7000-8000-000000000000")},
            {"incidentId", Text("Names the incident in our log.", "0af7651916cd43dd8448eb211c80319c")}}}};
}

const ProblemText* Find(int status) {
  for (const ProblemText& problem : kProblems) {
    if (problem.status == status) return &problem;
  }
  return nullptr;
}

Json ExampleOf(const ProblemText& problem) {
  Json example{
      {"status", problem.status}, {"title", ReasonPhrase(problem.status)}, {"detail", problem.detail}};
  if (problem.status == 400) {
    const Json fault{
        {"field", "place.rentCents"}, {"rule", "maximum"}, {"detail", "must be at most 1000000"}};
    example["errors"] = Json::array({fault});
  }
  if (problem.status == 409) {
    example["currentState"] = "accepted";
    example["allowedSteps"] = Json::array();
  }
  if (problem.status == 412) example["currentEtag"] = "0af7651916cd43dd8448eb211c80319c";
  if (problem.status == 500) example["incidentId"] = "0af7651916cd43dd8448eb211c80319c";
  return example;
}

}  // namespace

Problems::Problems(Schemas& schemas)
    : schema_(schemas.Add("Problem", ProblemSchema(schemas.Add("FieldFault", FieldFaultSchema()),
                                                   schemas.Add("RuleRefusal", RuleRefusalSchema())))) {}

Json Problems::Of(int status) {
  const std::string name = NameOf(status);
  if (!responses_.contains(name)) responses_[name] = Make(status);
  return {{"$ref", "#/components/responses/" + name}};
}

Json Problems::Make(int status) const {
  const ProblemText& problem = *Find(status);
  Json headers{{"API-Version", SharedHeader("ApiVersion")}};
  if (status == 412) headers["ETag"] = SharedHeader("ETag");
  if (status == 429 || status == 503) headers["Retry-After"] = SharedHeader("RetryAfter");
  return {
      {"description", problem.text},
      {"headers", std::move(headers)},
      {"content", {{"application/problem+json", {{"schema", schema_}, {"example", ExampleOf(problem)}}}}}};
}

Json SharedHeader(std::string_view name) {
  return {{"$ref", absl::StrCat("#/components/headers/", AbslView(name))}};
}

Json SharedHeaders(std::string_view api_version) {
  return {{"ApiVersion",
           {{"description", "The full version of the API."},
            {"schema", {{"type", "string"}, {"examples", Json::array({api_version})}}}}},
          {"ETag",
           {{"description", "Names this version of what is answered: for If-Match and If-None-Match."},
            {"schema",
             {{"type", "string"}, {"examples", Json::array({"\"0af7651916cd43dd8448eb211c80319c\""})}}}}},
          {"IdempotencyReplayed",
           {{"description",
             "`true` when the answer is that of an earlier request with the same Idempotency-Key."},
            {"schema", {{"type", "string"}, {"enum", Json::array({"true"})}}}}},
          {"Location",
           {{"description", "The path of what was made."},
            {"schema", {{"type", "string"}, {"format", "uri-reference"}}}}},
          {"RetryAfter",
           {{"description", "In so many seconds."},
            {"schema", {{"type", "integer"}, {"minimum", 1}, {"examples", Json::array({1})}}}}}};
}

}  // namespace boulevard::gateway::openapi
