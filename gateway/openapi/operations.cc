#include "gateway/openapi/operations.h"

#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "boulevard/options/v1/options.pb.h"
#include "gateway/openapi/binding_facts.h"
#include "gateway/openapi/examples.h"
#include "gateway/transcode/plan.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using routing::Binding;

// A string of RFC 8941, or the same without its quotes.
constexpr char kKeyPattern[] = R"re(^("[!#-\[\]-~]{1,255}"|[!#-\[\]-~]{1,255})$)re";

// The words of the roles that may call it.
std::vector<std::string> RolesOf(const MethodDescriptor& method) {
  std::vector<std::string> roles;
  for (const int role : method.options().GetExtension(options::v1::access).roles()) {
    roles.push_back(transcode::EnumWord("Role", options::v1::Role_Name(role)));
  }
  return roles;
}

// "place" of the segment "places", "facility" of "facilities".
std::string Singular(std::string plural) {
  if (plural.ends_with("ies")) return plural.substr(0, plural.size() - 3) + "y";
  if (plural.ends_with('s')) plural.pop_back();
  return plural;
}

std::string LowerCamel(std::string name) {
  name[0] = absl::ascii_tolower(static_cast<unsigned char>(name[0]));
  return name;
}

Json Content(Json schema, Json example, const char* type = "application/json") {
  return {{type, {{"schema", std::move(schema)}, {"example", std::move(example)}}}};
}

const char* AnswerType(const Binding& binding) {
  return Streams(binding) ? "text/event-stream" : "application/json";
}

}  // namespace

Tag TagOf(const google::protobuf::FileDescriptor& file, const Texts& texts) {
  const std::string text = texts.Of(file);
  const size_t colon = text.find(": ");
  if (colon == std::string::npos) return {.name = file.name(), .text = text};
  Tag tag{.name = text.substr(0, colon), .text = text.substr(colon + 2)};
  tag.text[0] = absl::ascii_toupper(static_cast<unsigned char>(tag.text[0]));
  return tag;
}

