#ifndef BOULEVARD_GATEWAY_OPENAPI_BINDING_FACTS_H_
#define BOULEVARD_GATEWAY_OPENAPI_BINDING_FACTS_H_

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "gateway/routing/binding.h"

// What the gateway makes of an HTTP form, as far as a caller sees it.
namespace boulevard::gateway::openapi {

// POST, PATCH, PUT, DELETE: what changes something.
bool Writes(const routing::Binding& binding);
// Answers 201 with the path of what was made.
bool Creates(const routing::Binding& binding);
// Answers 204.
bool AnswersNothing(const routing::Binding& binding);
// Takes the version that it changes, in the header If-Match.
bool TakesVersion(const routing::Binding& binding);
// Answers the version, in the header ETag: every read of what has an end, and writes
// that answer with a resource.
bool AnswersVersion(const routing::Binding& binding);

// Answers a stream of Server-Sent Events.
bool Streams(const routing::Binding& binding);

// The fields of the request that can come in the query.
std::vector<const google::protobuf::FieldDescriptor*> QueryFields(const routing::Binding& binding);

// "/places/{id}/calendar" of /v1/places/{id}/calendar, with the variables by their JSON names.
std::string PathBelowVersion(const routing::Binding& binding);

// The name of a variable in that path.
std::string VariableName(const routing::FieldPath& variable);

// The statuses of the problems that it can answer, lowest first.
std::vector<int> ProblemStatuses(const routing::Binding& binding);

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_BINDING_FACTS_H_
