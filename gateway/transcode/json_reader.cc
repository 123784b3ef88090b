#include "gateway/transcode/json_reader.h"

#include <simdjson.h>

#include <set>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/plan.h"
#include "gateway/transcode/store.h"
#include "gateway/transcode/text_forms.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::gateway::transcode {
namespace {

namespace ondemand = simdjson::ondemand;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ondemand::json_type;
using runtime::AbslView;
using runtime::FieldViolation;

// Where the reader is: a chain back to the root on the call stack, so that only a fault costs a string.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;
  int index = -1;  // within a list, when not negative
};

std::string ToString(const Path& path) {
  std::string text = path.parent == nullptr ? "" : ToString(*path.parent);
  if (path.index >= 0) {
    absl::StrAppend(&text, "[", path.index, "]");
  } else if (!path.name.empty()) {
    absl::StrAppend(&text, text.empty() ? "" : ".", AbslView(path.name));
  }
  return text;
}

// The number or word at the value, without the white space that follows it.
std::string_view Token(ondemand::value& value) {
  std::string_view token = value.raw_json_token();
  return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

// Reads by simdjson's on-demand parser, which checks a value when it is asked for: whatever ends up in the
// message has been asked for, and what has not is a fault already.
class Reader {
 public:
  Reader(ondemand::document& document, std::string_view json, std::vector<FieldViolation>& faults)
      : document_(document), json_(json), faults_(faults) {}

  std::vector<const FieldDescriptor*> ReadRoot(const MessagePlan& plan, std::string_view prefix,
                                               Message& message);

 private:
  using Fields = std::vector<const FieldDescriptor*>;

  void ReadObject(ondemand::object object, const MessagePlan& plan, Message& message, const Path& path,
                  Fields* named = nullptr);
  void ReadField(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path);
  void ReadList(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path);
  void ReadMap(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path);
  void ReadOne(const FieldPlan& plan, json_type type, ondemand::value value, Message& message,
               const Path& path);
  void ReadScalar(const FieldPlan& plan, json_type type, ondemand::value value, Message& message,
                  const Path& path);
  void ReadDynamic(const MessagePlan& plan, json_type type, ondemand::value value, Message& message,
                   const Path& path);
  bool ReadNull(ondemand::value value, const Path& path);

  // False and a fault when the reader is too deep already.
  bool Descend(const Path& path);
  void Fault(const Path& path, std::string_view rule, std::string_view description);
  // The rest cannot be read.
  void Malformed(const Path& path);

  ondemand::document& document_;
  const std::string_view json_;
  std::vector<FieldViolation>& faults_;
  int depth_ = 0;
  bool stopped_ = false;
};

void Reader::Fault(const Path& path, std::string_view rule, std::string_view description) {
  if (faults_.size() >= kMostFaults) stopped_ = true;
  if (stopped_) return;
  std::string field = ToString(path);
  if (field.empty()) field = "body";
  faults_.push_back({std::move(field), std::string(rule), std::string(description)});
}

void Reader::Malformed(const Path& path) {
  const char* location = nullptr;
  const bool inside = document_.current_location().get(location) == simdjson::SUCCESS;
  const auto offset = inside ? static_cast<size_t>(location - json_.data()) : json_.size();
  Fault(path, "json", absl::StrCat("is not well-formed JSON, near byte ", std::min(offset, json_.size())));
  stopped_ = true;
}

bool Reader::Descend(const Path& path) {
  if (depth_ < kDeepestJson) {
    ++depth_;
    return true;
  }
  Fault(path, "depth", absl::StrCat("is nested deeper than ", kDeepestJson));
  return false;
}

Reader::Fields Reader::ReadRoot(const MessagePlan& plan, std::string_view prefix, Message& message) {
  const Path root{.name = prefix};
  Fields named;
  json_type type;
  if (document_.type().get(type) != simdjson::SUCCESS) {
    Malformed(root);
    return named;
  }
  if (type != json_type::object) {
    Fault(root, "type", "must be an object");
    return named;
  }
  ondemand::value value;
  ondemand::object object;
  if (document_.get_value().get(value)) {
    Malformed(root);
  } else if (plan.form == Form::kStruct) {
    ReadMap(plan.fields[0], value, message, root);
  } else if (value.get_object().get(object)) {
    Malformed(root);
  } else {
    ReadObject(object, plan, message, root, &named);
  }
  const char* after = nullptr;
  if (!stopped_ && document_.current_location().get(after) == simdjson::SUCCESS) Malformed(root);
  return named;
}

void Reader::ReadObject(ondemand::object object, const MessagePlan& plan, Message& message, const Path& path,
                        Fields* named) {
  if (!Descend(path)) return;
  absl::InlinedVector<bool, 64> seen(plan.fields.size());
  for (simdjson::simdjson_result<ondemand::field> member : object) {
    std::string_view key;
    ondemand::value value;
    if (member.unescaped_key().get(key) || member.value().get(value)) return Malformed(path);
    const Path here{.parent = &path, .name = key};
    const FieldPlan* field = plan.Find(key);
    if (field == nullptr) {
      Fault(here, "unknown-field", "is not a field");
    } else if (std::exchange(seen[field->index], true)) {
      Fault(here, "duplicate-key", "is given more than once");
    } else {
      if (named != nullptr) named->push_back(field->field);
      ReadField(*field, value, message, here);
    }
    if (stopped_) return;
  }
  --depth_;
}

void Reader::ReadField(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path) {
  json_type type;
  if (value.type().get(type) != simdjson::SUCCESS) return Malformed(path);
  const bool takes_null = plan.form == Form::kValue && !plan.field->is_repeated();
  if (type == json_type::null && !takes_null) {
    ReadNull(value, path);
    return;
  }
  if (plan.entry != nullptr) return ReadMap(plan, value, message, path);
  if (plan.repeated) return ReadList(plan, value, message, path);
  if (plan.oneof != nullptr && plan.reflection->HasOneof(message, plan.oneof)) {
    return Fault(path, "oneof",
                 absl::StrCat("excludes another field of ", plan.oneof->name(), " that is given"));
  }
  ReadOne(plan, type, value, message, path);
}

void Reader::ReadList(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path) {
  ondemand::array array;
  if (const auto error = value.get_array().get(array)) {
    return error == simdjson::INCORRECT_TYPE ? Fault(path, "type", "must be a list") : Malformed(path);
  }
  if (!Descend(path)) return;
  int index = 0;
  for (simdjson::simdjson_result<ondemand::value> element : array) {
    const Path here{.parent = &path, .index = index++};
    json_type type;
    if (element.type().get(type)) return Malformed(here);
    ReadOne(plan, type, element.value_unsafe(), message, here);
    if (stopped_) return;
  }
  --depth_;
}

void Reader::ReadMap(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path) {
  ondemand::object object;
  if (const auto error = value.get_object().get(object)) {
    return error == simdjson::INCORRECT_TYPE ? Fault(path, "type", "must be an object") : Malformed(path);
  }
  if (!Descend(path)) return;
  std::set<std::string_view> keys;
  for (simdjson::simdjson_result<ondemand::field> member : object) {
    std::string_view key;
    ondemand::value element;
    json_type type;
    if (member.unescaped_key().get(key) || member.value().get(element) || element.type().get(type)) {
      return Malformed(path);
    }
    const Path here{.parent = &path, .name = key};
    Message& entry = StoreMessage(plan, message);
    if (!keys.insert(key).second) {
      Fault(here, "duplicate-key", "is given more than once");
    } else if (const std::optional<Misfit> misfit = StoreText(plan.entry->fields[0], key, entry)) {
      Fault(here, misfit->rule, "has a key that " + misfit->description);
    } else {
      ReadOne(plan.entry->fields[1], type, element, entry, here);
    }
    if (stopped_) return;
  }
  --depth_;
}

void Reader::ReadOne(const FieldPlan& plan, json_type type, ondemand::value value, Message& message,
                     const Path& path) {
  switch (plan.form) {
    case Form::kMessage: {
      ondemand::object object;
      if (type != json_type::object) return Fault(path, "type", "must be an object");
      if (value.get_object().get(object)) return Malformed(path);
      return ReadObject(object, *plan.message, StoreMessage(plan, message), path);
    }
    case Form::kWrapper:
      return ReadOne(plan.message->fields[0], type, value, StoreMessage(plan, message), path);
    case Form::kStruct:
      return ReadMap(plan.message->fields[0], value, StoreMessage(plan, message), path);
    case Form::kListValue:
      return ReadList(plan.message->fields[0], value, StoreMessage(plan, message), path);
    case Form::kValue:
      return ReadDynamic(*plan.message, type, value, StoreMessage(plan, message), path);
    default:
      return ReadScalar(plan, type, value, message, path);
  }
}

// What type of JSON value holds the form, in words.
std::string_view Wanted(Form form) {
  switch (form) {
    case Form::kBool:
      return "must be true or false";
    case Form::kInt32:
    case Form::kUint32:
    case Form::kInt64:
    case Form::kUint64:
      return "must be a whole number";
    case Form::kFloat:
    case Form::kDouble:
      return "must be a number";
    case Form::kNull:
      return "must be null";
    default:
      return "must be a string";
  }
}

bool IsNumeric(Form form) {
  return form >= Form::kInt32 && form <= Form::kDouble;
}

// 64-bit integers and the numbers that JSON cannot write come as strings.
bool MayBeString(Form form, std::string_view text) {
  if (form == Form::kFloat || form == Form::kDouble) {
    return text == "NaN" || text == "Infinity" || text == "-Infinity";
  }
  return form != Form::kBool && form != Form::kInt32 && form != Form::kUint32 && form != Form::kNull;
}

void Reader::ReadScalar(const FieldPlan& plan, json_type type, ondemand::value value, Message& message,
                        const Path& path) {
  std::optional<Misfit> misfit = Misfit{"type", std::string(Wanted(plan.form))};
  if (type == json_type::string) {
    std::string_view text;
    if (value.get_string().get(text)) return Malformed(path);
    if (MayBeString(plan.form, text)) misfit = StoreText(plan, text, message);
  } else if (type == json_type::number) {
    const std::string_view token = Token(value);
    if (!IsJsonNumber(token)) return Malformed(path);
    if (IsNumeric(plan.form)) misfit = StoreText(plan, token, message);
  } else if (type == json_type::boolean) {
    bool truth = false;
    if (value.get_bool().get(truth)) return Malformed(path);
    if (plan.form == Form::kBool) {
      StoreBool(plan, truth, message);
      misfit.reset();
    }
  }
  if (misfit) Fault(path, misfit->rule, misfit->description);
}

// The fields of google.protobuf.Value are, in order: null, number, string, bool, struct, list.
void Reader::ReadDynamic(const MessagePlan& plan, json_type type, ondemand::value value, Message& message,
                         const Path& path) {
  switch (type) {
    case json_type::null:
      if (ReadNull(value, path)) StoreNull(plan.fields[0], message);
      return;
    case json_type::number:
      return ReadScalar(plan.fields[1], type, value, message, path);
    case json_type::string:
      return ReadScalar(plan.fields[2], type, value, message, path);
    case json_type::boolean:
      return ReadScalar(plan.fields[3], type, value, message, path);
    case json_type::object:
      return ReadOne(plan.fields[4], type, value, message, path);
    case json_type::array:
      return ReadOne(plan.fields[5], type, value, message, path);
  }
}

bool Reader::ReadNull(ondemand::value value, const Path& path) {
  bool is_null = false;
  if (value.is_null().get(is_null) == simdjson::SUCCESS && is_null) return true;
  Malformed(path);
  return false;
}

}  // namespace

std::vector<const FieldDescriptor*> ReadJson(std::string_view json, std::string_view prefix, Message& message,
                                             std::vector<FieldViolation>& faults) {
  // simdjson reads beyond the end of the text, and keeps its memory between texts.
  thread_local ondemand::parser parser;
  thread_local std::string padded;
  padded.assign(json);
  padded.append(simdjson::SIMDJSON_PADDING, ' ');
  ondemand::document document;
  const simdjson::padded_string_view view(padded.data(), json.size(), padded.size());
  if (const simdjson::error_code error = parser.iterate(view).get(document)) {
    const bool utf8 = error == simdjson::UTF8_ERROR;
    faults.push_back({prefix.empty() ? "body" : std::string(prefix), "json",
                      utf8 ? "is not UTF-8" : "is not well-formed JSON"});
    return {};
  }
  return Reader(document, {padded.data(), json.size()}, faults)
      .ReadRoot(PlanOf(*message.GetDescriptor()), prefix, message);
}

}  // namespace boulevard::gateway::transcode