Json Operations::Of(const Binding& binding) {
  const MethodDescriptor& method = *binding.method;
  const std::string text = texts_.Of(method);
  const std::vector<std::string> roles = RolesOf(method);
  Json operation{{"operationId", LowerCamel(method.name())},
                 {"tags", Json::array({TagOf(*method.file(), texts_).name})},
                 {"summary", FirstSentence(text)},
                 {"description", absl::StrCat(text, "\n\nRoles: ", absl::StrJoin(roles, ", "), ".")},
                 {"x-roles", roles}};
  if (Streams(binding)) operation["x-event-stream"] = true;
  if (Json parameters = ParametersOf(binding); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (binding.TakesBody()) operation["requestBody"] = BodyOf(binding, FirstSentence(text));
  operation["responses"] = ResponsesOf(binding);
  return operation;
}

Json Operations::ParametersOf(const Binding& binding) {
  Json list = Json::array();
  AddPath(binding, list);
  AddQuery(binding, list);
  AddHeaders(binding, list);
  return list;
}

void Operations::AddPath(const Binding& binding, Json& list) {
  for (size_t i = 1; i < binding.segments.size(); ++i) {
    if (binding.segments[i].variable.empty()) continue;
    const FieldDescriptor& field = *binding.segments[i].variable.back();
    const std::string thing = Singular(binding.segments[i - 1].literal);
    std::string text = texts_.Of(field);
    if (text.empty()) text = absl::StrCat("Id of the ", thing, ".");
    Json schema = schemas_.OfField(field, Use::kInput);
    Json example = schema.value("format", "") == "uuid" ? Json(ExampleId(thing)) : schemas_.Example(schema);
    schema.erase("examples");  // the parameter has its own
    list.push_back({{"name", VariableName(binding.segments[i].variable)},
                    {"in", "path"},
                    {"required", true},
                    {"description", std::move(text)},
                    {"schema", std::move(schema)},
                    {"example", std::move(example)}});
  }
}

void Operations::AddQuery(const Binding& binding, Json& list) {
  for (const FieldDescriptor* field : QueryFields(binding)) AddQueryField(*field, "", list);
}

void Operations::AddQueryField(const FieldDescriptor& field, const std::string& prefix, Json& list) {
  const transcode::FieldPlan& plan =
      transcode::PlanOf(*field.containing_type()).fields[static_cast<size_t>(field.index())];
  const std::string name = absl::StrCat(prefix, plan.name);
  if (plan.form == transcode::Form::kMessage) {
    if (plan.repeated || plan.entry != nullptr) return;
    for (const transcode::FieldPlan& member : plan.message->fields) {
      AddQueryField(*member.field, name + ".", list);
    }
    return;
  }
  Json parameter{{"name", name}, {"in", "query"}};
  if (RulesOf(field).required()) parameter["required"] = true;
  if (std::string text = schemas_.TextOf(field, Use::kInput); !text.empty()) {
    parameter["description"] = std::move(text);
  }
  parameter["schema"] = schemas_.OfField(field, Use::kInput);
  parameter["example"] = schemas_.Example(parameter["schema"]);
  parameter["schema"].erase("examples");
  list.push_back(std::move(parameter));
}

Json Operations::Shared(const std::string& name, Json parameter) {
  parameters_[name] = std::move(parameter);
  return {{"$ref", "#/components/parameters/" + name}};
}

void Operations::AddHeaders(const Binding& binding, Json& list) {
  if (Writes(binding)) {
    list.push_back(
        Shared("IdempotencyKey", {{"name", "Idempotency-Key"},
                                  {"in", "header"},
                                  {"description",
                                   "A name that the caller gives to this request, to send it again without "
                                   "doing it twice: the same key "
                                   "and request get the same answer for 24 hours, another request with it "
                                   "gets 409. Not from one caller "
                                   "to another."},
                                  {"schema", {{"type", "string"}, {"pattern", kKeyPattern}}},
                                  {"example", "01980000-0000-7000-8000-0000000000a1"}}));
  }
  if (TakesVersion(binding)) {
    list.push_back(
        Shared("IfMatch", {{"name", "If-Match"},
                           {"in", "header"},
                           {"required", true},
                           {"description",
                            "The ETag of the version that is changed, as it was read; * for whatever is "
                            "there."},
                           {"schema", {{"type", "string"}, {"minLength", 1}, {"maxLength", 1000}}},
                           {"example", "\"0af7651916cd43dd8448eb211c80319c\""}}));
  }
  if (binding.events && binding.events->resume != nullptr) {
    list.push_back(
        Shared("LastEventId",
               {{"name", "Last-Event-ID"},
                {"in", "header"},
                {"description",
                 "The id of the last event that the caller has: the stream goes on after it. It goes before "
                 "the same in the query."},
                {"schema", {{"type", "string"}, {"minLength", 1}, {"maxLength", 100}}},
                {"example", schemas_.Example(schemas_.OfField(*binding.events->resume, Use::kInput))}}));
  }
  if (!Writes(binding) && !Streams(binding)) {
    list.push_back(
        Shared("IfNoneMatch",
               {{"name", "If-None-Match"},
                {"in", "header"},
                {"description",
                 "The ETag of what the caller has: the answer is 304 while it is still the current one."},
                {"schema", {{"type", "string"}}},
                {"example", "\"0af7651916cd43dd8448eb211c80319c\""}}));
  }
}

Json Operations::BodyOf(const Binding& binding, const std::string& text) {
  const google::protobuf::Descriptor& request = *binding.method->input_type();
  Json schema;
  if (binding.body_is_request) {
    std::set<const FieldDescriptor*> elsewhere;
    for (const routing::FieldPath& variable : binding.variables) elsewhere.insert(variable.front());
    if (TakesVersion(binding)) elsewhere.insert(request.FindFieldByName("etag"));
    schema = schemas_.OfRest(request, elsewhere, text + ".");
  } else {
    const Use use = binding.http_method == "PATCH" ? Use::kChange : Use::kInput;
    const FieldDescriptor& body = *binding.body_field;
    schema = body.message_type() != nullptr && !body.is_repeated() ? schemas_.Of(*body.message_type(), use)
                                                                   : schemas_.OfField(body, use);
  }
  Json example = schemas_.Example(schema);
  // A step that takes nothing may come without a body.
  const bool required = !binding.body_is_request || !example.empty();
  return {{"required", required}, {"content", Content(std::move(schema), std::move(example))}};
}

Json Operations::SuccessOf(const Binding& binding) {
  Json headers{{"API-Version", SharedHeader("ApiVersion")}};
  if (Writes(binding)) headers["Idempotency-Replayed"] = SharedHeader("IdempotencyReplayed");
  if (AnswersNothing(binding)) return {{"description", "Done."}, {"headers", std::move(headers)}};
  if (AnswersVersion(binding)) headers["ETag"] = SharedHeader("ETag");
  if (Creates(binding)) headers["Location"] = SharedHeader("Location");
  Json schema;
  std::string text;
  if (binding.response_body != nullptr) {
    schema = schemas_.OfField(*binding.response_body, Use::kAnswer);
    text = schemas_.TextOf(*binding.response_body, Use::kAnswer);
  } else {
    schema = schemas_.Of(*binding.method->output_type(), Use::kAnswer);
    text = schemas_.TextOf(*binding.method->output_type());
  }
  Json example = schemas_.Example(schema);
  return {{"description", text.empty() ? "What was asked for." : text},
          {"headers", std::move(headers)},
          {"content", Content(std::move(schema), std::move(example), AnswerType(binding))}};
}

Json Operations::ResponsesOf(const Binding& binding) {
  Json responses = Json::object();
  const char* success = AnswersNothing(binding) ? "204" : Creates(binding) ? "201" : "200";
  responses[success] = SuccessOf(binding);
  if (!Writes(binding) && !Streams(binding)) {
    responses["304"] = {
        {"description", "What the caller has is still the current version."},
        {"headers", {{"API-Version", SharedHeader("ApiVersion")}, {"ETag", SharedHeader("ETag")}}}};
  }
  for (const int status : ProblemStatuses(binding)) {
    responses[std::to_string(status)] = problems_.Of(status);
  }
  return responses;
}

}  // namespace boulevard::gateway::openapi
