#include "services/runtime/rpc/stream.h"

#include <utility>

namespace boulevard::runtime::rpc {

Stream::Stream(Ended ended, size_t capacity) : capacity_(capacity), ended_(std::move(ended)) {}

std::shared_ptr<Stream> Stream::Refused(absl::Status why) {
  auto stream = std::make_shared<Stream>();
  stream->End(std::move(why));
  return stream;
}

Stream::Written Stream::Write(MessagePtr message) {
  Next reader;
  {
    const absl::MutexLock lock(&mutex_);
    if (closed_) return Written::kEnded;
    if (reader_ == nullptr) {
      if (queue_.size() >= capacity_) return Written::kFull;
      queue_.push_back(std::move(message));
      return Written::kTaken;
    }
    reader = std::exchange(reader_, nullptr);
  }
  std::move(reader)(std::move(message));
  return Written::kTaken;
}

void Stream::End(absl::Status status) {
  Close(std::move(status), /*cancelled=*/false);
}

void Stream::Cancel(absl::Status why) {
  Close(std::move(why), /*cancelled=*/true);
}

void Stream::WhenRoom(Callback callback) {
  {
    const absl::MutexLock lock(&mutex_);
    if (!Roomy()) {
      when_room_ = std::move(callback);
      return;
    }
  }
  std::move(callback)();
}

void Stream::WhenCancelled(Callback callback) {
  {
    const absl::MutexLock lock(&mutex_);
    if (!cancelled_) {
      if (!closed_) std::swap(when_cancelled_, callback);  // the one before is left outside the lock
      return;
    }
  }
  std::move(callback)();
}

void Stream::Read(Next next) {
  absl::StatusOr<MessagePtr> read = MessagePtr();
  Callback when_room;
  {
    const absl::MutexLock lock(&mutex_);
    if (!queue_.empty()) {
      read = std::move(queue_.front());
      queue_.pop_front();
      when_room = std::exchange(when_room_, nullptr);
    } else if (!end_.has_value()) {
      reader_ = std::move(next);
      return;
    } else if (!end_->ok()) {
      read = *end_;
    }
  }
  std::move(next)(std::move(read));
  if (when_room != nullptr) std::move(when_room)();
}

void Stream::Close(absl::Status status, bool cancelled) {
  Ended ended;
  std::deque<MessagePtr> dropped;
  {
    const absl::MutexLock lock(&mutex_);
    if (cancelled) dropped = std::exchange(queue_, {});
    if (std::exchange(closed_, true)) return;
    cancelled_ = cancelled;  // with closed_: a source that asks in between is not forgotten
    ended = std::exchange(ended_, nullptr);
  }
  if (ended != nullptr) status = std::move(ended)(std::move(status));
  Next reader;
  Callback when_room;
  Callback when_cancelled;
  {
    const absl::MutexLock lock(&mutex_);
    end_ = status;
    reader = std::exchange(reader_, nullptr);
    when_room = std::exchange(when_room_, nullptr);
    when_cancelled = std::exchange(when_cancelled_, nullptr);
  }
  if (reader != nullptr) {
    std::move(reader)(status.ok() ? absl::StatusOr<MessagePtr>(MessagePtr()) : status);
  }
  if (when_room != nullptr) std::move(when_room)();
  if (cancelled && when_cancelled != nullptr) std::move(when_cancelled)();
}

bool Stream::Roomy() const {
  return closed_ || queue_.size() < capacity_;
}

}  // namespace boulevard::runtime::rpc
