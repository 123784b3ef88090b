#ifndef BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_ADDRESS_GUARD_H_
#define BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_ADDRESS_GUARD_H_

#include <sys/socket.h>

#include <string>

#include "absl/status/status.h"

// Where messages may be sent whose address a partner chose: the public internet, and nothing that only this
// side can reach (server-side request forgery).
namespace boulevard::runtime::webhooks {

// Whether it is an IPv4 or IPv6 address of the public internet: not of this machine or network, shared
// (RFC 6598), link-local, multicast, set aside (RFC 6890), nor an IPv4 address in the clothes of IPv6.
bool IsPublic(const sockaddr& address);

// Whether an URL can be a receiver's: https, a host, no user, no fragment; unless private ones are allowed,
// port 443 or 8443, and not a host that is private by its name or number. INVALID_ARGUMENT with what is
// wrong, without the URL. What a name resolves to is looked at when it is connected to: see Poster.
absl::Status CheckUrl(const std::string& url, bool allow_private);

}  // namespace boulevard::runtime::webhooks

#endif  // BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_ADDRESS_GUARD_H_
