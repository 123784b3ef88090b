#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_REFLECTION_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_REFLECTION_H_

#include <set>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "grpc/reflection/v1/reflection.pb.h"

namespace boulevard::runtime::rpc {

// What grpc.reflection answers about some services: these, health and reflection itself, the files that they
// need, and no other file of the program. The contract is public: no token is asked for. Thread-safe.
class Reflection {
 public:
  explicit Reflection(const std::vector<const google::protobuf::ServiceDescriptor*>& services);

  grpc::reflection::v1::ServerReflectionResponse Answer(
      const grpc::reflection::v1::ServerReflectionRequest& request) const;

 private:
  using Response = grpc::reflection::v1::ServerReflectionResponse;
  using ExtensionRequest = grpc::reflection::v1::ExtensionRequest;

  void AddFile(const google::protobuf::FileDescriptor& file);
  // The file and those that it needs, or NOT_FOUND when it is null or none of ours.
  void AnswerFile(const google::protobuf::FileDescriptor* file, Response& response) const;
  const google::protobuf::FileDescriptor* FileOfExtension(const ExtensionRequest& request) const;
  void AnswerExtensionNumbers(const std::string& type, Response& response) const;

  const google::protobuf::DescriptorPool& pool_ = *google::protobuf::DescriptorPool::generated_pool();
  std::set<std::string> services_;
  std::set<const google::protobuf::FileDescriptor*> files_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_REFLECTION_H_
