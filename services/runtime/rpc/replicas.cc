#include "services/runtime/rpc/replicas.h"

#include <algorithm>

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/time/clock.h"
#include "grpc/health/v1/health.pb.h"
#include "services/runtime/rpc/grpc_library.h"
#include "services/runtime/rpc/wire.h"

namespace boulevard::runtime::rpc {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

// Longer than the time between two checks of its health.
constexpr absl::Duration kAvoidFor = absl::Milliseconds(2500);
constexpr absl::Duration kFullFor = absl::Milliseconds(10);
constexpr int kMostTrailerBytes = 64 * 1024;

grpc::ChannelArguments Arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetLoadBalancingPolicyName("round_robin");  // over the addresses that one name stands for
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  // A peer whose machine is gone closes nothing. The second of these is the kernel's limit for what was sent
  // and not taken, too, and health is asked for all the time: such a connection ends after five seconds.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMostTrailerBytes);
  // Calls between services never go through the proxy of the environment.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return arguments;
}

// From the one that is most likely to take a call. One that is connected and refuses says so, and costs
// nothing but time; of one that is not, it may never be known what it did; one that is connected and silent
// would hold the call to its deadline.
enum class Rank { kReady, kAvoided, kConnecting, kAway, kSilent, kFailed };

Rank RankOf(Replica& replica, absl::Time now) {
  const grpc_connectivity_state state = replica.State();
  if (state == GRPC_CHANNEL_READY && replica.IsSilent()) return Rank::kSilent;
  if (state == GRPC_CHANNEL_READY) return replica.IsAvoided(now) ? Rank::kAvoided : Rank::kReady;
  // Who answers when it is connected again has not refused anything yet.
  replica.Welcome();
  return state == GRPC_CHANNEL_TRANSIENT_FAILURE ? Rank::kAway : Rank::kConnecting;
}

// One question after a replica's health. Deletes itself when it is answered.
class HealthCheck final : public grpc::ClientUnaryReactor {
 public:
  HealthCheck(Replicas& replicas, Replica& replica, std::atomic<bool>& one_serves,
              absl::BlockingCounter& answers)
      : replicas_(replicas), hold_(replicas), replica_(replica), one_serves_(one_serves), answers_(answers) {
    WriteBytes(HealthCheckRequest(), sent_);
  }

  void Start(absl::Time deadline) {
    context_.set_deadline(absl::ToChronoTime(deadline));
    replicas_.Attend(replica_, context_, std::make_shared<std::atomic<bool>>(false));
    replica_.stub().PrepareUnaryCall(&context_, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &sent_,
                                     &received_, this);
    StartCall();
  }

  void OnDone(const grpc::Status& status) override {
    replicas_.Forget(context_);
    HealthCheckResponse response;
    // A channel knows by itself when nobody is there, and this alone tells of one that hangs.
    replica_.SetSilent(status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED);
    if (!status.ok() || !ReadBytes(received_, response)) {
      // It is away: no reason to avoid it once it is back.
    } else if (response.status() == HealthCheckResponse::SERVING) {
      replica_.Welcome();
      one_serves_ = true;
    } else {
      replica_.Avoid(absl::Now());
    }
    absl::BlockingCounter& answers = answers_;
    delete this;
    answers.DecrementCount();
  }

 private:
  Replicas& replicas_;
  const ReplicasHold hold_;  // left after the context, which holds the channel
  Replica& replica_;
  std::atomic<bool>& one_serves_;
  absl::BlockingCounter& answers_;
  grpc::ClientContext context_;
  grpc::ByteBuffer sent_;
  grpc::ByteBuffer received_;
};

}  // namespace

Replica::Replica(const std::string& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials)
    : channel_(grpc::CreateCustomChannel(address, credentials, Arguments())), stub_(channel_) {}

grpc_connectivity_state Replica::State() {
  const grpc_connectivity_state state = channel_->GetState(/*try_to_connect=*/true);
  if (state == GRPC_CHANNEL_READY) reached_.store(true, std::memory_order_relaxed);
  return state;
}

void Replica::Avoid(absl::Time now) {
  avoided_until_.store(absl::ToUnixNanos(now + kAvoidFor), std::memory_order_relaxed);
}

bool Replica::IsAvoided(absl::Time now) const {
  return absl::ToUnixNanos(now) < avoided_until_.load(std::memory_order_relaxed);
}

void Replica::WasFull(absl::Time now) {
  full_until_.store(absl::ToUnixNanos(now + kFullFor), std::memory_order_relaxed);
}

bool Replica::IsFull(absl::Time now) const {
  return absl::ToUnixNanos(now) < full_until_.load(std::memory_order_relaxed);
}

Replicas::Replicas(const std::string& addresses, const TlsFiles& tls) {
  PrepareGrpc();
  const std::shared_ptr<grpc::ChannelCredentials> credentials = ChannelCredentialsOf(tls);
  for (const absl::string_view address : absl::StrSplit(addresses, ',', absl::SkipWhitespace())) {
    replicas_.push_back(
        std::make_unique<Replica>(std::string(absl::StripAsciiWhitespace(address)), credentials));
  }
}

Replica& Replicas::Next(const Replica* failed) {
  const size_t turn = turn_.fetch_add(1, std::memory_order_relaxed);
  const absl::Time now = absl::Now();
  Replica* best = nullptr;
  Rank best_rank = Rank::kFailed;
  for (size_t i = 0; i < replicas_.size(); ++i) {
    Replica& replica = *replicas_[(turn + i) % replicas_.size()];
    const Rank rank = &replica == failed ? Rank::kFailed : RankOf(replica, now);
    if (best == nullptr || rank < best_rank) {
      best = &replica;
      best_rank = rank;
    }
    if (rank == Rank::kReady) break;
  }
  return *best;
}

// gRPC 1.51 takes an answer of HTTP/1.1 with status 200 for a connection that failed with "OK", and follows a
// null pointer when it tells that to a call; not so when the call waits for a connection. So calls to who has
// never spoken gRPC wait, and are cancelled by us once the connection has failed.
void Replicas::Attend(Replica& replica, grpc::ClientContext& call,
                      std::shared_ptr<std::atomic<bool>> caller_gone) {
  if (replica.WasReached()) return abandoned_.Watch(call, std::move(caller_gone));
  call.set_wait_for_ready(true);
  abandoned_.Watch(call, std::move(caller_gone),
                   [&replica] { return replica.State() == GRPC_CHANNEL_TRANSIENT_FAILURE; });
}

bool Replicas::NoneAnswers() const {
  bool one_is_silent = false;
  for (const auto& replica : replicas_) {
    const bool silent = replica->IsSilent();
    if (!silent && replica->State() != GRPC_CHANNEL_TRANSIENT_FAILURE) return false;
    one_is_silent |= silent;
  }
  return one_is_silent;
}

bool Replicas::AreFull() const {
  const absl::Time now = absl::Now();
  bool full = false;
  for (const auto& replica : replicas_) {
    if (replica->IsFull(now)) {
      full = true;
    } else if (RankOf(*replica, now) <= Rank::kConnecting) {
      return false;
    }
  }
  return full;
}

absl::Status Replicas::Check(absl::Time deadline) {
  std::atomic<bool> one_serves = false;
  absl::BlockingCounter answers(static_cast<int>(replicas_.size()));
  for (const auto& replica : replicas_) {
    (new HealthCheck(*this, *replica, one_serves, answers))->Start(deadline);
  }
  answers.Wait();
  return one_serves ? absl::OkStatus() : absl::UnavailableError("the service is not serving");
}

}  // namespace boulevard::runtime::rpc
