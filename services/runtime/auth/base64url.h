#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_BASE64URL_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_BASE64URL_H_

#include <optional>
#include <string>
#include <string_view>

namespace boulevard::runtime {

// base64url without padding (RFC 4648 5, as RFC 7515 uses it).
std::string Base64UrlEncode(std::string_view bytes);

// Strict: nothing for padding, any other character, an impossible length, or unused bits that are not zero,
// so that every byte string has exactly one form.
std::optional<std::string> Base64UrlDecode(std::string_view text);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_BASE64URL_H_
