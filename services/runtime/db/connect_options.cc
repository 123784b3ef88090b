#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

// No message repeats the address: it may hold a password.
namespace boulevard::runtime::db {
namespace {

constexpr std::string_view kScheme = "mysql://";

absl::Status Faulty(std::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("the database address ", AbslView(why)));
}

absl::StatusOr<std::string> Decoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    if (digits.size() != 2 || !absl::ascii_isxdigit(digits[0]) || !absl::ascii_isxdigit(digits[1])) {
      return Faulty("has a % without two hexadecimal digits");
    }
    decoded += absl::HexStringToBytes(AbslView(digits));
    i += 2;
  }
  return decoded;
}

// The text before and behind the first `separator`; the second is empty when there is none.
std::pair<std::string_view, std::string_view> Cut(std::string_view text, char separator) {
  const size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

absl::StatusOr<std::string> ReadSecret(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string secret{std::istreambuf_iterator<char>(file), {}};
  if (!file) return absl::InvalidArgumentError(absl::StrCat("cannot read the password file ", path));
  absl::StripTrailingAsciiWhitespace(&secret);
  return secret;
}

absl::Status ReadUser(std::string_view user_info, ConnectOptions& options) {
  const auto [user, password] = Cut(user_info, ':');
  ASSIGN_OR_RETURN(options.user, Decoded(user));
  ASSIGN_OR_RETURN(options.password, Decoded(password));
  return options.user.empty() ? Faulty("names no user") : absl::OkStatus();
}

// "host", "host:3306", "[::1]:3306" or nothing.
absl::Status ReadHost(std::string_view text, ConnectOptions& options) {
  std::string_view port;
  if (text.starts_with('[')) {
    std::tie(text, port) = Cut(text.substr(1), ']');
    if (port.starts_with(':')) port.remove_prefix(1);
  } else {
    std::tie(text, port) = Cut(text, ':');
  }
  options.host = text;
  const bool valid = port.empty() || (absl::SimpleAtoi(AbslView(port), &options.port) && options.port > 0 &&
                                      options.port <= 65535);
  return valid ? absl::OkStatus() : Faulty("has a port that is not between 1 and 65535");
}

absl::Status ReadQuery(std::string_view query, ConnectOptions& options) {
  for (const absl::string_view item : absl::StrSplit(AbslView(query), '&', absl::SkipEmpty())) {
    const auto [key, encoded] = Cut(StdView(item), '=');
    ASSIGN_OR_RETURN(const std::string value, Decoded(encoded));
    if (key == "socket") {
      options.socket = value;
    } else if (key == "tls_ca") {
      options.tls_ca = value;
    } else if (key == "password_file") {
      ASSIGN_OR_RETURN(options.password, ReadSecret(value));
    } else {
      return Faulty(absl::StrCat("has the unknown option ", AbslView(key),
                                 "; known are socket, password_file, tls_ca"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ConnectOptions> ConnectOptions::Parse(std::string_view url) {
  if (!url.starts_with(kScheme)) return Faulty("does not begin with mysql://");
  const auto [address, query] = Cut(url.substr(kScheme.size()), '?');
  const auto [authority, schema] = Cut(address, '/');
  const size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return Faulty("names no user");
  ConnectOptions options;
  RETURN_IF_ERROR(ReadUser(authority.substr(0, at), options));
  RETURN_IF_ERROR(ReadHost(authority.substr(at + 1), options));
  ASSIGN_OR_RETURN(options.schema, Decoded(schema));
  RETURN_IF_ERROR(ReadQuery(query, options));
  if (options.schema.empty()) return Faulty("names no schema");
  if (options.host.empty() && options.socket.empty()) return Faulty("names neither a host nor a socket");
  return options;
}

}  // namespace boulevard::runtime::db
