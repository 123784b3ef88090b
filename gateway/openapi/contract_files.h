#ifndef BOULEVARD_GATEWAY_OPENAPI_CONTRACT_FILES_H_
#define BOULEVARD_GATEWAY_OPENAPI_CONTRACT_FILES_H_

#include <string_view>

namespace boulevard::gateway::openapi {

// The proto files of the contract with their comments, as the bytes of a google.protobuf.FileDescriptorSet
// that the build makes of them: generated code has no comments.
std::string_view ContractFiles();

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_CONTRACT_FILES_H_
