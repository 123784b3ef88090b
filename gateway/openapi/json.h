#ifndef BOULEVARD_GATEWAY_OPENAPI_JSON_H_
#define BOULEVARD_GATEWAY_OPENAPI_JSON_H_

#include <string_view>

#include <nlohmann/json.hpp>

namespace boulevard::gateway::openapi {

// Of a reference to a schema, before its name.
inline constexpr std::string_view kSchemaPrefix = "#/components/schemas/";

// Keeps its members in the order in which they were added: people read the document too.
using Json = nlohmann::ordered_json;

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_JSON_H_
