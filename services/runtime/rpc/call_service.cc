#include "services/runtime/rpc/call_service.h"

#include <chrono>
#include <memory>
#include <string_view>
#include <utility>

#include <grpcpp/impl/codegen/proto_utils.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/trace_context.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::string_view Metadata(const grpc::GenericCallbackServerContext& context, const char* name) {
  const auto found = context.client_metadata().find(name);
  return found == context.client_metadata().end()
             ? std::string_view()
             : std::string_view(found->second.data(), found->second.size());
}

std::string BearerToken(std::string_view authorization) {
  constexpr std::string_view kScheme = "Bearer ";
  if (!absl::StartsWithIgnoreCase({authorization.data(), authorization.size()}, kScheme.data())) return {};
  return std::string(authorization.substr(kScheme.size()));
}

CallContext ContextOf(const grpc::GenericCallbackServerContext& from) {
  CallContext context;
  context.bearer_token = BearerToken(Metadata(from, "authorization"));
  context.trace_id = TraceIdFrom(Metadata(from, "traceparent"));
  const std::chrono::system_clock::time_point deadline = from.deadline();
  if (deadline != std::chrono::system_clock::time_point::max()) context.deadline = absl::FromChrono(deadline);
  return context;
}

// One call. gRPC reads a unary call as a stream that should have one message; a second read says whether it
// has. Deletes itself when gRPC is done with it, which is never before Finish.
class UnaryCall final : public grpc::ServerGenericBidiReactor {
 public:
  UnaryCall(const CallService::Method& method, const grpc::GenericCallbackServerContext& context,
            Backend& backend)
      : method_(method), context_(ContextOf(context)), cancelled_(context_.cancelled), backend_(backend) {
    StartRead(&received_);
  }

  void OnReadDone(bool ok) override {
    if (request_ == nullptr) {
      if (ok) {
        ParseFirst();
      } else {
        Fail(absl::InvalidArgumentError("the call has no message"));
      }
    } else if (ok) {
      Fail(absl::InvalidArgumentError("the call has more than one message"));
    } else {
      backend_.Call(*method_.descriptor, std::move(context_), std::move(request_),
                    [this](absl::StatusOr<MessagePtr> response) { Answer(std::move(response)); });
    }
  }

  void OnCancel() override { cancelled_->store(true, std::memory_order_relaxed); }
  void OnDone() override { delete this; }

 private:
  void ParseFirst() {
    request_.reset(method_.request->New());
    if (grpc::SerializationTraits<Message>::Deserialize(&received_, request_.get()).ok()) {
      StartRead(&received_);
    } else {
      Fail(absl::InvalidArgumentError(absl::StrCat("the bytes are no ", request_->GetTypeName())));
    }
  }

  void Answer(absl::StatusOr<MessagePtr> response) {
    if (!response.ok()) return Fail(response.status());
    bool own_buffer = false;
    const grpc::Status written =
        grpc::SerializationTraits<Message>::Serialize(**response, &sent_, &own_buffer);
    if (!written.ok()) return Fail(absl::InternalError("the response cannot be written"));
    StartWriteAndFinish(&sent_, grpc::WriteOptions(), grpc::Status::OK);
  }

  void Fail(const absl::Status& status) { Finish(ToGrpc(status)); }

  const CallService::Method& method_;
  CallContext context_;
  const std::shared_ptr<std::atomic<bool>> cancelled_;
  Backend& backend_;
  grpc::ByteBuffer received_;
  grpc::ByteBuffer sent_;
  MessagePtr request_;
};

class Unimplemented final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Unimplemented(const std::string& path) {
    Finish(ToGrpc(absl::UnimplementedError(absl::StrCat("there is no unary method ", path))));
  }
  void OnDone() override { delete this; }
};

}  // namespace

CallService::CallService(const std::vector<const google::protobuf::ServiceDescriptor*>& services,
                         Backend& backend)
    : backend_(backend) {
  auto& factory = *google::protobuf::MessageFactory::generated_factory();
  for (const google::protobuf::ServiceDescriptor* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      if (method->client_streaming() || method->server_streaming()) continue;
      methods_.emplace(absl::StrCat("/", service->full_name(), "/", method->name()),
                       Method{method, factory.GetPrototype(method->input_type())});
    }
  }
}

grpc::ServerGenericBidiReactor* CallService::CreateReactor(grpc::GenericCallbackServerContext* context) {
  const auto found = methods_.find(context->method());
  if (found == methods_.end()) return new Unimplemented(context->method());
  return new UnaryCall(found->second, *context, backend_);
}

}  // namespace boulevard::runtime::rpc
