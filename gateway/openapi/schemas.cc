#include "gateway/openapi/schemas.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gateway/openapi/examples.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using transcode::FieldPlan;
using transcode::Form;
using transcode::MessagePlan;

Json RefTo(const std::string& name) {
  return {{"$ref", std::string(kSchemaPrefix) + name}};
}

std::string NameFor(const Descriptor& message, Use use) {
  switch (use) {
    case Use::kAnswer:
      return message.name();
    case Use::kInput:
      return message.name() + "Input";
    case Use::kChange:
      return message.name() + "Change";
  }
  return message.name();
}

void AppendSentence(std::string& text, std::string_view sentence) {
  if (!text.empty()) text += ' ';
  text += sentence;
}

// "A page of places." for what lists answer, which needs no comment.
std::string PageText(const MessagePlan& plan) {
  if (!plan.descriptor->name().starts_with("List") || plan.fields.empty()) return {};
  const Descriptor* listed = plan.fields.front().field->message_type();
  if (listed == nullptr) return {};
  return absl::StrCat("A page of ", InWords(plan.fields.front().name), ".");
}

std::string ChangeText(const Descriptor& message) {
  return absl::StrCat("What is to change of the ", InWords(message.name()),
                      "; what is left out stays as it is.");
}

bool IsLeftOut(const FieldDescriptor& field, Use use) {
  if (use == Use::kAnswer) return false;
  return RulesOf(field).output_only() || (use == Use::kChange && RulesOf(field).immutable());
}

// Whether a message is one of several things: nothing but the fields of one oneof.
bool IsChoice(const MessagePlan& plan) {
  return !plan.fields.empty() && plan.fields.front().oneof != nullptr &&
         std::ranges::all_of(
             plan.fields, [&](const FieldPlan& field) { return field.oneof == plan.fields.front().oneof; });
}

// Null takes away what a change names; what must be there cannot be taken away.
Json OrNull(Json schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return {{"oneOf", Json::array({std::move(schema), {{"type", "null"}}})}};
  *type = Json::array({*type, "null"});
  return schema;
}

}  // namespace

bool Schemas::Take(const std::string& name, const std::string& owner) {
  const auto [entry, is_new] = owners_.emplace(name, owner);
  if (!is_new && entry->second != owner) {
    status_.Update(absl::InvalidArgumentError(
        absl::StrCat(owner, " and ", entry->second, " would both be ", name, " in the document")));
  }
  return is_new;
}

Json Schemas::Add(const std::string& name, Json schema) {
  if (Take(name, name)) components_[name] = std::move(schema);
  return RefTo(name);
}

Json Schemas::Of(const Descriptor& message, Use use) {
  const std::string name = NameFor(message, use);
  // Taken before its members are made: a message may hold itself.
  if (Take(name, message.full_name())) {
    components_[name] = nullptr;  // keeps its place before those of its members
    const MessagePlan& plan = transcode::PlanOf(message);
    Json schema{{"type", "object"}};
    std::string text = use == Use::kChange ? ChangeText(message) : TextOf(message);
    if (!text.empty()) schema["description"] = std::move(text);
    schema.update(MakeObject(plan, use, {}));
    components_[name] = std::move(schema);
  }
  return RefTo(name);
}

Json Schemas::OfRest(const Descriptor& request, const Fields& in_path, std::string_view text) {
  if (Take(request.name(), request.full_name())) {
    Json schema{{"type", "object"}, {"description", text}};
    schema.update(MakeObject(transcode::PlanOf(request), Use::kInput, in_path));
    components_[request.name()] = std::move(schema);
  }
  return RefTo(request.name());
}

