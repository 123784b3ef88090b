#include "gateway/openapi/field_schema.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/openapi/examples.h"
#include "services/runtime/rules/formats.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::FieldDescriptor;
using options::v1::FieldRules;
using runtime::AbslView;
using transcode::Form;

// A string without presence is there also when it says nothing: in an answer, and in a change that takes it
// away.
bool MayBeEmpty(const FieldDescriptor& field, Use use) {
  const FieldRules& rules = RulesOf(field);
  if (use == Use::kInput || field.is_repeated() || field.has_presence()) return false;
  return rules.confidential() || !rules.required();
}

Json TextSchema(const FieldDescriptor& field, Use use) {
  const FieldRules& rules = RulesOf(field);
  const bool may_be_empty = MayBeEmpty(field, use);
  const auto* format = runtime::rules::FindFormat(rules.format());
  Json schema{{"type", "string"}};
  if (format != nullptr && !format->schema_format.empty() && !may_be_empty) {
    schema["format"] = format->schema_format;
  }
  if (format != nullptr) {
    schema["pattern"] = absl::StrCat("^(", AbslView(format->pattern), may_be_empty ? ")?$" : ")$");
    if (format->max_length > 0) schema["maxLength"] = format->max_length;
  }
  if (rules.min_length() > 0 && !may_be_empty) {
    schema["minLength"] = rules.min_length();
  } else if (rules.required() && !may_be_empty && format == nullptr) {
    schema["minLength"] = 1;
  }
  if (rules.max_length() > 0) schema["maxLength"] = rules.max_length();
  schema["examples"] = Json::array({ExampleText(field)});
  return schema;
}

Json BoolSchema(const FieldDescriptor& field) {
  const bool example = field.options().GetExtension(options::v1::example) != "false";
  return {{"type", "boolean"}, {"examples", Json::array({example})}};
}

Json NumberSchema(const FieldDescriptor& field, std::string_view type, std::string_view format, Use use) {
  const FieldRules& rules = RulesOf(field);
  Json schema{{"type", type}, {"format", format}};
  // Without presence, nothing said is 0.
  const bool zero_too = use == Use::kAnswer && !field.has_presence() && !rules.required();
  if (rules.has_minimum()) {
    schema["minimum"] = zero_too ? std::min<int64_t>(0, rules.minimum()) : rules.minimum();
  }
  if (rules.has_maximum()) schema["maximum"] = rules.maximum();
  int64_t example = 0;
  if (absl::SimpleAtoi(field.options().GetExtension(options::v1::example), &example)) {
    schema["examples"] = Json::array({example});
  }
  return schema;
}

// 64 bits do not survive as a JSON number everywhere.
Json LongSchema(std::string_view format) {
  return {{"type", "string"}, {"format", format}, {"pattern", "^-?[0-9]+$"}, {"examples", {"3"}}};
}

Json TimestampSchema(const FieldDescriptor& field) {
  const std::string& given = field.options().GetExtension(options::v1::example);
  const std::string example = given.empty() ? "2026-02-20T09:30:00Z" : given;
  return {{"type", "string"}, {"format", "date-time"}, {"examples", Json::array({example})}};
}

}  // namespace

bool IsAlwaysThere(const transcode::FieldPlan& plan, Use use) {
  const FieldRules& rules = RulesOf(*plan.field);
  switch (use) {
    case Use::kInput:
      return rules.required();
    case Use::kChange:
      return false;
    case Use::kAnswer:
      break;
  }
  const bool is_list = plan.repeated || plan.entry != nullptr;
  // A text with a form may be there and empty: nothing that one could rely on.
  if (!is_list && rules.format() != options::v1::FORMAT_UNSPECIFIED && MayBeEmpty(*plan.field, use))
    return false;
  const bool may_lack =
      !is_list && (plan.has_presence || (plan.words != nullptr && plan.words->zero_is_unspecified));
  return !may_lack || (rules.required() && !rules.confidential());
}

Json PlainSchema(const FieldDescriptor& field, Form form, Use use) {
  switch (form) {
    case Form::kBool:
      return BoolSchema(field);
    case Form::kInt32:
      return NumberSchema(field, "integer", "int32", use);
    case Form::kUint32:
      return NumberSchema(field, "integer", "uint32", use);
    case Form::kInt64:
      return LongSchema("int64");
    case Form::kUint64:
      return LongSchema("uint64");
    case Form::kFloat:
      return NumberSchema(field, "number", "float", use);
    case Form::kDouble:
      return NumberSchema(field, "number", "double", use);
    case Form::kString:
      return TextSchema(field, use);
    case Form::kBytes:
      return {{"type", "string"}, {"contentEncoding", "base64"}, {"examples", {"AQID"}}};
    case Form::kNull:
      return {{"type", "null"}};
    case Form::kTimestamp:
      return TimestampSchema(field);
    case Form::kDuration:
      return {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?s$"}, {"examples", {"3s"}}};
    case Form::kFieldMask:
      return {{"type", "string"}, {"examples", {"name"}}};
    case Form::kStruct:
      return {{"type", "object"}};
    case Form::kListValue:
      return {{"type", "array"}, {"items", Json::object()}, {"examples", {Json::array()}}};
    case Form::kValue:
    case Form::kEnum:
    case Form::kMessage:
    case Form::kWrapper:
      break;
  }
  return Json::object();
}

Json ListSchema(const FieldDescriptor& field, Json items, Use use) {
  const FieldRules& rules = RulesOf(field);
  Json schema{{"type", "array"}, {"items", std::move(items)}};
  if (rules.min_items() > 0 && use != Use::kAnswer) schema["minItems"] = rules.min_items();
  if (rules.max_items() > 0) schema["maxItems"] = rules.max_items();
  if (rules.unique_items()) schema["uniqueItems"] = true;
  return schema;
}

}  // namespace boulevard::gateway::openapi
