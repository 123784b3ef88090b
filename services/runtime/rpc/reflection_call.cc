#include "services/runtime/rpc/reflection_call.h"

#include "services/runtime/rpc/wire.h"

namespace boulevard::runtime::rpc {
namespace {

class ReflectionCall final : public grpc::ServerGenericBidiReactor {
 public:
  explicit ReflectionCall(const Reflection& reflection) : reflection_(reflection) { StartRead(&received_); }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    grpc::reflection::v1::ServerReflectionRequest request;
    if (!ReadBytes(received_, request)) {
      return Finish({grpc::StatusCode::INVALID_ARGUMENT, "the bytes are no ServerReflectionRequest"});
    }
    WriteBytes(reflection_.Answer(request), sent_);
    StartWrite(&sent_);
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    StartRead(&received_);
  }

  void OnDone() override { delete this; }

 private:
  const Reflection& reflection_;
  grpc::ByteBuffer received_;
  grpc::ByteBuffer sent_;
};

}  // namespace

bool IsReflection(std::string_view path) {
  return path == "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo" ||
         path == "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
}

grpc::ServerGenericBidiReactor* NewReflectionCall(const Reflection& reflection) {
  return new ReflectionCall(reflection);
}

}  // namespace boulevard::runtime::rpc