Json Schemas::MakeObject(const MessagePlan& plan, Use use, const Fields& left_out) {
  Json object = Json::object();
  Json required = Json::array();
  Json properties = Json::object();
  for (const FieldPlan& field : plan.fields) {
    if (IsLeftOut(*field.field, use) || left_out.contains(field.field)) continue;
    properties[field.name] = MakeProperty(field, use);
    if (IsAlwaysThere(field, use)) required.push_back(field.name);
  }
  if (!required.empty()) object["required"] = std::move(required);
  if (!properties.empty()) object["properties"] = std::move(properties);
  if (use == Use::kChange || IsChoice(plan)) object["minProperties"] = 1;
  if (IsChoice(plan)) object["maxProperties"] = 1;
  // What a request has beside these is refused; an answer may grow.
  if (use != Use::kAnswer) object["additionalProperties"] = false;
  return object;
}

Json Schemas::MakeProperty(const FieldPlan& plan, Use use) {
  Json schema = OfField(*plan.field, use);
  if (use == Use::kChange && plan.has_presence && !RulesOf(*plan.field).required()) {
    schema = OrNull(std::move(schema));
  }
  Json property = Json::object();
  if (std::string text = TextOf(*plan.field, use); !text.empty()) property["description"] = std::move(text);
  property.update(schema);
  if (use == Use::kAnswer && RulesOf(*plan.field).output_only()) property["readOnly"] = true;
  return property;
}

Json Schemas::OfField(const FieldDescriptor& field, Use use) {
  const FieldPlan& plan =
      transcode::PlanOf(*field.containing_type()).fields[static_cast<size_t>(field.index())];
  // A list is sent as a whole, a message merged into the one that is there.
  const Use inner = use == Use::kChange && field.is_repeated() ? Use::kInput : use;
  Json value = OfValue(plan, inner);
  if (plan.entry != nullptr) return {{"type", "object"}, {"additionalProperties", std::move(value)}};
  return plan.repeated ? ListSchema(field, std::move(value), use) : value;
}

Json Schemas::OfValue(const FieldPlan& plan, Use use) {
  const FieldDescriptor& value =
      plan.entry != nullptr ? *plan.field->message_type()->map_value() : *plan.field;
  switch (plan.form) {
    case Form::kMessage:
      return Of(*value.message_type(), use);
    case Form::kWrapper:
      return OfField(*value.message_type()->field(0), use);
    case Form::kEnum:
      return OfEnum(*value.enum_type());
    default:
      return PlainSchema(value, plan.form, use);
  }
}

Json Schemas::OfEnum(const EnumDescriptor& type) {
  if (Take(type.name(), type.full_name())) {
    std::string text = texts_.Of(type);
    Json words = Json::array();
    std::string explained;
    for (int i = 0; i < type.value_count(); ++i) {
      const EnumValueDescriptor& value = *type.value(i);
      const std::string word = transcode::EnumWord(type.name(), value.name());
      if (value.number() == 0 && word == "unspecified") continue;
      words.push_back(word);
      const std::string value_text = texts_.Of(value);
      if (!value_text.empty()) absl::StrAppend(&explained, "\n- `", word, "`: ", value_text);
    }
    if (!explained.empty()) absl::StrAppend(&text, text.empty() ? "" : "\n", explained);
    Json schema{{"type", "string"}};
    if (!text.empty()) schema["description"] = std::move(text);
    schema["enum"] = std::move(words);
    components_[type.name()] = std::move(schema);
  }
  return RefTo(type.name());
}

std::string Schemas::TextOf(const FieldDescriptor& field, Use use) const {
  std::string text = texts_.Of(field);
  if (text.empty()) {
    const std::string resource = ResourceOf(field);
    if (!resource.empty()) text = absl::StrCat("Id of the ", resource, ".");
  }
  if (RulesOf(field).immutable() && use != Use::kChange) AppendSentence(text, "Cannot be changed later.");
  return text;
}

std::string Schemas::TextOf(const Descriptor& message) const {
  std::string text = texts_.Of(message);
  return text.empty() ? PageText(transcode::PlanOf(message)) : text;
}

Json Schemas::Example(const Json& schema) const {
  return ExampleOf(schema, components_);
}

Json Schemas::TakeComponents() {
  for (auto& [name, schema] : components_.items()) {
    if (schema.value("type", "") == "object") schema["examples"] = Json::array({Example(RefTo(name))});
  }
  return std::move(components_);
}

}  // namespace boulevard::gateway::openapi
