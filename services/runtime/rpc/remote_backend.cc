#include "services/runtime/rpc/remote_backend.h"

#include <algorithm>
#include <atomic>
#include <string_view>
#include <utility>
#include <vector>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "boulevard/runtime/v1/health.pb.h"
#include "services/runtime/rpc/grpc_library.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/trace_context.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// For a caller that set none.
constexpr absl::Duration kLongestCall = absl::Seconds(60);
constexpr absl::Duration kMostMargin = absl::Milliseconds(50);
constexpr int kMostTrailerBytes = 64 * 1024;

grpc::ChannelArguments Arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetLoadBalancingPolicyName("round_robin");  // over the addresses that one name stands for
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  // A peer whose machine is gone closes nothing: find out within half a minute.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMostTrailerBytes);
  // Calls between services never go through the proxy of the environment.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return arguments;
}

// What is left, less what the way back takes.
absl::Time DeadlineForPeer(absl::Time deadline, absl::Time now) {
  const absl::Time latest = std::min(deadline, now + kLongestCall);
  return latest - std::min((latest - now) / 20, kMostMargin);
}

// A status that the peer's GrpcServer made has details; any other was made by gRPC on the way, and its
// message names hosts.
absl::Status StatusOf(const grpc::Status& status) {
  if (!status.error_details().empty()) return FromGrpc(status);
  switch (status.error_code()) {
    case grpc::StatusCode::CANCELLED:  // never by us: the peer is stopping
    case grpc::StatusCode::UNAVAILABLE:
      return absl::UnavailableError("the service cannot be reached");
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return absl::DeadlineExceededError("the service did not answer by the deadline");
    default:
      return {static_cast<absl::StatusCode>(status.error_code()), "the call to the service failed"};
  }
}

struct Peer {
  explicit Peer(const std::string& address)
      : channel(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), Arguments())),
        stub(channel) {}
  std::shared_ptr<grpc::Channel> channel;
  grpc::GenericStub stub;
};

// Counts the calls under way. gRPC's threads must not drop the last reference to a channel: they would have
// to join themselves.
class CallCount {
 public:
  ~CallCount() {
    absl::MutexLock lock(&mutex_);
    const auto none_left = [this] {
      mutex_.AssertReaderHeld();
      return count_ == 0;
    };
    mutex_.Await(absl::Condition(&none_left));
  }
  void Add(int number) {
    absl::MutexLock lock(&mutex_);
    count_ += number;
  }

 private:
  absl::Mutex mutex_;
  int count_ ABSL_GUARDED_BY(mutex_) = 0;
};

// One call under way. Deletes itself when it is answered.
class PeerCall final : public grpc::ClientUnaryReactor {
 public:
  // `response` is what the answer is read into.
  PeerCall(CallCount& count, MessagePtr response, Done done)
      : counted_(count), response_(std::move(response)), done_(std::move(done)) {}

  grpc::ClientContext& context() { return context_; }
  grpc::ByteBuffer& request() { return sent_; }

  void Start(Peer& peer, const std::string& path) {
    peer.stub.PrepareUnaryCall(&context_, path, grpc::StubOptions(), &sent_, &received_, this);
    StartCall();
  }

  void OnDone(const grpc::Status& status) override {
    if (!status.ok()) {
      std::move(done_)(StatusOf(status));
    } else if (!grpc::SerializationTraits<Message>::Deserialize(&received_, response_.get()).ok()) {
      std::move(done_)(absl::InternalError("the peer's response cannot be read"));
    } else {
      std::move(done_)(std::move(response_));
    }
    delete this;
  }

 private:
  struct Counted {
    explicit Counted(CallCount& its_count) : count(its_count) { count.Add(1); }
    ~Counted() { count.Add(-1); }
    CallCount& count;
  };

  const Counted counted_;  // first, so that it is left last: after the context, which holds the channel
  grpc::ClientContext context_;
  grpc::ByteBuffer sent_;
  grpc::ByteBuffer received_;
  MessagePtr response_;
  Done done_;
};

}  // namespace

