#ifndef BOULEVARD_SERVICES_BOULEVARD_TOKEN_H_
#define BOULEVARD_SERVICES_BOULEVARD_TOKEN_H_

#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "services/runtime/time/clock.h"

namespace boulevard {

struct TokenRequest {
  std::filesystem::path key;       // made, with its public half beside it as <key>.pub, when it is not there
  std::filesystem::path data_dir;  // whose development key signs when no other is named
  std::string role;
  std::string subject;
  std::string provider;  // id; of a provider's token alone
  std::string ttl;       // "8h", "90m"
};

// A signed token. INVALID_ARGUMENT with a sentence for what does not fit.
absl::StatusOr<std::string> MakeToken(const TokenRequest& request, const runtime::Clock& clock);

// Prints one.
absl::StatusOr<int> RunToken(TokenRequest request);

}  // namespace boulevard

#endif  // BOULEVARD_SERVICES_BOULEVARD_TOKEN_H_
