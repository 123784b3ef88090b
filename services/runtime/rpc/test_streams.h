#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_TEST_STREAMS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_TEST_STREAMS_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "services/runtime/rpc/handlers.h"
#include "services/runtime/rpc/stream.h"
#include "services/runtime/rpc/test_site.h"

namespace boulevard::runtime::rpc {

// Sends things to whoever watches: a source of events as a service has them. Thread-safe.
class ThingSource {
 public:
  using Writer = StreamWriter<testing::v1::Thing>;

  // WatchThings: a watch for "none" is refused, one with a count gets so many things at once and ends.
  void Bind(Handlers& handlers) {
    handlers.BindStream<testing::v1::WatchThingsRequest, testing::v1::Thing>(
        "boulevard.testing.v1.EchoService.WatchThings",
        [this](const CallContext&, const testing::v1::WatchThingsRequest& request, Writer writer) {
          return Watch(request, std::move(writer));
        });
  }

  // To every watcher; one that is too slow is sent away.
  void Publish(const std::string& name) {
    for (const auto& [number, writer] : Watchers()) {
      testing::v1::Thing thing;
      thing.set_name(name);
      if (writer.Write(thing) != Stream::Written::kFull) continue;
      writer.End(absl::ResourceExhaustedError("you read too slowly"));
      Forget(number);
    }
  }

  std::map<int, Writer> Watchers() {
    const absl::MutexLock lock(&mutex_);
    return watchers_;
  }
  void AwaitWatchers(size_t count) {
    const absl::MutexLock lock(&mutex_);
    const auto enough = [&] {
      mutex_.AssertReaderHeld();
      return watchers_.size() == count;
    };
    mutex_.Await(absl::Condition(&enough));
  }

 private:
  absl::Status Watch(const testing::v1::WatchThingsRequest& request, Writer writer) {
    if (request.name() == "none") return absl::NotFoundError("there is none");
    if (request.name() == "throw") throw 7;
    for (int i = 0; i < request.count(); ++i) {
      testing::v1::Thing thing;
      thing.set_level(i);
      if (writer.Write(thing) != Stream::Written::kTaken) return absl::InternalError("full");
    }
    if (request.count() > 0) return absl::OkStatus();
    int number = 0;
    {
      const absl::MutexLock lock(&mutex_);
      number = next_++;
      watchers_.emplace(number, writer);
    }
    writer.WhenCancelled([this, number] { Forget(number); });
    return absl::OkStatus();
  }
  void Forget(int number) {
    const absl::MutexLock lock(&mutex_);
    watchers_.erase(number);
  }

  absl::Mutex mutex_;
  int next_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<int, Writer> watchers_ ABSL_GUARDED_BY(mutex_);
};

// Reads a stream as messages come, and waits for what it wants to see.
class Watch {
 public:
  Watch(Backend& backend, CallContext context, const std::string& name, int count = 0) {
    auto request = std::make_unique<testing::v1::WatchThingsRequest>();
    request->set_name(name);
    request->set_count(count);
    stream_ = backend.Open(TestSite::Method("WatchThings"), std::move(context), std::move(request));
    ReadOn();
  }

  // Nobody calls back after the end.
  ~Watch() {
    Cancel();
    AwaitEnd().IgnoreError();
  }

  void Cancel() { stream_->Cancel(absl::CancelledError("the watcher has gone")); }
  void AwaitThings(size_t count) {
    const absl::MutexLock lock(&mutex_);
    const auto enough = [&] {
      mutex_.AssertReaderHeld();
      return things_.size() >= count || end_.has_value();
    };
    mutex_.Await(absl::Condition(&enough));
  }
  // OK when the source has written all.
  absl::Status AwaitEnd() {
    const absl::MutexLock lock(&mutex_);
    const auto over = [&] {
      mutex_.AssertReaderHeld();
      return end_.has_value();
    };
    mutex_.Await(absl::Condition(&over));
    return *end_;
  }
  std::vector<testing::v1::Thing> Things() {
    const absl::MutexLock lock(&mutex_);
    return things_;
  }

 private:
  void ReadOn() {
    stream_->Read([this](absl::StatusOr<MessagePtr> next) {
      {
        const absl::MutexLock lock(&mutex_);
        if (!next.ok() || *next == nullptr) {
          end_ = next.status();
          return;
        }
        things_.push_back(static_cast<const testing::v1::Thing&>(**next));
      }
      ReadOn();
    });
  }

  absl::Mutex mutex_;
  std::vector<testing::v1::Thing> things_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<Stream> stream_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_TEST_STREAMS_H_
