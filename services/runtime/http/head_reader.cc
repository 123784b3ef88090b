#include "services/runtime/http/head_reader.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::http {
namespace {

// Headers of which a second one could mean another request to someone else on the way here.
constexpr std::array<std::string_view, 7> kOnlyOnce{
    "authorization", "content-length", "content-type", "expect", "host", "origin", "transfer-encoding"};

bool IsVisibleAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return absl::EqualsIgnoreCase(AbslView(a), AbslView(b));
}

// Whether a comma-separated list has that item.
bool ListHas(std::string_view list, std::string_view item) {
  for (const absl::string_view each : absl::StrSplit(AbslView(list), ',')) {
    if (EqualsIgnoringCase(TrimBlanks(StdView(each)), item)) return true;
  }
  return false;
}

}  // namespace

bool HeadReader::Read(std::string_view bytes) {
  while (!fault_) {
    const size_t end = bytes.find('\n', searched_);
    searched_ = end == std::string_view::npos ? bytes.size() : end + 1;
    if (searched_ > max_bytes_) {
      Refuse(431, "The head of the request is too large.");
      break;
    }
    if (end == std::string_view::npos) return false;
    std::string_view line = bytes.substr(line_start_, end - line_start_);
    line_start_ = searched_;
    if (!line.ends_with('\r')) {
      Refuse(400, "Lines of a head end with CR and LF.");
      break;
    }
    line.remove_suffix(1);
    if (request_.method.empty()) {
      // RFC 9112 2.2: some clients send one empty line too many after a body.
      if (line.empty() && !std::exchange(skipped_empty_line_, true)) continue;
      TakeRequestLine(line);
    } else if (!line.empty()) {
      TakeField(line);
    } else {
      Conclude();
      break;
    }
  }
  return true;
}

void HeadReader::TakeRequestLine(std::string_view line) {
  const size_t method_end = line.find(' ');
  const size_t target_end = line.rfind(' ');
  if (method_end == std::string_view::npos || method_end == target_end) {
    return Refuse(400, "The request line is not METHOD TARGET HTTP/1.1.");
  }
  const std::string_view method = line.substr(0, method_end);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  if (!IsToken(method) || target.empty() || !IsVisibleAscii(target)) {
    return Refuse(400, "The request line is not METHOD TARGET HTTP/1.1.");
  }
  if (!TakeVersion(line.substr(target_end + 1))) return;
  // TRACE would echo tokens, and CONNECT is for proxies.
  if (method == "TRACE" || method == "CONNECT") return Refuse(501, "That method is not served here.");
  request_.method = method;
  if (!TakeTarget(target)) Refuse(400, "The request target is neither a path nor an http address.");
}

bool HeadReader::TakeVersion(std::string_view version) {
  is_http11_ = version == "HTTP/1.1";
  if (is_http11_ || version == "HTTP/1.0") return true;
  const bool is_other = version.size() == 8 && version.starts_with("HTTP/") &&
                        absl::ascii_isdigit(static_cast<unsigned char>(version[5])) && version[6] == '.' &&
                        absl::ascii_isdigit(static_cast<unsigned char>(version[7]));
  if (is_other) {
    Refuse(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
  } else {
    Refuse(400, "The request line is not METHOD TARGET HTTP/1.1.");
  }
  return false;
}

bool HeadReader::TakeTarget(std::string_view target) {
  if (target.find('#') != std::string_view::npos) return false;
  if (target == "*" && request_.method == "OPTIONS") {
    request_.path = target;
    return true;
  }
  if (!target.starts_with('/')) return TakeAbsoluteTarget(target);
  const size_t question = target.find('?');
  request_.path = target.substr(0, question);
  if (question != std::string_view::npos) request_.query = target.substr(question + 1);
  return true;
}

// For proxies, but a server must accept it (RFC 9112 3.2.2).
bool HeadReader::TakeAbsoluteTarget(std::string_view target) {
  const size_t authority = target.find("://") + 3;
  const std::string_view scheme = target.substr(0, authority);
  if (!EqualsIgnoringCase(scheme, "http://") && !EqualsIgnoringCase(scheme, "https://")) return false;
  const size_t end = target.find_first_of("/?", authority);
  authority_ = target.substr(authority, end - authority);
  if (!IsHost(authority_)) return false;
  if (end == std::string_view::npos) return TakeTarget("/");
  return target[end] == '/' ? TakeTarget(target.substr(end))
                            : TakeTarget("/" + std::string(target.substr(end)));
}

void HeadReader::TakeField(std::string_view line) {
  const std::optional<Field> field = ParseField(line);
  if (!field) return Refuse(400, "A header is not well-formed.");
  if (--headers_left_ < 0) return Refuse(431, "The request has too many headers.");
  std::string name(field->name);
  absl::AsciiStrToLower(&name);
  const bool only_once = std::ranges::find(kOnlyOnce, name) != kOnlyOnce.end();
  if (only_once && request_.HasHeader(name)) {
    return Refuse(400, "A header that belongs there once is there twice.");
  }
  Interpret({.name = name, .value = field->value});
  request_.headers.emplace_back(std::move(name), field->value);
}

void HeadReader::Interpret(const Field& field) {
  if (field.name == "host") {
    if (!IsHost(field.value)) Refuse(400, "The Host header does not name a host.");
  } else if (field.name == "content-length") {
    content_length_ = ParseDecimal(field.value);
    if (!content_length_) Refuse(400, "Content-Length is not a number.");
  } else if (field.name == "transfer-encoding") {
    InterpretTransferEncoding(field.value);
  } else if (field.name == "connection") {
    asked_to_close_ = asked_to_close_ || ListHas(field.value, "close");
  } else if (field.name == "expect") {
    expects_continue_ = EqualsIgnoringCase(field.value, "100-continue");
    if (!expects_continue_) Refuse(417, "The only expectation met here is 100-continue.");
  }
}

void HeadReader::InterpretTransferEncoding(std::string_view value) {
  chunked_ = EqualsIgnoringCase(value, "chunked");
  if (chunked_) return;
  const bool ends_chunked = absl::EndsWithIgnoreCase(AbslView(value), "chunked");
  if (ends_chunked || !ListHas(value, "chunked")) {
    return Refuse(501, "The only transfer coding served here is chunked.");
  }
  Refuse(400, "The last transfer coding is not chunked.");
}

void HeadReader::Conclude() {
  const std::string_view host = request_.Header("host");
  if (host.empty() && is_http11_) return Refuse(400, "A request needs exactly one Host header.");
  if (!authority_.empty() && !host.empty() && !EqualsIgnoringCase(authority_, host)) {
    return Refuse(400, "The request target and the Host header name two hosts.");
  }
  if (chunked_ && content_length_)
    return Refuse(400, "Content-Length and Transfer-Encoding exclude each other.");
  if (chunked_ && !is_http11_) return Refuse(400, "HTTP/1.0 has no transfer codings.");
}

}  // namespace boulevard::runtime::http
