#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_STREAM_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_STREAM_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/rpc/backend.h"

namespace boulevard::runtime::rpc {

// One server stream under way: a short queue between the source that writes the messages and the reader that
// sends them on. Nobody waits in it, so a stream holds no thread: the reader is called back when there is
// something to read, the source when there is room again. Ends once, by whoever is first: the source, the
// reader that leaves, or the program that stops. Thread-safe; never calls back under a lock of its own, nor
// the source from within a call of the source.
class Stream {
 public:
  // A message; or, as the last one, how the stream ended: null when the source has written all.
  using Next = absl::AnyInvocable<void(absl::StatusOr<MessagePtr>) &&>;
  using Callback = absl::AnyInvocable<void() &&>;
  // Sees once how the stream ended; what it gives is what the reader is told.
  using Ended = absl::AnyInvocable<absl::Status(absl::Status) &&>;
  enum class Written { kTaken, kFull, kEnded };

  // Of messages that wait for a slow reader.
  static constexpr size_t kCapacity = 64;

  explicit Stream(Ended ended = nullptr, size_t capacity = kCapacity);
  // A stream that was refused.
  static std::shared_ptr<Stream> Refused(absl::Status why);

  // For the source. A message that finds the stream full is not taken: wait for room, or end the stream with
  // RESOURCE_EXHAUSTED when the source does not wait for slow readers.
  Written Write(MessagePtr message);
  // What was written before is still read.
  void End(absl::Status status);
  // Once there is room, or the stream has ended; at once when it is so already. One at a time.
  void WhenRoom(Callback callback);
  // Once the stream was cancelled; at once when it was already, and never when the source ended it. One only.
  void WhenCancelled(Callback callback);

  // For the reader: one at a time, and until the end, or Cancel.
  void Read(Next next);
  // Drops what was not read yet.
  void Cancel(absl::Status why);

 private:
  void Close(absl::Status status, bool cancelled);
  // Whether there is room or never will be.
  bool Roomy() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t capacity_;
  absl::Mutex mutex_;
  std::deque<MessagePtr> queue_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;  // no more is taken
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> end_
      ABSL_GUARDED_BY(mutex_);  // what the reader is told; a moment after closed_
  Ended ended_ ABSL_GUARDED_BY(mutex_);
  Next reader_ ABSL_GUARDED_BY(mutex_);
  Callback when_room_ ABSL_GUARDED_BY(mutex_);
  Callback when_cancelled_ ABSL_GUARDED_BY(mutex_);
};

// The source's end of a stream: when the last who holds it lets go, the stream ends with OK.
class StreamSource {
 public:
  explicit StreamSource(std::shared_ptr<Stream> stream) : stream_(std::move(stream)) {}
  ~StreamSource() { stream_->End(absl::OkStatus()); }
  StreamSource(const StreamSource&) = delete;
  StreamSource& operator=(const StreamSource&) = delete;

  Stream& stream() const { return *stream_; }

 private:
  const std::shared_ptr<Stream> stream_;
};

// The same for messages of one type. A handler keeps it where its messages come from, and returns.
// Thread-safe.
template <typename Response>
class StreamWriter {
 public:
  explicit StreamWriter(std::shared_ptr<StreamSource> source) : source_(std::move(source)) {}

  Stream::Written Write(Response message) const {
    return source_->stream().Write(std::make_unique<Response>(std::move(message)));
  }
  void End(absl::Status status) const { source_->stream().End(std::move(status)); }
  void WhenRoom(Stream::Callback callback) const { source_->stream().WhenRoom(std::move(callback)); }
  // For a source to forget the stream. The callback must not keep a copy of the writer.
  void WhenCancelled(Stream::Callback callback) const {
    source_->stream().WhenCancelled(std::move(callback));
  }

 private:
  std::shared_ptr<StreamSource> source_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_STREAM_H_
