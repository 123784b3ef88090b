#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_REPLICAS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_REPLICAS_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/channel.h>
#include <grpcpp/generic/generic_stub.h>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/abandoned_calls.h"
#include "services/runtime/rpc/call_gate.h"
#include "services/runtime/rpc/tls.h"

namespace boulevard::runtime::rpc {

// One replica of a service elsewhere, over one long-lived channel. Thread-safe.
class Replica {
 public:
  Replica(const std::string& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials);

  grpc::GenericStub& stub() { return stub_; }

  // Calls go elsewhere for a while: it said that it is stopping, or not serving. At most until it is
  // connected anew.
  void Avoid(absl::Time now);
  void Welcome() { avoided_until_.store(0, std::memory_order_relaxed); }
  bool IsAvoided(absl::Time now) const;
  // Whether it answered when its health was last asked for. One that hangs keeps its connections.
  void SetSilent(bool silent) { silent_.store(silent, std::memory_order_relaxed); }
  bool IsSilent() const { return silent_.load(std::memory_order_relaxed); }
  // Of its connection; it is tried again when it is away.
  grpc_connectivity_state State();
  // Whether it was ever connected: somebody is there who speaks gRPC.
  bool WasReached() const { return reached_.load(std::memory_order_relaxed); }
  // It has refused a call for there are too many. For a few milliseconds, in which its queue does not run
  // empty, others are refused here and do not cost it anything.
  void WasFull(absl::Time now);
  bool IsFull(absl::Time now) const;

 private:
  std::shared_ptr<grpc::Channel> channel_;
  grpc::GenericStub stub_;
  std::atomic<int64_t> avoided_until_{0};  // nanoseconds since 1970
  std::atomic<int64_t> full_until_{0};     // the same
  std::atomic<bool> silent_{false};
  std::atomic<bool> reached_{false};
};

// The replicas of one service. Thread-safe.
class Replicas {
 public:
  // "host:1,host:2".
  Replicas(const std::string& addresses, const TlsFiles& tls);
  // Waits for the calls under way.
  ~Replicas() { calls_.AwaitNone(); }

  size_t size() const { return replicas_.size(); }
  // The replicas in turn, those first that are connected and not avoided: a call that a broken connection has
  // taken cannot be saved. Those that are silent come after the others. `failed`, which may be null, comes
  // last. There must be one.
  Replica& Next(const Replica* failed = nullptr);
  // Whether all are silent or away: a call would wait for its deadline and no more.
  bool NoneAnswers() const;
  // Whether there is none that would take a call, and one at least for it has too many.
  bool AreFull() const;
  // Asks each for its health, by the deadline, and heeds it in Next: whoever begins to ask goes on asking. OK
  // when one serves.
  absl::Status Check(absl::Time deadline);
  // Each call is counted there: gRPC's threads must not drop the last reference to a channel, or they would
  // have to join themselves.
  CallGate& calls() { return calls_; }
  // Looks after a call to one of them from before its start; `caller_gone` cancels it. Forget must follow.
  void Attend(Replica& replica, grpc::ClientContext& call, std::shared_ptr<std::atomic<bool>> caller_gone);
  void Forget(grpc::ClientContext& call) { abandoned_.Forget(call); }

 private:
  std::vector<std::unique_ptr<Replica>> replicas_;
  std::atomic<size_t> turn_{0};
  AbandonedCalls abandoned_;
  CallGate calls_;
};

// Holds the replicas while a call is under way.
class ReplicasHold {
 public:
  explicit ReplicasHold(Replicas& replicas) : replicas_(replicas) { replicas.calls().Enter(); }
  ~ReplicasHold() { replicas_.calls().Leave(); }
  ReplicasHold(const ReplicasHold&) = delete;
  ReplicasHold& operator=(const ReplicasHold&) = delete;

 private:
  Replicas& replicas_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_REPLICAS_H_
