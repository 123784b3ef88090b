#ifndef BOULEVARD_GATEWAY_OPENAPI_JSON_H_
#define BOULEVARD_GATEWAY_OPENAPI_JSON_H_

#include <nlohmann/json.hpp>

namespace boulevard::gateway::openapi {

// Keeps its members in the order in which they were added: people read the document too.
using Json = nlohmann::ordered_json;

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_JSON_H_
