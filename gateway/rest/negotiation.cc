#include "gateway/rest/negotiation.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::AbslView;
using Parts = std::vector<absl::string_view>;

// "application/json; q=0.5" in its parts, without white space around them.
Parts SplitParts(absl::string_view text) {
  Parts parts = absl::StrSplit(text, ';');
  for (absl::string_view& part : parts) part = absl::StripAsciiWhitespace(part);
  return parts;
}

// How narrowly a media range means `type`; 0: not at all.
int Precision(absl::string_view range, absl::string_view type) {
  if (absl::EqualsIgnoreCase(range, type)) return 3;
  const absl::string_view family = type.substr(0, type.find('/') + 1);
  if (absl::EqualsIgnoreCase(range, absl::StrCat(family, "*"))) return 2;
  return range == "*/*" ? 1 : 0;
}

bool IsRefused(const Parts& parts) {
  double quality = 1;
  for (const absl::string_view part : parts) {
    if (absl::StartsWithIgnoreCase(part, "q=") && !absl::SimpleAtod(part.substr(2), &quality)) return true;
  }
  return quality <= 0;
}

}  // namespace

bool Accepts(std::string_view accept, std::string_view type) {
  if (accept.empty()) return true;
  int narrowest = 0;
  bool accepted = false;
  for (const absl::string_view item : absl::StrSplit(AbslView(accept), ',')) {
    const Parts parts = SplitParts(item);
    const int precision = Precision(parts.front(), AbslView(type));
    if (precision <= narrowest) continue;
    narrowest = precision;
    accepted = !IsRefused(parts);
  }
  return accepted;
}

bool IsJson(std::string_view content_type, bool merge_patch) {
  if (content_type.empty()) return false;
  const Parts parts = SplitParts(AbslView(content_type));
  const bool known = absl::EqualsIgnoreCase(parts.front(), "application/json") ||
                     (merge_patch && absl::EqualsIgnoreCase(parts.front(), "application/merge-patch+json"));
  return known && std::all_of(parts.begin() + 1, parts.end(), [](absl::string_view parameter) {
           return absl::EqualsIgnoreCase(parameter, "charset=utf-8") ||
                  absl::EqualsIgnoreCase(parameter, "charset=\"utf-8\"");
         });
}

std::string AllowHeader(std::vector<std::string> methods) {
  if (std::ranges::find(methods, "GET") != methods.end()) methods.emplace_back("HEAD");
  methods.emplace_back("OPTIONS");
  std::ranges::sort(methods);
  return absl::StrJoin(methods, ", ");
}

std::string_view BearerToken(std::string_view authorization) {
  absl::string_view token = AbslView(authorization);
  if (!absl::StartsWithIgnoreCase(token, "Bearer ")) return {};
  token.remove_prefix(7);
  return runtime::StdView(absl::StripAsciiWhitespace(token));
}

}  // namespace boulevard::gateway::rest
