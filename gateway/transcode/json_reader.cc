#include "gateway/transcode/json_reader.h"

#include <simdjson.h>

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/encoding.h"
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

constexpr std::string_view kNotUtf8 = "is not UTF-8";

// Where the reader is: a chain back to the root on the call stack, so that only a fault costs a string.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;
  int index = -1;                          // within a list, when not negative
  const FieldDescriptor* field = nullptr;  // that the name names, when it does
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

std::vector<const FieldDescriptor*> FieldsOf(const Path& path) {
  if (path.field == nullptr) return {};
  std::vector<const FieldDescriptor*> fields = FieldsOf(*path.parent);
  fields.push_back(path.field);
  return fields;
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
  // `bad_bytes`: where the text was not UTF-8.
  Reader(ondemand::document& document, std::string_view json, const std::vector<size_t>& bad_bytes,
         std::vector<FieldViolation>& faults)
      : document_(document), json_(json), bad_bytes_(bad_bytes), faults_(faults) {}

  JsonRead ReadRoot(const MessagePlan& plan, std::string_view prefix, Message& message);

 private:
  using Named = decltype(JsonRead::named);
  using Member = simdjson::simdjson_result<ondemand::field>;

  void ReadRootValue(const MessagePlan& plan, Message& message, const Path& path, Named& named);

  // `named` is null where nobody wants to know.
  void ReadObject(ondemand::object object, const MessagePlan& plan, Message& message, const Path& path,
                  Named* named);
  void ReadField(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path,
                 Named* named);
  void ReadList(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path);
  void ReadMap(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path);
  void ReadEntry(const FieldPlan& plan, std::string_view key, json_type type, ondemand::value value,
                 Message& message, const Path& path);
  void ReadOne(const FieldPlan& plan, json_type type, ondemand::value value, Message& message,
               const Path& path, Named* named = nullptr);
  void ReadScalar(const FieldPlan& plan, json_type type, ondemand::value value, Message& message,
                  const Path& path);
  void ReadDynamic(const MessagePlan& plan, json_type type, ondemand::value value, Message& message,
                   const Path& path);
  bool ReadNull(ondemand::value value, const Path& path);

  // The text of a string value; nothing, and a fault, when it cannot be had.
  std::optional<std::string_view> TextOf(ondemand::value& value, const Path& path);
  // Whether a part of the text, which begins there, was UTF-8.
  bool IsUtf8(const char* begin, size_t size) const;
  // False and a fault when the reader is too deep already.
  bool Descend(const Path& path);
  void Fault(const Path& path, std::string_view rule, std::string_view description);
  // The rest cannot be read.
  void Malformed(const Path& path);

  ondemand::document& document_;
  const std::string_view json_;
  const std::vector<size_t>& bad_bytes_;
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

JsonRead Reader::ReadRoot(const MessagePlan& plan, std::string_view prefix, Message& message) {
  const Path root{.name = prefix};
  const size_t faults_before = faults_.size();
  JsonRead read;
  ReadRootValue(plan, message, root, read.named);
  const char* after = nullptr;
  if (!stopped_ && document_.current_location().get(after) == simdjson::SUCCESS) Malformed(root);
  // Whatever was passed over unread was a fault already, but for bytes between values.
  if (!bad_bytes_.empty() && faults_.size() == faults_before) Fault(root, "encoding", kNotUtf8);
  read.whole = !stopped_;
  return read;
}

void Reader::ReadRootValue(const MessagePlan& plan, Message& message, const Path& path, Named& named) {
  json_type type;
  ondemand::value value;
  ondemand::object object;
  if (document_.type().get(type)) return Malformed(path);
  if (type != json_type::object) {
    Fault(path, "type", "must be an object");
    stopped_ = true;
    return;
  }
  if (document_.get_value().get(value)) return Malformed(path);
  if (plan.form == Form::kStruct) return ReadMap(plan.fields[0], value, message, path);
  if (value.get_object().get(object)) return Malformed(path);
  ReadObject(object, plan, message, path, &named);
}

void Reader::ReadObject(ondemand::object object, const MessagePlan& plan, Message& message, const Path& path,
                        Named* named) {
  if (!Descend(path)) return;
  absl::InlinedVector<bool, 64> seen(plan.fields.size());
  size_t next = 0;  // members mostly come in the order of the fields
  for (Member member : object) {
    ondemand::raw_json_string raw;
    if (member.key().get(raw)) return Malformed(path);
    const FieldPlan* field = nullptr;
    std::string_view key;
    if (next < plan.fields.size() && raw == plan.fields[next].name) {
      field = &plan.fields[next];
      key = field->name;
    } else if (member.unescaped_key().get(key)) {
      return Malformed(path);
    } else {
      field = plan.Find(key);
    }
    const Path here{.parent = &path, .name = key, .field = field == nullptr ? nullptr : field->field};
    if (field == nullptr) {
      Fault(here, "unknown-field", "is not a field");
    } else if (next = field->index + 1; std::exchange(seen[field->index], true)) {
      Fault(here, "duplicate-key", "is given more than once");
    } else {
      ReadField(*field, member.value_unsafe().value(), message, here, named);
    }
    if (stopped_) return;
  }
  --depth_;
}

void Reader::ReadField(const FieldPlan& plan, ondemand::value value, Message& message, const Path& path,
                       Named* named) {
  json_type type;
  if (value.type().get(type) != simdjson::SUCCESS) return Malformed(path);
  const bool is_one_message = plan.form == Form::kMessage && plan.entry == nullptr && !plan.repeated;
  const bool names_inside = is_one_message && type == json_type::object;
  if (named != nullptr && !names_inside) named->push_back(FieldsOf(path));
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
  ReadOne(plan, type, value, message, path, named);
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
    const size_t faults_before = faults_.size();
    json_type type;
    if (element.type().get(type)) return Malformed(here);
    ReadOne(plan, type, element.value_unsafe(), message, here);
    // Those after it keep their places, for faults to name.
    if (faults_.size() > faults_before) StoreUpTo(plan, index, message);
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
  for (Member member : object) {
    ondemand::raw_json_string raw;
    std::string_view key;
    ondemand::value element;
    json_type type;
    if (member.key().get(raw) || member.unescaped_key().get(key) || member.value().get(element) ||
        element.type().get(type)) {
      return Malformed(path);
    }
    const Path here{.parent = &path, .name = key};
    if (!keys.insert(key).second) {
      Fault(here, "duplicate-key", "is given more than once");
    } else if (!IsUtf8(raw.raw(), element.raw_json_token().data() - raw.raw())) {
      Fault(here, "encoding", kNotUtf8);
    } else {
      ReadEntry(plan, key, type, element, message, here);
    }
    if (stopped_) return;
  }
  --depth_;
}

void Reader::ReadEntry(const FieldPlan& plan, std::string_view key, json_type type, ondemand::value value,
                       Message& message, const Path& path) {
  Message& entry = StoreMessage(plan, message);
  if (const std::optional<Misfit> misfit = StoreText(plan.entry->fields[0], key, entry)) {
    Fault(path, misfit->rule, "has a key that " + misfit->description);
    plan.reflection->RemoveLast(&message, plan.field);
  } else {
    ReadOne(plan.entry->fields[1], type, value, entry, path);
  }
}

void Reader::ReadOne(const FieldPlan& plan, json_type type, ondemand::value value, Message& message,
                     const Path& path, Named* named) {
  switch (plan.form) {
    case Form::kMessage: {
      ondemand::object object;
      if (type != json_type::object) return Fault(path, "type", "must be an object");
      if (value.get_object().get(object)) return Malformed(path);
      return ReadObject(object, *plan.message, StoreMessage(plan, message), path, named);
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
  std::optional<Misfit> misfit;
  bool has_type = false;
  if (type == json_type::string) {
    const std::optional<std::string_view> text = TextOf(value, path);
    if (!text) return;
    has_type = MayBeString(plan.form, *text);
    if (has_type) misfit = StoreText(plan, *text, message);
  } else if (type == json_type::number) {
    const std::string_view token = Token(value);
    if (!IsJsonInteger(token) && !IsJsonNumber(token)) return Malformed(path);
    has_type = IsNumeric(plan.form);
    if (has_type) misfit = StoreText(plan, token, message);
  } else if (type == json_type::boolean) {
    bool truth = false;
    if (value.get_bool().get(truth)) return Malformed(path);
    has_type = plan.form == Form::kBool;
    if (has_type) StoreBool(plan, truth, message);
  } else if (type == json_type::null && plan.form == Form::kNull) {
    has_type = ReadNull(value, path);
    if (has_type) StoreNull(plan, message);
  }
  if (!has_type) return Fault(path, "type", Wanted(plan.form));
  if (misfit) Fault(path, misfit->rule, misfit->description);
}

std::optional<std::string_view> Reader::TextOf(ondemand::value& value, const Path& path) {
  const std::string_view token = value.raw_json_token();
  // Most texts have nothing to unescape and are taken where they stand.
  const size_t plain = PlainPrefix(token.substr(1));
  std::string_view text = token.substr(1, plain);
  ondemand::raw_json_string raw;
  const bool is_plain = token[plain + 1] == '"';
  // Either way the value is taken: what comes behind one that is passed over is not looked at.
  if (is_plain ? value.get_raw_json_string().get(raw) : value.get_string().get(text)) {
    Malformed(path);
  } else if (!IsUtf8(token.data(), token.size())) {
    Fault(path, "encoding", kNotUtf8);
  } else {
    return text;
  }
  return std::nullopt;
}

bool Reader::IsUtf8(const char* begin, size_t size) const {
  if (bad_bytes_.empty()) return true;
  const auto offset = static_cast<size_t>(begin - json_.data());
  return !AnyWithin(bad_bytes_, offset, offset + size);
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

// Why there is nothing to read.
std::string_view Words(simdjson::error_code error) {
  switch (error) {
    case simdjson::EMPTY:
      return "is empty: send a JSON object";
    case simdjson::UNCLOSED_STRING:
      return "is not well-formed JSON: a string has no end";
    case simdjson::UNESCAPED_CHARS:
      return "is not well-formed JSON: a string has a control character in it";
    default:
      return "is not well-formed JSON";
  }
}

}  // namespace

JsonRead ReadJson(std::string_view json, std::string_view prefix, Message& message,
                  std::vector<FieldViolation>& faults) {
  const auto refuse = [&](std::string_view why) {
    faults.push_back({prefix.empty() ? "body" : std::string(prefix), "json", std::string(why)});
    return JsonRead{.whole = false};
  };
  if (json.starts_with("\xef\xbb\xbf"))
    return refuse("begins with a byte order mark: send UTF-8 without one");
  // simdjson reads beyond the end of the text, and keeps its memory between texts.
  thread_local ondemand::parser parser;
  thread_local std::string padded;
  padded.assign(json);
  padded.append(simdjson::SIMDJSON_PADDING, ' ');
  const simdjson::padded_string_view view(padded.data(), json.size(), padded.size());
  ondemand::document document;
  std::vector<size_t> bad_bytes;
  simdjson::error_code error = parser.iterate(view).get(document);
  if (error == simdjson::UTF8_ERROR) {
    bad_bytes = ReplaceBadBytes(padded);
    error = parser.iterate(view).get(document);
  }
  if (error) return refuse(Words(error));
  return Reader(document, {padded.data(), json.size()}, bad_bytes, faults)
      .ReadRoot(PlanOf(*message.GetDescriptor()), prefix, message);
}

}  // namespace boulevard::gateway::transcode