class RemoteBackend::Impl {
 public:
  explicit Impl(const std::string& addresses) {
    PrepareGrpc();
    for (const absl::string_view address : absl::StrSplit(addresses, ',', absl::SkipWhitespace())) {
      peers_.push_back(std::make_unique<Peer>(std::string(absl::StripAsciiWhitespace(address))));
    }
  }

  void Call(const MethodDescriptor& method, const CallContext& context, const Message& request, Done done) {
    const absl::Time now = absl::Now();
    if (context.cancelled->load(std::memory_order_relaxed)) {
      return std::move(done)(absl::CancelledError("the caller has gone"));
    }
    if (now >= context.deadline) return std::move(done)(absl::DeadlineExceededError("the deadline passed"));
    if (peers_.empty()) return std::move(done)(absl::UnavailableError("the service has no address"));
    const Message* response =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type());
    auto call = std::make_unique<PeerCall>(under_way_, MessagePtr(response->New()), std::move(done));
    grpc::ClientContext& metadata = call->context();
    metadata.set_deadline(absl::ToChronoTime(DeadlineForPeer(context.deadline, now)));
    metadata.AddMetadata("traceparent", Traceparent(context.trace_id));
    if (!context.bearer_token.empty()) {
      metadata.AddMetadata("authorization", absl::StrCat("Bearer ", context.bearer_token));
    }
    bool own_buffer = false;
    // Fails for nothing but a message of more than two gigabytes, which no edge lets in.
    (void)grpc::SerializationTraits<Message>::Serialize(request, &call->request(), &own_buffer);
    call.release()->Start(Next(), absl::StrCat("/", method.service()->full_name(), "/", method.name()));
  }

  absl::Status Check(absl::Time deadline) {
    absl::Status status = absl::UnavailableError("the service has no address");
    for (const std::unique_ptr<Peer>& peer : peers_) {
      status = CheckPeer(*peer, deadline);
      if (status.ok()) break;
    }
    return status;
  }

 private:
  // The peers in turn, but for those that are known to be away.
  Peer& Next() {
    const size_t turn = turn_.fetch_add(1, std::memory_order_relaxed);
    for (size_t i = 0; i + 1 < peers_.size(); ++i) {
      Peer& peer = *peers_[(turn + i) % peers_.size()];
      if (peer.channel->GetState(/*try_to_connect=*/true) != GRPC_CHANNEL_TRANSIENT_FAILURE) return peer;
    }
    return *peers_[(turn + peers_.size() - 1) % peers_.size()];
  }

  absl::Status CheckPeer(Peer& peer, absl::Time deadline) {
    using v1::HealthCheckResponse;
    absl::Notification answered;
    absl::Status status;
    auto call = std::make_unique<PeerCall>(
        under_way_, std::make_unique<HealthCheckResponse>(), [&](absl::StatusOr<MessagePtr> response) {
          const bool serves = response.ok() && static_cast<const HealthCheckResponse&>(**response).status() ==
                                                   HealthCheckResponse::SERVING;
          status = !response.ok() ? response.status()
                   : serves       ? absl::OkStatus()
                                  : absl::UnavailableError("the service is not serving");
          answered.Notify();
        });
    call->context().set_deadline(absl::ToChronoTime(deadline));
    bool own_buffer = false;
    (void)grpc::SerializationTraits<Message>::Serialize(v1::HealthCheckRequest(), &call->request(),
                                                        &own_buffer);
    call.release()->Start(peer, "/grpc.health.v1.Health/Check");
    answered.WaitForNotification();
    return status;
  }

  std::vector<std::unique_ptr<Peer>> peers_;
  std::atomic<size_t> turn_{0};
  CallCount under_way_;  // last, so that the peers outlive the calls
};

RemoteBackend::RemoteBackend(const std::string& addresses) : impl_(std::make_unique<Impl>(addresses)) {}
RemoteBackend::~RemoteBackend() = default;

void RemoteBackend::Call(const MethodDescriptor& method, CallContext context, MessagePtr request, Done done) {
  impl_->Call(method, context, *request, std::move(done));
}

absl::Status RemoteBackend::Check(absl::Time deadline) {
  return impl_->Check(deadline);
}

}  // namespace boulevard::runtime::rpc
