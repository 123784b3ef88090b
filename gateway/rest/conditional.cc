#include "gateway/rest/conditional.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/runtime/message/etag.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::gateway::rest {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using runtime::AbslView;
using runtime::http::Request;
using runtime::http::Response;

constexpr std::string_view kBlank = " \t";
// No etag of ours, so it matches nothing.
constexpr char kNoEtag[] = "-";

struct EntityTag {
  bool weak = false;
  std::string_view text;  // without its quotes
};

bool MayStandInTag(char c) {
  return c == '!' || (c >= '#' && c != '\x7F') || static_cast<unsigned char>(c) >= 0x80;
}

// Takes the next tag off the front of `list`; nothing when it is malformed.
std::optional<EntityTag> TakeTag(std::string_view& list) {
  EntityTag tag;
  tag.weak = list.starts_with("W/");
  if (tag.weak) list.remove_prefix(2);
  if (!list.starts_with('"')) return std::nullopt;
  const size_t end = list.find('"', 1);
  if (end == std::string_view::npos) return std::nullopt;
  tag.text = list.substr(1, end - 1);
  list.remove_prefix(end + 1);
  return std::ranges::all_of(tag.text, MayStandInTag) ? std::optional(tag) : std::nullopt;
}

void SkipBlank(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
}

// Of `"a", W/"b"`; nothing when it is malformed, or names none.
std::optional<std::vector<EntityTag>> ParseTags(std::string_view list) {
  std::vector<EntityTag> tags;
  while (true) {
    SkipBlank(list);
    if (!list.empty() && list.front() != ',') {
      const std::optional<EntityTag> tag = TakeTag(list);
      if (!tag) return std::nullopt;
      tags.push_back(*tag);
      SkipBlank(list);
    }
    if (list.empty()) break;
    if (list.front() != ',') return std::nullopt;
    list.remove_prefix(1);
  }
  return tags.empty() ? std::nullopt : std::optional(std::move(tags));
}

bool IsAny(std::string_view list) {
  return absl::StripAsciiWhitespace(AbslView(list)) == "*";
}

bool MayBeOurs(std::string_view tag) {
  return !tag.empty() &&
         std::ranges::all_of(tag, [](char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); });
}

// What the field of the request says of the tags of If-Match; empty when they are malformed.
std::string EtagsOf(std::string_view if_match) {
  if (IsAny(if_match)) return "*";
  const std::optional<std::vector<EntityTag>> tags = ParseTags(if_match);
  if (!tags) return "";
  std::vector<std::string> ours;
  for (const EntityTag& tag : *tags) {
    if (!tag.weak && MayBeOurs(tag.text)) ours.emplace_back(tag.text);
  }
  return ours.empty() ? kNoEtag : absl::StrJoin(ours, ",");
}

// The weak comparison: the same text, weak or not.
bool NamesEtag(std::string_view if_none_match, std::string_view etag) {
  if (IsAny(if_none_match)) return true;
  const std::optional<std::vector<EntityTag>> tags = ParseTags(if_none_match);
  return tags && std::ranges::any_of(*tags, [&](const EntityTag& tag) { return tag.text == etag; });
}

std::string OwnEtag(const Message& message) {
  const FieldDescriptor* field = runtime::EtagField(*message.GetDescriptor());
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

}  // namespace

std::optional<std::string> ListHeader(const Request& request, std::string_view name) {
  std::optional<std::string> combined;
  for (const auto& [header, value] : request.headers) {
    if (header != name) continue;
    combined = combined ? absl::StrCat(*combined, ", ", value) : value;
  }
  return combined;
}

absl::Status ReadIfMatch(const Request& request, Message& message) {
  const FieldDescriptor* field = runtime::EtagField(*message.GetDescriptor());
  if (field == nullptr) return absl::OkStatus();
  const std::optional<std::string> if_match = ListHeader(request, "if-match");
  if (!if_match) return absl::OkStatus();
  const std::string etags = EtagsOf(*if_match);
  if (etags.empty()) {
    return runtime::InvalidField("If-Match", "format",
                                 "must be * or entity tags in quotes, as the ETag gave");
  }
  message.GetReflection()->SetString(&message, field, etags);
  return absl::OkStatus();
}

void AddEtag(const Request& request, const Message& message, Response& response) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  // The answer to a step is about something else than what stands at the path of the step.
  if (!reads && request.method != "PATCH" && response.status != 201) return;
  std::string etag = OwnEtag(message);
  const bool is_own = !etag.empty();
  if (!is_own && !reads) return;
  if (!is_own) etag = runtime::EtagOf(response.body);
  // Weak: a long answer may be compressed on its way, and is another row of bytes then.
  response.headers.emplace_back("ETag", absl::StrCat(is_own ? "\"" : "W/\"", etag, "\""));
  if (!reads) return;
  const std::optional<std::string> if_none_match = ListHeader(request, "if-none-match");
  if (!if_none_match || !NamesEtag(*if_none_match, etag)) return;
  response.status = 304;
  response.body.clear();
  std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Type"; });
}

}  // namespace boulevard::gateway::rest
