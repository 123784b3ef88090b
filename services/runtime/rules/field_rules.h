#ifndef BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_RULES_H_
#define BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_RULES_H_

#include <google/protobuf/message.h>

#include "absl/status/status.h"

namespace boulevard::runtime::rules {

// Holds a request against the field rules that its proto declares, through every nested message and list.
// INVALID_ARGUMENT with all faults, each with its path in JSON names, the rule's name and a sentence.
//
// A request with a field `update_mask` (google.protobuf.FieldMask, paths in proto names relative to the one
// message field beside it) is a partial update: of that message only the masked fields are held against
// `required` and `immutable`, and an empty mask, or a path that is no field, is a fault.
absl::Status CheckFieldRules(const google::protobuf::Message& request);

// Holds what a partial update makes of its resource against `required` within the messages of the resource:
// an update may name a part of a message that was not there, and so leave the rest of it out.
// INVALID_ARGUMENT as above, with paths in `request`.
absl::Status CheckMerged(const google::protobuf::Message& request, const google::protobuf::Message& merged);

}  // namespace boulevard::runtime::rules

#endif  // BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_RULES_H_
