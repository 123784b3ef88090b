#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_FEED_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_FEED_H_

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/placements/domain/availability.h"
#include "services/placements/domain/availability_events.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Where a listener is told things. Thread-safe; never waits.
class AvailabilitySink {
 public:
  enum class Given { kTaken, kFull, kGone };

  virtual ~AvailabilitySink() = default;
  // What finds no room is not taken.
  virtual Given Give(const AvailabilityNews& news) = 0;
  // Once there is room again, or the listener has gone. The callback must not wait.
  virtual void WhenRoom(std::function<void()> callback) = 0;
  virtual void End(absl::Status why) = 0;
  // Whether nobody listens any more.
  virtual bool Gone() const = 0;
};

// Tells listeners what is free, as the list has it, and from then on every change: a snapshot at one sequence
// of the outbox, then what happened after it. The outbox is read once for all listeners of this process; what
// is told of a place is how it is now. Listen is thread-safe; Poll and ServeWaiting are called again and
// again, each from one thread.
class AvailabilityFeed {
 public:
  // Both outlive it.
  AvailabilityFeed(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // Where a listener had come to.
  struct Place {
    int64_t sequence = 0;
    Day from;
  };

  // Tells the sink what it missed after `resume`, or, when that cannot be told any more or is nowhere, what
  // is there; at least one piece of news, and before it returns. Then goes on until the sink has gone. A
  // provider hears of its own places. Errors as those of the list.
  absl::Status Listen(const runtime::CallContext& context, AvailablePlaceFilter filter,
                      const AskedPeriod& asked, const std::optional<Place>& resume,
                      std::unique_ptr<AvailabilitySink> sink);

  // Reads what happened, and tells all listeners. What fails is done by the next call. A listener that has
  // no room is sent away with RESOURCE_EXHAUSTED.
  absl::Status Poll(absl::Time deadline);
  // Goes on with the snapshots of listeners that have room again.
  void ServeWaiting(absl::Time deadline);

  // Whether anybody listens.
  bool HasListeners() const { return listeners_ > 0; }

 private:
  struct Listener;
  using ListenerPtr = std::shared_ptr<Listener>;

  absl::Status TellMissed(Listener& listener, const Place& resume, absl::Time deadline);
  absl::StatusOr<AvailabilityNews> NextPage(Listener& listener, absl::Time deadline);
  absl::Status Serve(const ListenerPtr& listener, absl::Time deadline);
  void Enqueue(ListenerPtr listener);

  void TakeJoining();
  void NoticeNewDay();
  // Whether the listener still hears of the same days; else it gets a new snapshot, or is sent away.
  bool KeepsPeriod(const ListenerPtr& listener, Day today);
  absl::StatusOr<TouchedPlaces> TouchedSince(int64_t sequence, int64_t limit, absl::Time deadline);
  absl::Status PassOn(absl::Time deadline);
  absl::Status Admit(absl::Time deadline);
  // Whether the listener now has what the others have.
  absl::StatusOr<bool> CatchUp(const ListenerPtr& listener, absl::Time deadline);
  void Tell(const ListenerPtr& listener, const TouchedPlaces& touched, const std::vector<PlaceState>& states);
  void StartAnew(const ListenerPtr& listener);

  Store& store_;
  const runtime::Clock& clock_;
  std::atomic<int> listeners_ = 0;

  absl::Mutex mutex_;
  std::deque<ListenerPtr> waiting_ ABSL_GUARDED_BY(mutex_);   // for ServeWaiting
  std::vector<ListenerPtr> joining_ ABSL_GUARDED_BY(mutex_);  // for Poll

  // Of Poll alone.
  std::vector<ListenerPtr> arriving_;
  std::vector<ListenerPtr> live_;    // all have been told everything up to position_
  std::optional<int64_t> position_;  // nothing while nobody listens
  Day today_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_FEED_H_
