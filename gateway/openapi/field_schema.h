#ifndef BOULEVARD_GATEWAY_OPENAPI_FIELD_SCHEMA_H_
#define BOULEVARD_GATEWAY_OPENAPI_FIELD_SCHEMA_H_

#include <google/protobuf/descriptor.h>

#include "boulevard/options/v1/options.pb.h"
#include "gateway/openapi/json.h"
#include "gateway/transcode/plan.h"

namespace boulevard::gateway::openapi {

// The direction that a message goes in: what must be sent and what is always answered are not the same, and
// of a change nothing is needed.
enum class Use {
  kAnswer,  // "Place"
  kInput,   // "PlaceInput": when it is made, or sent within another
  kChange,  // "PlaceChange": a PATCH
};

inline const options::v1::FieldRules& RulesOf(const google::protobuf::FieldDescriptor& field) {
  return field.options().GetExtension(options::v1::rules);
}

// Whether an object of that use never lacks the member. Answers lack what has presence and is not set, and
// enums that say nothing.
bool IsAlwaysThere(const transcode::FieldPlan& plan, Use use);

// The schema of one value that is neither message nor enum, with its rules and an example.
Json PlainSchema(const google::protobuf::FieldDescriptor& field, transcode::Form form, Use use);

// `items` as a list with the field's rules about lists.
Json ListSchema(const google::protobuf::FieldDescriptor& field, Json items, Use use);

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_FIELD_SCHEMA_H_
