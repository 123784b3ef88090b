#include "services/runtime/rpc/server_call.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/rpc/call_metadata.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/idempotency_key.h"
#include "services/runtime/rpc/stream.h"
#include "services/runtime/rpc/wire.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::rpc {
namespace {

absl::Status Stopping() {
  return absl::UnavailableError("the service is stopping");
}

// A call as far as its request. gRPC reads a single request as a stream that should have one message; a
// second read says whether it has.
class ServerCall : public grpc::ServerGenericBidiReactor {
 public:
  ServerCall(const ServerMethod& method, grpc::GenericCallbackServerContext& context, ServerCalls& calls)
      : method_(method),
        grpc_context_(context),
        calls_(calls),
        context_(ContextFrom(context)),
        cancelled_(context_.cancelled) {
    StartRead(&received_);
  }

  void OnReadDone(bool ok) final {
    if (request_ == nullptr) {
      if (ok) {
        ParseFirst();
      } else {
        Fail(absl::InvalidArgumentError("the call has no message"));
      }
    } else if (ok) {
      Fail(absl::InvalidArgumentError("the call has more than one message"));
    } else {
      Enter();
    }
  }

  void OnCancel() override { cancelled_->store(true, std::memory_order_relaxed); }

  void OnDone() final {
    if (entered_) calls_.gate.Leave();
    delete this;
  }

 protected:
  virtual void Begin(CallContext context, MessagePtr request) = 0;

  void Fail(const absl::Status& status) { Finish(ToGrpc(status)); }

  const google::protobuf::MethodDescriptor& descriptor() const { return *method_.descriptor; }
  grpc::GenericCallbackServerContext& grpc_context() { return grpc_context_; }
  ServerCalls& calls() { return calls_; }
  bool cancelled() const { return *cancelled_; }

 private:
  void ParseFirst() {
    request_.reset(method_.request->New());
    if (ReadBytes(received_, *request_)) {
      StartRead(&received_);
    } else {
      Fail(absl::InvalidArgumentError(absl::StrCat("the bytes are no ", request_->GetTypeName())));
    }
  }

  void Enter() {
    entered_ = calls_.gate.Enter();
    if (entered_) return Begin(std::move(context_), std::move(request_));
    grpc_context_.AddTrailingMetadata(kNotBegunMetadata, "1");
    Fail(Stopping());
  }

  const ServerMethod& method_;
  grpc::GenericCallbackServerContext& grpc_context_;
  ServerCalls& calls_;
  CallContext context_;
  const std::shared_ptr<std::atomic<bool>> cancelled_;
  grpc::ByteBuffer received_;
  MessagePtr request_;
  bool entered_ = false;
};

class UnaryCall final : public ServerCall {
 public:
  using ServerCall::ServerCall;

 private:
  void Begin(CallContext context, MessagePtr request) override {
    if (const absl::Status key = ReadIdempotencyKey(context); !key.ok()) return Fail(key);
    calls().backend.Call(descriptor(), std::move(context), std::move(request),
                         [this](absl::StatusOr<MessagePtr> response) { Answer(std::move(response)); });
  }

  absl::Status ReadIdempotencyKey(CallContext& context) {
    const auto& metadata = grpc_context().client_metadata();
    if (!metadata.contains("idempotency-key") || !TakesIdempotencyKey(descriptor())) return absl::OkStatus();
    ASSIGN_OR_RETURN(context.idempotency_key,
                     IdempotencyKeyFrom(MetadataOf(grpc_context(), "idempotency-key")));
    replayed_ = context.replayed = std::make_shared<std::atomic<bool>>(false);
    return absl::OkStatus();
  }

  void Answer(absl::StatusOr<MessagePtr> response) {
    if (replayed_ != nullptr && *replayed_) grpc_context().AddInitialMetadata(kReplayedMetadata, "true");
    if (!response.ok()) return Fail(response.status());
    if (!WriteBytes(**response, sent_)) return Fail(absl::InternalError("the response cannot be written"));
    StartWriteAndFinish(&sent_, grpc::WriteOptions(), grpc::Status::OK);
  }

  std::shared_ptr<std::atomic<bool>> replayed_;
  grpc::ByteBuffer sent_;
};

// Sends a message, and reads the next when gRPC has taken it: HTTP/2 flow control holds the stream up for a
// slow reader.
class StreamCall final : public ServerCall {
 public:
  using ServerCall::ServerCall;
  ~StreamCall() override {
    if (stream_ != nullptr) calls().streams.Remove(*stream_);
  }

  void OnWriteDone(bool /*ok*/) override { ReadNext(); }

  void OnCancel() override {
    ServerCall::OnCancel();
    std::shared_ptr<Stream> stream;
    {
      const absl::MutexLock lock(&mutex_);
      stream = stream_;
    }
    if (stream != nullptr) Leave(*stream);
  }

 private:
  void Begin(CallContext context, MessagePtr request) override {
    std::shared_ptr<Stream> stream =
        calls().backend.Open(descriptor(), std::move(context), std::move(request));
    {
      const absl::MutexLock lock(&mutex_);
      stream_ = stream;
    }
    if (cancelled()) Leave(*stream);
    if (!calls().streams.Add(stream)) stream->Cancel(Stopping());
    ReadNext();
  }

  // The end is read too, and nothing but the end finishes the call.
  void ReadNext() {
    stream_->Read([this](absl::StatusOr<MessagePtr> next) { Pass(std::move(next)); });
  }

  void Pass(absl::StatusOr<MessagePtr> next) {
    if (!next.ok()) return Fail(next.status());
    if (*next == nullptr) return Finish(grpc::Status::OK);
    if (!WriteBytes(**next, sent_)) {
      stream_->Cancel(absl::InternalError("a message of the stream cannot be written"));
      return ReadNext();
    }
    StartWrite(&sent_);
  }

  static void Leave(Stream& stream) { stream.Cancel(absl::CancelledError("the caller has gone")); }

  absl::Mutex mutex_;
  std::shared_ptr<Stream> stream_;  // guarded until it is set: a cancellation may come at any time
  grpc::ByteBuffer sent_;
};

class Refusal final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Refusal(const absl::Status& status) { Finish(ToGrpc(status)); }
  void OnDone() override { delete this; }
};

}  // namespace

grpc::ServerGenericBidiReactor* NewServerCall(const ServerMethod& method,
                                              grpc::GenericCallbackServerContext& context,
                                              ServerCalls& calls) {
  if (method.descriptor->server_streaming()) return new StreamCall(method, context, calls);
  return new UnaryCall(method, context, calls);
}

grpc::ServerGenericBidiReactor* NewUnimplemented(const grpc::GenericCallbackServerContext& context) {
  return new Refusal(absl::UnimplementedError(
      absl::StrCat("there is no method ", context.method(), " that takes one request")));
}

}  // namespace boulevard::runtime::rpc
