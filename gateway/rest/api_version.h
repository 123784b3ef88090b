#ifndef BOULEVARD_GATEWAY_REST_API_VERSION_H_
#define BOULEVARD_GATEWAY_REST_API_VERSION_H_

#include <string_view>

namespace boulevard::gateway::rest {

// The version of the REST API, in the header API-Version of every response and in the OpenAPI document.
inline constexpr std::string_view kApiVersion = "1.0.0";

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_API_VERSION_H_
