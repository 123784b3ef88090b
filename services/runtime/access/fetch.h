#ifndef BOULEVARD_SERVICES_RUNTIME_ACCESS_FETCH_H_
#define BOULEVARD_SERVICES_RUNTIME_ACCESS_FETCH_H_

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace boulevard::runtime::access {

struct FetchOptions {
  std::string ca_file;  // PEM; empty: the certificates that the system trusts
  size_t most_bytes = 256 * 1024;
  absl::Duration timeout = absl::Seconds(10);
  // Ends the fetch within a second or so once it is true; may be null.
  const std::atomic<bool>* stop = nullptr;
};

struct Fetched {
  std::string body;
  // How long it stays fresh, as Cache-Control and Age say (RFC 9111 5.2); nothing when they do not.
  std::optional<absl::Duration> fresh_for;
};

// GET of an https: or http: URL. Follows up to three redirects, never from https: to http:. UNAVAILABLE with
// the reason and without the address for anything but a 200.
absl::StatusOr<Fetched> Fetch(const std::string& url, const FetchOptions& options);

// Whether a place is such a URL, and not a file.
bool IsUrl(const std::string& place);

}  // namespace boulevard::runtime::access

#endif  // BOULEVARD_SERVICES_RUNTIME_ACCESS_FETCH_H_
