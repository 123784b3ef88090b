#include "tests/support/site/grpc_client.h"

#include <chrono>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>

#include "google/protobuf/wrappers.pb.h"

namespace boulevard::tests {
namespace {

constexpr std::chrono::seconds kCallPatience{20};

grpc::ByteBuffer ToBuffer(const google::protobuf::Message& message) {
  grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace

class GrpcClient::Impl {
 public:
  explicit Impl(const std::string& address)
      : stub_(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())) {}

  grpc::Status Call(const std::string& method, const google::protobuf::Message& request,
                    const std::string& token, const std::string& idempotency_key, grpc::ByteBuffer& response,
                    bool& replayed) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kCallPatience);
    context.set_wait_for_ready(true);
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    if (!idempotency_key.empty()) context.AddMetadata("idempotency-key", idempotency_key);
    grpc::CompletionQueue queue;
    const auto call = stub_.PrepareUnaryCall(&context, "/" + method, ToBuffer(request), &queue);
    grpc::Status status;
    call->StartCall();
    call->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    replayed = context.GetServerInitialMetadata().contains("idempotency-replayed");
    return status;
  }

  grpc::Status First(const std::string& method, const google::protobuf::Message& request,
                     const std::string& token, grpc::ByteBuffer& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kCallPatience);
    context.set_wait_for_ready(true);
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    grpc::CompletionQueue queue;
    const auto await = [&] {
      void* tag = nullptr;
      bool ok = false;
      return queue.Next(&tag, &ok) && ok;
    };
    const auto call = stub_.PrepareCall(&context, "/" + method, &queue);
    call->StartCall(nullptr);
    await();
    call->WriteLast(ToBuffer(request), grpc::WriteOptions(), nullptr);
    await();
    call->Read(&response, nullptr);
    const bool came = await();
    if (came) context.TryCancel();
    grpc::Status status;
    call->Finish(&status, nullptr);
    await();
    return came ? grpc::Status::OK : status;
  }

 private:
  grpc::GenericStub stub_;
};

GrpcClient::GrpcClient(const std::string& address) : impl_(std::make_unique<Impl>(address)) {}
GrpcClient::~GrpcClient() = default;

GrpcAnswer GrpcClient::Call(const std::string& method, const google::protobuf::Message& request,
                            google::protobuf::Message& response, const std::string& token,
                            const std::string& idempotency_key) {
  grpc::ByteBuffer buffer;
  bool replayed = false;
  const grpc::Status status = impl_->Call(method, request, token, idempotency_key, buffer, replayed);
  if (status.ok()) response.ParseFromString(BytesOf(buffer));
  return {.code = status.error_code(),
          .message = status.error_message(),
          .details = status.error_details(),
          .replayed = replayed};
}

GrpcAnswer GrpcClient::First(const std::string& method, const google::protobuf::Message& request,
                             google::protobuf::Message& response, const std::string& token) {
  grpc::ByteBuffer buffer;
  const grpc::Status status = impl_->First(method, request, token, buffer);
  if (status.ok()) response.ParseFromString(BytesOf(buffer));
  return {.code = status.error_code(),
          .message = status.error_message(),
          .details = status.error_details(),
          .replayed = false};
}

int GrpcClient::Health(const std::string& service) {
  // HealthCheckRequest{string service = 1} and HealthCheckResponse{enum status = 1} have the wire form of
  // these two; Debian packages no header for them.
  google::protobuf::StringValue request;
  request.set_value(service);
  google::protobuf::Int32Value response;
  Call("grpc.health.v1.Health/Check", request, response);
  return response.value();
}

}  // namespace boulevard::tests
