#include "gateway/routing/path_template.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway::routing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using runtime::AbslView;
using runtime::StdView;

bool IsScalar(const FieldDescriptor& field) {
  return !field.is_repeated() && field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
}

bool IsLiteral(std::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != '.') return false;
  }
  return !text.empty();
}

absl::StatusOr<Segment> ParseSegment(std::string_view text, const Descriptor& message) {
  if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
    ASSIGN_OR_RETURN(FieldPath path, ResolveFieldPath(message, text.substr(1, text.size() - 2)));
    if (!IsScalar(*path.back())) {
      return absl::InvalidArgumentError(absl::StrCat(AbslView(text), " is not a single scalar field"));
    }
    return Segment{.variable = std::move(path)};
  }
  if (!IsLiteral(text)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", AbslView(text), "\" is neither a plain segment nor {field}"));
  }
  return Segment{.literal = std::string(text)};
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

absl::StatusOr<FieldPath> ResolveFieldPath(const Descriptor& message, std::string_view path) {
  FieldPath fields;
  const Descriptor* inside = &message;
  for (const absl::string_view name : absl::StrSplit(AbslView(path), '.')) {
    const FieldDescriptor* field = inside == nullptr ? nullptr : inside->FindFieldByName(std::string(name));
    if (field == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(message.full_name(), " has no field ", AbslView(path)));
    }
    fields.push_back(field);
    inside = field->is_repeated() ? nullptr : field->message_type();
  }
  return fields;
}

absl::StatusOr<std::vector<Segment>> ParsePathTemplate(std::string_view text, const Descriptor& message) {
  if (text.size() < 2 || text.front() != '/') {
    return absl::InvalidArgumentError("a path template begins with / and is not empty");
  }
  std::vector<Segment> segments;
  for (const absl::string_view part : absl::StrSplit(AbslView(text.substr(1)), '/')) {
    ASSIGN_OR_RETURN(Segment segment, ParseSegment(StdView(part), message));
    segments.push_back(std::move(segment));
  }
  return segments;
}

std::optional<std::string> PercentDecode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') return std::nullopt;
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = HexDigit(text[i + 1]);
    const int low = HexDigit(text[i + 2]);
    if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
    decoded += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return decoded;
}

}  // namespace boulevard::gateway::routing
