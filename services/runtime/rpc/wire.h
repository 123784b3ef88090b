#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_WIRE_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_WIRE_H_

#include <google/protobuf/message.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/byte_buffer.h>

namespace boulevard::runtime::rpc {

// In place of what `bytes` held. False for nothing but a message of more than two gigabytes, which no edge
// lets in.
inline bool WriteBytes(const google::protobuf::Message& message, grpc::ByteBuffer& bytes) {
  bytes.Clear();
  bool own_buffer = false;
  return grpc::SerializationTraits<google::protobuf::Message>::Serialize(message, &bytes, &own_buffer).ok();
}

// False for bytes that are no such message. Empties `bytes`.
inline bool ReadBytes(grpc::ByteBuffer& bytes, google::protobuf::Message& message) {
  return grpc::SerializationTraits<google::protobuf::Message>::Deserialize(&bytes, &message).ok();
}

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_WIRE_H_
