#include "services/runtime/http/message_head.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/runtime/http/reason.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::http {
namespace {

// The Date header line of the current second. Rendering it takes longer than the rest of a head.
std::string_view DateLine() {
  thread_local int64_t rendered_second = 0;
  thread_local std::string line;
  const absl::Time now = absl::Now();
  const int64_t second = absl::ToUnixSeconds(now);
  if (second != rendered_second) {
    rendered_second = second;
    line = absl::FormatTime("Date: %a, %d %b %Y %H:%M:%S GMT\r\n", now, absl::UTCTimeZone());
  }
  return line;
}

}  // namespace

bool HasContent(int status) {
  return status >= 200 && status != 204 && status != 304;
}

void AppendHead(const Response& response, std::string_view fixed_headers, bool keep_alive, bool is_http11,
                std::string& out) {
  absl::StrAppend(&out, "HTTP/1.1 ", response.status, " ", AbslView(ReasonPhrase(response.status)), "\r\n",
                  AbslView(DateLine()), AbslView(fixed_headers));
  for (const auto& [name, value] : response.headers) absl::StrAppend(&out, name, ": ", value, "\r\n");
  if (response.source != nullptr) {
    if (is_http11) absl::StrAppend(&out, "Transfer-Encoding: chunked\r\n");
  } else if (HasContent(response.status)) {
    absl::StrAppend(&out, "Content-Length: ", response.body.size(), "\r\n");
  }
  absl::StrAppend(&out, keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
}

std::string HeaderLines(const std::vector<std::pair<std::string, std::string>>& headers) {
  std::string lines;
  for (const auto& [name, value] : headers) absl::StrAppend(&lines, name, ": ", value, "\r\n");
  return lines;
}

Response Refusal(int status, std::string_view detail) {
  return {.status = status,
          .headers = {{"Content-Type", "application/problem+json"}},
          .body = absl::StrCat("{\"status\":", status, ",\"title\":\"", AbslView(ReasonPhrase(status)),
                               "\",\"detail\":\"", AbslView(detail), "\"}")};
}

}  // namespace boulevard::runtime::http
