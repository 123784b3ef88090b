#ifndef BOULEVARD_GATEWAY_OPENAPI_EXAMPLES_H_
#define BOULEVARD_GATEWAY_OPENAPI_EXAMPLES_H_

#include <string_view>

#include <google/protobuf/descriptor.h>

#include "gateway/openapi/json.h"

namespace boulevard::gateway::openapi {

// A UUIDv7 that stands for the thing of that name wherever it is meant: "place" for a place's own id and for
// each placeId.
std::string ExampleId(std::string_view resource);

// One value of a string field: as the contract gives it, else what its format or its name suggests.
Json ExampleText(const google::protobuf::FieldDescriptor& field);

// A value that `schema` allows, put together from the examples of its parts; references lead into `schemas`,
// which is #/components/schemas. The same schema gives the same value. Left out, unless required, are members
// that lead back into a schema under way, and those that a linter stumbles over.
Json ExampleOf(const Json& schema, const Json& schemas);

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_EXAMPLES_H_
