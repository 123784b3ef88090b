#ifndef BOULEVARD_GATEWAY_TRANSCODE_RULE_FAULTS_H_
#define BOULEVARD_GATEWAY_TRANSCODE_RULE_FAULTS_H_

#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "services/runtime/status/errors.h"

namespace boulevard::gateway::transcode {

// Holds a request that could be read in part against the field rules, and adds what they find to the faults
// of the reading, up to kMostFaults in all. Says nothing of what was not read: of a field with a fault
// already, of one in `unread`, or of what lies in either.
void AddRuleFaults(const google::protobuf::Message& request, const std::vector<std::string>& unread,
                   std::vector<runtime::FieldViolation>& faults);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_RULE_FAULTS_H_
