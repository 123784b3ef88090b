#include "services/runtime/webhooks/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include <curl/curl.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/runtime/auth/crypto.h"

namespace boulevard::runtime::webhooks {
namespace {

// A network by its first bytes.
struct Network {
  std::array<uint8_t, 4> bytes;
  int bits;
};

// IANA IPv4 Special-Purpose Address Registry, multicast, and what is reserved.
constexpr Network kNotPublic4[] = {
    {{0, 0, 0, 0}, 8},      {{10, 0, 0, 0}, 8},     {{100, 64, 0, 0}, 10}, {{127, 0, 0, 0}, 8},
    {{169, 254, 0, 0}, 16}, {{172, 16, 0, 0}, 12},  {{192, 0, 0, 0}, 24},  {{192, 0, 2, 0}, 24},
    {{192, 88, 99, 0}, 24}, {{192, 168, 0, 0}, 16}, {{198, 18, 0, 0}, 15}, {{198, 51, 100, 0}, 24},
    {{203, 0, 113, 0}, 24}, {{224, 0, 0, 0}, 4},    {{240, 0, 0, 0}, 4},
};

// Global unicast is 2000::/3; of that, protocol assignments (Teredo among them), documentation and 6to4 are
// not for the public internet.
constexpr Network kGlobal6 = {{0x20, 0, 0, 0}, 3};
constexpr Network kNotPublic6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23},
    {{0x20, 0x01, 0x0d, 0xb8}, 32},
    {{0x20, 0x02, 0x00, 0x00}, 16},
    {{0x3f, 0xff, 0x00, 0x00}, 20},
};

constexpr std::string_view kPrivateNames[] = {"localhost", "local", "internal",
                                              "intranet",  "lan",   "home.arpa"};

uint32_t Word(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

bool IsIn(const Network& network, const uint8_t* address) {
  return (Word(network.bytes.data()) ^ Word(address)) >> (32 - network.bits) == 0;
}

bool IsPublic4(const uint8_t* address) {
  return std::ranges::none_of(kNotPublic4, [&](const Network& network) { return IsIn(network, address); });
}

bool IsPublic6(const uint8_t* address) {
  return IsIn(kGlobal6, address) &&
         std::ranges::none_of(kNotPublic6, [&](const Network& network) { return IsIn(network, address); });
}

using Url = std::unique_ptr<CURLU, Free<curl_url_cleanup>>;

// Empty when it is not there.
std::string PartOf(const Url& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

// By its number, or by a name that means no public host.
bool IsPrivateHost(const std::string& host) {
  std::array<uint8_t, 16> address{};
  if (inet_pton(AF_INET, host.c_str(), address.data()) == 1) return !IsPublic4(address.data());
  const bool bracketed = host.size() > 2 && host.front() == '[';
  if (bracketed) {
    return inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), address.data()) != 1 ||
           !IsPublic6(address.data());
  }
  std::string name = absl::AsciiStrToLower(host);
  if (absl::EndsWith(name, ".")) name.pop_back();
  if (!absl::StrContains(name, ".")) return true;
  return std::ranges::any_of(kPrivateNames, [&](std::string_view ending) {
    return absl::EndsWith(name, std::string(".").append(ending));
  });
}

}  // namespace

bool IsPublic(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& ip4 = reinterpret_cast<const sockaddr_in&>(address);
    return IsPublic4(reinterpret_cast<const uint8_t*>(&ip4.sin_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  return IsPublic6(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr.s6_addr);
}

absl::Status CheckUrl(const std::string& url, bool allow_private) {
  const auto printable = [](unsigned char c) { return c > ' ' && c < 0x7f; };
  if (!std::ranges::all_of(url, printable)) return absl::InvalidArgumentError("must be ASCII without spaces");
  const Url parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return absl::InvalidArgumentError("must be a URL");
  }
  if (PartOf(parsed, CURLUPART_SCHEME) != "https")
    return absl::InvalidArgumentError("must begin with https://");
  if (!PartOf(parsed, CURLUPART_USER).empty() || !PartOf(parsed, CURLUPART_PASSWORD).empty()) {
    return absl::InvalidArgumentError("must not name a user or password");
  }
  if (!PartOf(parsed, CURLUPART_FRAGMENT).empty()) return absl::InvalidArgumentError("must have no fragment");
  if (allow_private) return absl::OkStatus();
  const std::string port = PartOf(parsed, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if (port != "443" && port != "8443") return absl::InvalidArgumentError("must have the port 443 or 8443");
  if (IsPrivateHost(PartOf(parsed, CURLUPART_HOST))) {
    return absl::InvalidArgumentError("must name a host of the public internet");
  }
  return absl::OkStatus();
}

}  // namespace boulevard::runtime::webhooks
