#include "services/runtime/rpc/remote_call.h"

#include <utility>

#include "services/runtime/rpc/idempotency_key.h"
#include "services/runtime/rpc/stream.h"
#include "services/runtime/rpc/wire.h"

namespace boulevard::runtime::rpc {
namespace {

// Deletes itself when it is over, after the next one has begun if there is one: so the replicas are held all
// the time.
class CallAttempt final : public grpc::ClientUnaryReactor {
 public:
  CallAttempt(Replicas& replicas, std::unique_ptr<OutgoingCall> call, Done done)
      : replicas_(replicas), hold_(replicas), call_(std::move(call)), done_(std::move(done)) {}

  void Start() {
    Replica& replica = call_->NextAttempt(context_);
    replicas_.Attend(replica, context_, call_->context().cancelled);
    replica.stub().PrepareUnaryCall(&context_, call_->path(), grpc::StubOptions(), &call_->request(),
                                    &received_, this);
    StartCall();
  }

  void OnDone(const grpc::Status& status) override {
    replicas_.Forget(context_);
    if (!status.ok() && call_->ShouldRetry(context_, status)) {
      (new CallAttempt(replicas_, std::move(call_), std::move(done_)))->Start();
    } else {
      Answer(status);
    }
    delete this;
  }

 private:
  void Answer(const grpc::Status& status) {
    const auto& replayed = call_->context().replayed;
    if (replayed != nullptr && context_.GetServerInitialMetadata().contains(kReplayedMetadata)) {
      *replayed = true;
    }
    if (!status.ok() && *call_->context().cancelled) {
      return std::move(done_)(absl::CancelledError("the caller has gone"));
    }
    if (!status.ok()) return std::move(done_)(StatusOfAttempt(status));
    MessagePtr response = call_->NewResponse();
    if (!ReadBytes(received_, *response)) {
      return std::move(done_)(absl::InternalError("the peer's response cannot be read"));
    }
    std::move(done_)(std::move(response));
  }

  Replicas& replicas_;
  const ReplicasHold hold_;  // left after the context, which holds the channel
  std::unique_ptr<OutgoingCall> call_;
  Done done_;
  grpc::ClientContext context_;
  grpc::ByteBuffer received_;
};

class StreamAttempt final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  StreamAttempt(Replicas& replicas, std::unique_ptr<OutgoingCall> call, std::shared_ptr<Stream> stream)
      : replicas_(replicas),
        connection_(std::make_shared<Connection>(replicas)),
        call_(std::move(call)),
        stream_(std::move(stream)) {}

  void Start() {
    grpc::ClientContext& context = connection_->context;
    Replica& replica = call_->NextAttempt(context);
    replicas_.Attend(replica, context, call_->context().cancelled);
    replica.stub().PrepareBidiStreamingCall(&context, call_->path(), grpc::StubOptions(), this);
    stream_->WhenCancelled([connection = connection_] { connection->context.TryCancel(); });
    StartWriteLast(&call_->request(), grpc::WriteOptions());
    StartRead(&received_);
    StartCall();  // last: it may be over, and this deleted, before that returns
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    begun_ = true;
    MessagePtr message = call_->NewResponse();
    if (!ReadBytes(received_, *message)) {
      stream_->End(absl::InternalError("a message of the peer's stream cannot be read"));
      return connection_->context.TryCancel();
    }
    stream_->Write(std::move(message));  // there is room for it, or the stream has ended
    // Reading goes on from wherever there is room again; gRPC is to know that more will come.
    AddHold();
    stream_->WhenRoom([this] {
      StartRead(&received_);
      RemoveHold();
    });
  }

  void OnDone(const grpc::Status& status) override {
    replicas_.Forget(connection_->context);
    if (!status.ok() && !begun_ && call_->ShouldRetry(connection_->context, status)) {
      (new StreamAttempt(replicas_, std::move(call_), std::move(stream_)))->Start();
    } else {
      stream_->End(StatusOfAttempt(status));
    }
    delete this;
  }

 private:
  // Left by whoever is last, the stream or the attempt.
  struct Connection {
    explicit Connection(Replicas& replicas) : hold(replicas) {}
    const ReplicasHold hold;  // left after the context, which holds the channel
    grpc::ClientContext context;
  };

  Replicas& replicas_;
  const std::shared_ptr<Connection> connection_;
  std::unique_ptr<OutgoingCall> call_;
  std::shared_ptr<Stream> stream_;
  grpc::ByteBuffer received_;
  bool begun_ = false;
};

}  // namespace

void StartCall(Replicas& replicas, std::unique_ptr<OutgoingCall> call, Done done) {
  (new CallAttempt(replicas, std::move(call), std::move(done)))->Start();
}

void StartStream(Replicas& replicas, std::unique_ptr<OutgoingCall> call, std::shared_ptr<Stream> stream) {
  (new StreamAttempt(replicas, std::move(call), std::move(stream)))->Start();
}

}  // namespace boulevard::runtime::rpc
