#include "services/boulevard/token.h"

#include <fstream>
#include <iostream>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/boulevard/data_dir.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/status/macros.h"

namespace boulevard {
namespace {

constexpr absl::Duration kLongestTtl = absl::Hours(24 * 366);

absl::StatusOr<runtime::Principal> PrincipalOf(const TokenRequest& request) {
  const std::optional<runtime::Role> role = runtime::ParseRole(request.role);
  if (!role) {
    return absl::InvalidArgumentError(absl::StrCat("there is no role \"", request.role,
                                                   "\", but provider, mentor, coordinator, referrer, "
                                                   "municipality and admin"));
  }
  runtime::Principal principal{.subject = request.subject, .role = *role};
  if (!request.provider.empty()) {
    principal.provider_id = runtime::Uuid::Parse(request.provider);
    if (!principal.provider_id) return absl::InvalidArgumentError("--provider takes the id of a provider");
  }
  if ((*role == runtime::Role::kProvider) != principal.provider_id.has_value()) {
    return absl::InvalidArgumentError(principal.provider_id ? "only a provider's token has --provider"
                                                            : "a provider's token needs --provider ID");
  }
  return principal;
}

absl::StatusOr<absl::Duration> TtlOf(const TokenRequest& request) {
  absl::Duration ttl;
  if (!absl::ParseDuration(request.ttl, &ttl) || ttl <= absl::ZeroDuration() || ttl > kLongestTtl) {
    return absl::InvalidArgumentError(
        absl::StrCat("--ttl takes a time such as 90m or 8h, a year at most, and not \"", request.ttl, "\""));
  }
  return ttl;
}

absl::Status WritePublicKey(const std::filesystem::path& path, const std::string& pem) {
  std::ofstream file(path, std::ios::trunc);
  file << pem << std::flush;
  return file ? absl::OkStatus()
              : absl::FailedPreconditionError(absl::StrCat("cannot write ", path.string()));
}

}  // namespace

absl::StatusOr<std::string> MakeToken(const TokenRequest& request, const runtime::Clock& clock) {
  ASSIGN_OR_RETURN(const runtime::Principal principal, PrincipalOf(request));
  ASSIGN_OR_RETURN(const absl::Duration ttl, TtlOf(request));
  ASSIGN_OR_RETURN(const runtime::TokenSigner signer, runtime::TokenSigner::Open(request.key));
  const std::filesystem::path public_key = request.key.string() + ".pub";
  if (!std::filesystem::exists(public_key)) {
    RETURN_IF_ERROR(WritePublicKey(public_key, signer.PublicKeyPem()));
  }
  return signer.Sign(principal, clock.Now(), ttl);
}

absl::StatusOr<int> RunToken(TokenRequest request) {
  if (request.key.empty()) {
    if (request.data_dir.empty())
      return absl::InvalidArgumentError("a token needs --data-dir DIR or --key FILE");
    const DataDir dir(request.data_dir);
    RETURN_IF_ERROR(dir.Prepare());
    request.key = dir.development_key();
  }
  ASSIGN_OR_RETURN(const std::string token, MakeToken(request, runtime::Clock::System()));
  std::cout << token << '\n';
  return 0;
}

}  // namespace boulevard
