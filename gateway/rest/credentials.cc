#include "gateway/rest/credentials.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "gateway/rest/conditional.h"
#include "gateway/rest/negotiation.h"

namespace boulevard::gateway::rest {
namespace {

// What may stand between quotes in a header without being escaped.
std::string Quotable(std::string_view text) {
  std::string quotable;
  for (const char c : text) {
    if (c >= ' ' && c <= '~' && c != '"' && c != '\\') quotable += c;
  }
  return quotable;
}

}  // namespace

std::string BearerTokenOf(const runtime::http::Request& request) {
  return std::string(BearerToken(ListHeader(request, "authorization").value_or("")));
}

void ExplainChallenge(const runtime::http::Request& request, const absl::Status& refusal,
                      runtime::http::Response& response) {
  if (response.status != 401 || BearerTokenOf(request).empty()) return;
  const std::string_view reason(refusal.message().data(), refusal.message().size());
  for (auto& [name, value] : response.headers) {
    if (name != "WWW-Authenticate") continue;
    value = absl::StrCat(R"(Bearer error="invalid_token", error_description=")", Quotable(reason), "\"");
  }
}

}  // namespace boulevard::gateway::rest
