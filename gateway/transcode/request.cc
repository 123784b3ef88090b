#include "gateway/transcode/request.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/plan.h"
#include "gateway/transcode/rule_faults.h"
#include "gateway/transcode/store.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::gateway::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using routing::Binding;
using routing::FieldPath;
using runtime::AbslView;
using runtime::StdView;

const FieldPlan& PlanOf(const FieldDescriptor& field) {
  return transcode::PlanOf(*field.containing_type()).fields[field.index()];
}

bool HasTextForm(const FieldPlan& plan) {
  switch (plan.form) {
    case Form::kMessage:
    case Form::kStruct:
    case Form::kValue:
    case Form::kListValue:
    case Form::kNull:
      return false;
    default:
      return plan.entry == nullptr;
  }
}

std::string JsonName(const FieldPath& path) {
  std::string name;
  for (const FieldDescriptor* field : path)
    absl::StrAppend(&name, name.empty() ? "" : ".", field->json_name());
  return name;
}

// As paths of a FieldMask are.
std::string ProtoName(const FieldPath& path) {
  return absl::StrJoin(path, ".",
                       [](std::string* out, const FieldDescriptor* field) { out->append(field->name()); });
}

// The message that holds the last field of `path`, made where it is absent.
Message& Reach(Message& root, const FieldPath& path) {
  Message* inside = &root;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    inside = inside->GetReflection()->MutableMessage(inside, path[i]);
  }
  return *inside;
}

// The field that a query parameter names, when it can be given as text.
std::optional<FieldPath> FindParameter(const google::protobuf::Descriptor& request, std::string_view name) {
  FieldPath path;
  const MessagePlan* inside = &transcode::PlanOf(request);
  for (const absl::string_view part : absl::StrSplit(AbslView(name), '.')) {
    const FieldPlan* field = inside == nullptr ? nullptr : inside->Find(StdView(part));
    if (field == nullptr) return std::nullopt;
    path.push_back(field->field);
    inside = field->form == Form::kMessage && !field->field->is_repeated() ? field->message : nullptr;
  }
  return HasTextForm(PlanOf(*path.back())) ? std::optional(path) : std::nullopt;
}

std::optional<std::string> DecodeParameter(absl::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return routing::PercentDecode(spaced);
}

class Builder {
 public:
  explicit Builder(const Binding& binding)
      : binding_(binding),
        message_(MessageFactory::generated_factory()->GetPrototype(binding.method->input_type())->New()) {
    if (binding.http_method == "PATCH" && binding.body_field != nullptr) {
      const FieldDescriptor* mask = binding.method->input_type()->FindFieldByName("update_mask");
      if (mask != nullptr && PlanOf(*mask).form == Form::kFieldMask) mask_ = mask;
    }
    if (binding.TakesBody()) etag_ = binding.method->input_type()->FindFieldByName("etag");
    // Neither is the caller's to give: the one is made of the body, the other comes from a header.
    for (const FieldDescriptor* made : {mask_, etag_}) {
      if (made != nullptr) unread_.push_back(made->json_name());
    }
  }

  void ReadBody(std::string_view body);
  void ReadPath(std::span<const std::string> variables);
  void ReadQuery(std::string_view query);

  absl::StatusOr<std::unique_ptr<Message>> Result() && {
    if (faults_.empty()) return std::move(message_);
    AddRuleFaults(*message_, unread_, faults_);
    return runtime::InvalidFields(std::move(faults_));
  }

 private:
  void ReadParameter(const std::string& name, std::string_view value);
  void SetText(const FieldPath& path, const std::string& name, std::string_view text);
  // Nothing is known of the fields that the body may fill.
  void NoteUnreadBody();
  // Whether the body holds the field, or at its top a message around it.
  bool NamedInBody(const FieldPath& variable) const;
  // Whether the path, the body or a header fills the field, or one that holds it.
  bool IsFilledElsewhere(const FieldPath& path) const;
  void Fault(std::string_view field, std::string_view rule, std::string_view description) {
    faults_.push_back({std::string(field), std::string(rule), std::string(description)});
  }

  const Binding& binding_;
  std::unique_ptr<Message> message_;
  const FieldDescriptor* mask_ = nullptr;
  const FieldDescriptor* etag_ = nullptr;  // filled from a header
  std::vector<FieldPath> named_;           // in the body
  std::set<std::string> parameters_;
  std::vector<std::string> unread_;  // fields of which no rule can tell
  std::vector<runtime::FieldViolation> faults_;
};

