#ifndef BOULEVARD_GATEWAY_OPENAPI_DOCUMENT_H_
#define BOULEVARD_GATEWAY_OPENAPI_DOCUMENT_H_

#include <span>
#include <string>
#include <string_view>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"

namespace boulevard::gateway::openapi {

// What the contract does not say: where this site is, and who runs it.
struct DocumentOptions {
  std::string version;     // of the API, as in the header API-Version
  std::string public_url;  // "https://api.example.nl"; empty: wherever the document was read
  // Where tokens come from, "https://login.example.nl"; empty: nothing is said of it.
  std::string oidc_issuer;
  std::string contact_name = "Boulevard";
  std::string contact_email = "boulevard@example.org";
  std::string contact_url = "https://example.org/boulevard";
};

// The OpenAPI 3.1 document of what `services` answer over REST: everything in it comes from their descriptors
// and from the comments in `contract_files` (see ContractFiles).
//
// INVALID_ARGUMENT names what cannot be said: an HTTP form with a fault, a path without the version, two
// methods or types of one name.
absl::StatusOr<std::string> Document(std::span<const google::protobuf::ServiceDescriptor* const> services,
                                     std::string_view contract_files, const DocumentOptions& options);

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_DOCUMENT_H_
