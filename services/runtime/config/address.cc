#include "services/runtime/config/address.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::config {
namespace {

constexpr int kHighestPort = 65535;

// 0, or what the operating system has against it.
int TryToListen(const addrinfo& where) {
  const int listener = socket(where.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return errno;
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const bool listens = bind(listener, where.ai_addr, where.ai_addrlen) == 0 && listen(listener, 1) == 0;
  const int error = listens ? 0 : errno;
  close(listener);
  return error;
}

}  // namespace

absl::StatusOr<Address> ParseAddress(std::string_view text) {
  const absl::Status wrong = absl::InvalidArgumentError(
      absl::StrCat("\"", AbslView(text), "\" is no address: give host:port, as in 127.0.0.1:8080"));
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong;
  std::string_view host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return wrong;
  }
  Address address{.host = std::string(host)};
  const std::string_view port = text.substr(colon + 1);
  const bool is_number = port.find_first_not_of("0123456789") == std::string_view::npos &&
                         absl::SimpleAtoi(AbslView(port), &address.port);
  if (host.empty() || !is_number || address.port > kHighestPort) return wrong;
  return address;
}

std::string AddressText(const Address& address) {
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  return is_ipv6 ? absl::StrCat("[", address.host, "]:", address.port)
                 : absl::StrCat(address.host, ":", address.port);
}

absl::Status CannotListen(std::string_view address) {
  ASSIGN_OR_RETURN(const Address parsed, ParseAddress(address));
  const std::string sentence = absl::StrCat("cannot listen on ", AbslView(address), ": ");
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(parsed.host.c_str(), std::to_string(parsed.port).c_str(), &hints, &found) != 0) {
    return absl::InvalidArgumentError(absl::StrCat(sentence, "the host is not known"));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, &freeaddrinfo);
  switch (const int error = TryToListen(*found)) {
    case EADDRINUSE:
      return absl::FailedPreconditionError(
          absl::StrCat(sentence, "the port is taken; stop the other program or choose another port"));
    case EADDRNOTAVAIL:
      return absl::InvalidArgumentError(absl::StrCat(sentence, "it is no address of this machine"));
    case EACCES:
      return absl::FailedPreconditionError(absl::StrCat(sentence, "ports below 1024 need more rights"));
    case 0:
      return absl::FailedPreconditionError(absl::StrCat(sentence, "the port was taken; it is free now"));
    default:
      return absl::FailedPreconditionError(absl::StrCat(sentence, std::strerror(error)));
  }
}

}  // namespace boulevard::runtime::config
