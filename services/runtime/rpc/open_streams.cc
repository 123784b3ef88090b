#include "services/runtime/rpc/open_streams.h"

#include <utility>
#include <vector>

namespace boulevard::runtime::rpc {
namespace {

constexpr absl::Duration kLookEvery = absl::Seconds(1);

}  // namespace

OpenStreams::~OpenStreams() {
  EndAll(absl::UnavailableError("the service is stopping"));
  std::thread watch;
  {
    const absl::MutexLock lock(&mutex_);
    watch = std::move(watch_);
  }
  if (watch.joinable()) watch.join();
}

bool OpenStreams::Add(const std::shared_ptr<Stream>& stream, absl::Time deadline, absl::Status overdue) {
  const absl::MutexLock lock(&mutex_);
  if (closed_ || open_.size() >= most_) return false;
  open_.emplace(stream.get(), Entry{stream, deadline, std::move(overdue)});
  if (deadline != absl::InfiniteFuture() && !watch_.joinable()) watch_ = std::thread([this] { Watch(); });
  return true;
}

void OpenStreams::Remove(const Stream& stream) {
  std::shared_ptr<Stream> removed;  // left when the lock is: it may be the last
  const absl::MutexLock lock(&mutex_);
  const auto found = open_.find(&stream);
  if (found == open_.end()) return;
  removed = std::move(found->second.stream);
  open_.erase(found);
}

void OpenStreams::EndAll(const absl::Status& why) {
  absl::flat_hash_map<const Stream*, Entry> ending;
  {
    const absl::MutexLock lock(&mutex_);
    closed_ = true;
    ending = std::exchange(open_, {});
    stop_.SignalAll();
  }
  for (const auto& [key, entry] : ending) entry.stream->Cancel(why);
}

void OpenStreams::EndOverdue() {
  const absl::Time now = clock_.Now();
  std::vector<Entry> ending;
  {
    const absl::MutexLock lock(&mutex_);
    absl::erase_if(open_, [&](auto& element) {
      if (element.second.deadline > now) return false;
      ending.push_back(std::move(element.second));
      return true;
    });
  }
  for (const Entry& entry : ending) entry.stream->Cancel(entry.overdue);
}

void OpenStreams::Watch() {
  while (true) {
    {
      const absl::MutexLock lock(&mutex_);
      if (!closed_) stop_.WaitWithTimeout(&mutex_, kLookEvery);
      if (closed_) return;
    }
    EndOverdue();
  }
}

}  // namespace boulevard::runtime::rpc
