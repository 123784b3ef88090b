#ifndef BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_SIGNATURE_H_
#define BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_SIGNATURE_H_

#include <string>
#include <string_view>

#include "absl/time/time.h"

// How a receiver knows that a message is ours, whole and new: as Standard Webhooks 1.0.0 says
// (https://github.com/standard-webhooks/standard-webhooks), for which there are libraries in most languages.
namespace boulevard::runtime::webhooks {

// 32 random bytes.
std::string NewSecret();
// "whsec_" and the bytes in base64: how a receiver gets it.
std::string SecretText(std::string_view secret);

// "v1," and the HMAC-SHA256 over id, Unix seconds and body, in base64: one word of the header
// webhook-signature, which may hold several.
std::string Signature(std::string_view secret, std::string_view id, absl::Time sent_at,
                      std::string_view body);

}  // namespace boulevard::runtime::webhooks

#endif  // BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_SIGNATURE_H_
