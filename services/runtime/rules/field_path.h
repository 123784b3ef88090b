#ifndef BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_PATH_H_
#define BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_PATH_H_

#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

namespace boulevard::runtime::rules {

// One step on the way from a request to a field. Steps live on the stack and cost nothing until a fault asks
// for the text.
struct FieldStep {
  const FieldStep* before = nullptr;
  const google::protobuf::FieldDescriptor* field = nullptr;
  int index = -1;                                    // in a list
  const google::protobuf::Message* entry = nullptr;  // in a map
};

// The path in JSON names: "facility.supervisionWindows[2].from", of a map "countsByName.red".
std::string PathText(const FieldStep& step);

}  // namespace boulevard::runtime::rules

#endif  // BOULEVARD_SERVICES_RUNTIME_RULES_FIELD_PATH_H_
