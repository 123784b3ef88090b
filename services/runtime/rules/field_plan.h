#ifndef BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_PLAN_H_
#define BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_PLAN_H_

#include <cstddef>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "boulevard/options/v1/options.pb.h"
#include "services/runtime/rules/formats.h"

namespace boulevard::runtime::rules {

struct MessagePlan;

// What is to be checked of one field.
struct FieldPlan {
  const google::protobuf::FieldDescriptor* field = nullptr;
  const options::v1::FieldRules* rules = nullptr;  // the default instance when none are declared
  const NamedFormat* format = nullptr;
  const MessagePlan* message = nullptr;  // of a message field
  size_t max_length = 0;
  int max_items = 0;
};

// The fields of a message type that have anything to be checked: declared rules, or the general limits.
struct MessagePlan {
  std::vector<FieldPlan> fields;
  // Of a partial update: the mask, and the message that it is about.
  const google::protobuf::FieldDescriptor* update_mask = nullptr;
  const google::protobuf::FieldDescriptor* updated = nullptr;
};

// Made on first use and kept. Thread-safe. Ends the program when a rule does not fit its field, as in a
// format for a number: the contract itself is wrong then.
const MessagePlan& PlanOf(const google::protobuf::Descriptor& type);

}  // namespace boulevard::runtime::rules

#endif  // BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_PLAN_H_
