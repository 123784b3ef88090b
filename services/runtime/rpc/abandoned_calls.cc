#include "services/runtime/rpc/abandoned_calls.h"

#include <utility>

#include "absl/time/time.h"

namespace boulevard::runtime::rpc {
namespace {

constexpr absl::Duration kLookEvery = absl::Milliseconds(100);

}  // namespace

AbandonedCalls::AbandonedCalls() : thread_([this] { Run(); }) {}

AbandonedCalls::~AbandonedCalls() {
  {
    const absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

void AbandonedCalls::Watch(grpc::ClientContext& call, std::shared_ptr<std::atomic<bool>> caller_gone,
                           std::function<bool()> hopeless) {
  const absl::MutexLock lock(&mutex_);
  calls_.emplace(&call, Watched{std::move(caller_gone), std::move(hopeless)});
}

void AbandonedCalls::Forget(grpc::ClientContext& call) {
  const absl::MutexLock lock(&mutex_);
  calls_.erase(&call);
}

void AbandonedCalls::Run() {
  const absl::MutexLock lock(&mutex_);
  const auto awake = [this] {
    mutex_.AssertReaderHeld();
    return stopping_ || !calls_.empty();
  };
  const auto stopping = [this] {
    mutex_.AssertReaderHeld();
    return stopping_;
  };
  while (!stopping_) {
    mutex_.Await(absl::Condition(&awake));
    mutex_.AwaitWithTimeout(absl::Condition(&stopping), kLookEvery);
    for (auto& [call, watched] : calls_) {
      const bool gone = watched.caller_gone->load(std::memory_order_relaxed);
      if (gone || (watched.hopeless && watched.hopeless())) call->TryCancel();
    }
  }
}

}  // namespace boulevard::runtime::rpc
