#ifndef BOULEVARD_SERVICES_RUNTIME_MESSAGE_BYTES_H_
#define BOULEVARD_SERVICES_RUNTIME_MESSAGE_BYTES_H_

#include <string>

#include <google/protobuf/message.h>

namespace boulevard::runtime {

// The message in bytes that are the same for equal messages, in every process that knows the same contract.
std::string DeterministicBytes(const google::protobuf::Message& message);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_MESSAGE_BYTES_H_
