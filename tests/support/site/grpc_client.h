#ifndef BOULEVARD_TESTS_SUPPORT_SITE_GRPC_CLIENT_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_GRPC_CLIENT_H_

#include <memory>
#include <string>

#include <google/protobuf/message.h>

namespace boulevard::tests {

// What a gRPC call came to: the numbers are those of gRPC.
struct GrpcAnswer {
  int code = 0;
  std::string message;
  std::string details;    // the bytes of grpc-status-details-bin
  bool replayed = false;  // it says that it is the answer of an earlier call
};

// Calls any method by its full name, as a client with stubs of its own would. Thread-safe.
class GrpcClient {
 public:
  explicit GrpcClient(const std::string& address);
  ~GrpcClient();

  // `method` as "boulevard.placements.v1.PlaceService/GetPlace"; token and key may be empty.
  GrpcAnswer Call(const std::string& method, const google::protobuf::Message& request,
                  google::protobuf::Message& response, const std::string& token = "",
                  const std::string& idempotency_key = "");
  // The first message of a method that streams its answer; then the stream is left.
  GrpcAnswer First(const std::string& method, const google::protobuf::Message& request,
                   google::protobuf::Message& response, const std::string& token = "");
  // What grpc.health.v1 answers for the service: 1 is SERVING; 0 when it does not answer.
  int Health(const std::string& service = "");

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_GRPC_CLIENT_H_
