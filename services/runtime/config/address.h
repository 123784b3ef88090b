#ifndef BOULEVARD_SERVICES_RUNTIME_CONFIG_ADDRESS_H_
#define BOULEVARD_SERVICES_RUNTIME_CONFIG_ADDRESS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace boulevard::runtime::config {

struct Address {
  std::string host;  // without brackets
  int port = 0;      // 0: any that is free
};

// From "127.0.0.1:8080", "[::1]:0", "placements:9090". INVALID_ARGUMENT with a sentence.
absl::StatusOr<Address> ParseAddress(std::string_view text);
std::string AddressText(const Address& address);

// Why a server could not listen there, in one sentence: asks the operating system once more, and stops at
// once. FAILED_PRECONDITION, or INVALID_ARGUMENT when it is no address of this machine.
absl::Status CannotListen(std::string_view address);

}  // namespace boulevard::runtime::config

#endif  // BOULEVARD_SERVICES_RUNTIME_CONFIG_ADDRESS_H_
