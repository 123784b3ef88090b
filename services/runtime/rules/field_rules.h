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

}  // namespace boulevard::runtime::rules

#endif  // BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_RULES_H_