void Builder::ReadBody(std::string_view body) {
  if (body.empty()) return;
  if (!binding_.TakesBody()) return Fault("body", "unknown-field", "has no place in this request");
  Message& target =
      binding_.body_is_request ? *message_ : StoreMessage(PlanOf(*binding_.body_field), *message_);
  const std::string prefix = binding_.body_is_request ? "" : binding_.body_field->json_name();
  JsonRead read = ReadJson(body, prefix, target, faults_);
  named_ = std::move(read.named);
  if (!read.whole) NoteUnreadBody();
  if (binding_.body_is_request && NamedInBody({etag_})) {
    Fault("etag", "unknown-field", "is given in the header If-Match");
  }
  if (mask_ == nullptr) return;
  Message& mask = StoreMessage(PlanOf(*mask_), *message_);
  const FieldDescriptor* paths = mask.GetDescriptor()->FindFieldByName("paths");
  for (const FieldPath& path : named_) mask.GetReflection()->AddString(&mask, paths, ProtoName(path));
}

void Builder::NoteUnreadBody() {
  const auto in_path = [&](const FieldDescriptor* field) {
    return std::ranges::any_of(binding_.variables,
                               [&](const FieldPath& path) { return path.front() == field; });
  };
  const google::protobuf::Descriptor& request = *binding_.method->input_type();
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor* field = request.field(i);
    const bool in_body = binding_.body_is_request ? !in_path(field) : field == binding_.body_field;
    if (in_body) unread_.push_back(field->json_name());
  }
}

bool Builder::NamedInBody(const FieldPath& variable) const {
  const size_t top = binding_.body_is_request ? 0 : 1;
  const bool inside = binding_.body_is_request || variable.front() == binding_.body_field;
  if (!inside || variable.size() <= top) return false;
  return std::ranges::any_of(named_, [&](const FieldPath& path) { return path.front() == variable[top]; });
}

void Builder::ReadPath(std::span<const std::string> variables) {
  for (size_t i = 0; i < variables.size(); ++i) {
    const FieldPath& path = binding_.variables[i];
    const std::string name = JsonName(path);
    if (NamedInBody(path)) {
      Fault(name, "path", "is in the path and cannot be in the body too");
    } else {
      SetText(path, name, variables[i]);
    }
  }
}

void Builder::ReadQuery(std::string_view query) {
  for (const absl::string_view pair : absl::StrSplit(AbslView(query), '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(pair, absl::MaxSplits('=', 1));
    const std::optional<std::string> name = DecodeParameter(halves.first);
    const std::optional<std::string> value = DecodeParameter(halves.second);
    if (!name || !simdjson::validate_utf8(*name)) {
      Fault("query", "encoding", "holds a malformed escape");
    } else if (!value) {
      Fault(*name, "encoding", "holds a malformed escape");
    } else {
      ReadParameter(*name, *value);
    }
  }
}

void Builder::ReadParameter(const std::string& name, std::string_view value) {
  const std::optional<FieldPath> path = FindParameter(*binding_.method->input_type(), name);
  if (!path || IsFilledElsewhere(*path)) return Fault(name, "unknown-parameter", "is not a parameter here");
  if (!parameters_.insert(name).second && !path->back()->is_repeated()) {
    return Fault(name, "duplicate-parameter", "is given more than once");
  }
  SetText(*path, name, value);
}

bool Builder::IsFilledElsewhere(const FieldPath& path) const {
  if (binding_.body_is_request) return true;
  for (const FieldDescriptor* filled : {binding_.body_field, mask_, etag_}) {
    if (path.front() == filled) return true;
  }
  return std::find(binding_.variables.begin(), binding_.variables.end(), path) != binding_.variables.end();
}

void Builder::SetText(const FieldPath& path, const std::string& name, std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) return Fault(name, "encoding", "is not UTF-8");
  const std::optional<Misfit> misfit = StoreText(PlanOf(*path.back()), text, Reach(*message_, path));
  if (misfit) Fault(name, misfit->rule, misfit->description);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Message>> BuildRequest(const Binding& binding, const RequestParts& parts) {
  Builder builder(binding);
  builder.ReadBody(parts.body);
  builder.ReadPath(parts.variables);
  builder.ReadQuery(parts.query);
  return std::move(builder).Result();
}

}  // namespace boulevard::gateway::transcode
