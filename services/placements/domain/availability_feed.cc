#include "services/placements/domain/availability_feed.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/scope.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

// Of a snapshot in one piece of news.
constexpr int kPageSize = 50;
// A stream has no deadline that would bound what is read before it begins.
constexpr absl::Duration kTimeToBegin = absl::Seconds(10);
constexpr int64_t kEventsAtOnce = 1000;
// Who missed more gets a snapshot: it is less to read.
constexpr int kMostMissed = 5000;
// A listener whom nothing concerned hears how far it is all the same, so that going on later stays cheap.
constexpr int64_t kSequencesUntold = 1000;

absl::StatusOr<std::vector<PlaceState>> StatesOf(Store& store, const TouchedPlaces& touched,
                                                 absl::Time deadline) {
  std::vector<Uuid> ids;
  for (const TouchedPlace& place : touched.places) ids.push_back(place.id);
  return ReadFrom(store, deadline, [&](Tables& tables) { return tables.availability.StatesOf(ids); });
}

// What of it concerns those who ask with this filter. Both are in the order of the ids.
AvailabilityNews NewsOf(const TouchedPlaces& touched, const std::vector<PlaceState>& states,
                        const AvailablePlaceFilter& filter) {
  AvailabilityNews news{.sequence = touched.sequence, .from = filter.period.from};
  auto state = states.begin();
  for (const TouchedPlace& place : touched.places) {
    while (state != states.end() && state->place.id < place.id) ++state;
    if (state == states.end()) break;
    if (state->place.id != place.id || !OriginFits(*state, filter)) continue;
    if (std::optional<AvailablePlace> row = RowOf(*state, filter)) {
      news.available.push_back(*std::move(row));
    } else if (place.details || DetailsFit(*state, filter)) {
      news.gone.push_back(place.id);
    }
  }
  return news;
}

bool HasNews(const AvailabilityNews& news) {
  return !news.available.empty() || !news.gone.empty();
}

}  // namespace

struct AvailabilityFeed::Listener {
  Listener(AvailablePlaceFilter listener_filter, const AskedPeriod& listener_asked,
           std::unique_ptr<AvailabilitySink> listener_sink, std::atomic<int>& listener_count)
      : filter(std::move(listener_filter)),
        asked(listener_asked),
        sink(std::move(listener_sink)),
        count(listener_count) {
    ++count;
  }
  ~Listener() { --count; }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  AvailablePlaceFilter filter;
  const AskedPeriod asked;
  const std::unique_ptr<AvailabilitySink> sink;
  std::atomic<int>& count;
  int64_t sequence = 0;                    // it needs nothing up to here
  int64_t told = 0;                        // the last that it heard of
  std::optional<Page> snapshot;            // the next page of the snapshot under way
  std::optional<AvailabilityNews> untold;  // found no room yet
};

absl::Status AvailabilityFeed::Listen(const runtime::CallContext& context, AvailablePlaceFilter filter,
                                      const AskedPeriod& asked, const std::optional<Place>& resume,
                                      std::unique_ptr<AvailabilitySink> sink) {
  ASSIGN_OR_RETURN(filter.period, PeriodOf(asked, runtime::Today(clock_)));
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  const auto listener = std::make_shared<Listener>(std::move(filter), asked, std::move(sink), listeners_);
  const absl::Time deadline = std::min(context.deadline, absl::Now() + kTimeToBegin);
  listener->snapshot = Page{.size = kPageSize};
  if (resume && resume->from == listener->filter.period.from) {
    const absl::Status told = TellMissed(*listener, *resume, deadline);
    if (!told.ok() && !absl::IsOutOfRange(told)) return told;
  }
  return Serve(listener, deadline);
}

// OUT_OF_RANGE when it is too much, or not known any more.
absl::Status AvailabilityFeed::TellMissed(Listener& listener, const Place& resume, absl::Time deadline) {
  ASSIGN_OR_RETURN(const TouchedPlaces touched, ReadFrom(store_, deadline, [&](Tables& tables) {
                     return tables.availability.TouchedAfter(resume.sequence, kMostMissed);
                   }));
  if (touched.everything || touched.more) return absl::OutOfRangeError("too much was missed");
  ASSIGN_OR_RETURN(const std::vector<PlaceState> states, StatesOf(store_, touched, deadline));
  listener.untold = NewsOf(touched, states, listener.filter);
  listener.sequence = listener.told = touched.sequence;
  listener.snapshot.reset();
  return absl::OkStatus();
}

absl::StatusOr<AvailabilityNews> AvailabilityFeed::NextPage(Listener& listener, absl::Time deadline) {
  AvailabilityNews news{.from = listener.filter.period.from};
  Page& page = *listener.snapshot;
  news.snapshot = !page.after.has_value();
  PageOf<AvailablePlace> found;
  RETURN_IF_ERROR(store_.Read(deadline, [&](Tables& tables) -> absl::Status {
    // Before the first row is read: what happens from here on is told again after the snapshot.
    if (news.snapshot) {
      ASSIGN_OR_RETURN(listener.sequence, tables.availability.NewestEvent());
    }
    ASSIGN_OR_RETURN(found, tables.availability.ListAvailablePlaces(listener.filter, page));
    return absl::OkStatus();
  }));
  news.available = std::move(found.rows);
  if (found.more) {
    page.after = news.available.back().place.id;
  } else {
    listener.snapshot.reset();
    news.sequence = listener.told = listener.sequence;
  }
  return news;
}

absl::Status AvailabilityFeed::Serve(const ListenerPtr& listener, absl::Time deadline) {
  while (listener->untold || listener->snapshot) {
    if (!listener->untold) {
      ASSIGN_OR_RETURN(listener->untold, NextPage(*listener, deadline));
    }
    switch (listener->sink->Give(*listener->untold)) {
      case AvailabilitySink::Given::kTaken:
        listener->untold.reset();
        break;
      case AvailabilitySink::Given::kFull:
        listener->sink->WhenRoom([this, listener] { Enqueue(listener); });
        return absl::OkStatus();
      case AvailabilitySink::Given::kGone:
        return absl::OkStatus();
    }
  }
  const absl::MutexLock lock(&mutex_);
  joining_.push_back(listener);
  return absl::OkStatus();
}

void AvailabilityFeed::Enqueue(ListenerPtr listener) {
  const absl::MutexLock lock(&mutex_);
  waiting_.push_back(std::move(listener));
}

void AvailabilityFeed::ServeWaiting(absl::Time deadline) {
  std::deque<ListenerPtr> waiting;
  {
    const absl::MutexLock lock(&mutex_);
    waiting = std::exchange(waiting_, {});
  }
  for (const ListenerPtr& listener : waiting) {
    const absl::Status served = Serve(listener, deadline);
    if (!served.ok()) listener->sink->End(served);
  }
}

absl::Status AvailabilityFeed::Poll(absl::Time deadline) {
  TakeJoining();
  std::erase_if(live_, [](const ListenerPtr& listener) { return listener->sink->Gone(); });
  std::erase_if(arriving_, [](const ListenerPtr& listener) { return listener->sink->Gone(); });
  if (live_.empty()) position_.reset();
  NoticeNewDay();
  RETURN_IF_ERROR(PassOn(deadline));
  return Admit(deadline);
}

void AvailabilityFeed::TakeJoining() {
  const absl::MutexLock lock(&mutex_);
  arriving_.insert(arriving_.end(), joining_.begin(), joining_.end());
  joining_.clear();
}

void AvailabilityFeed::NoticeNewDay() {
  const Day today = runtime::Today(clock_);
  if (std::exchange(today_, today) == today) return;
  std::erase_if(live_, [&](const ListenerPtr& listener) { return !KeepsPeriod(listener, today); });
}

bool AvailabilityFeed::KeepsPeriod(const ListenerPtr& listener, Day today) {
  const absl::StatusOr<Period> period = PeriodOf(listener->asked, today);
  if (!period.ok()) {
    listener->sink->End(period.status());
    return false;
  }
  if (*period == listener->filter.period) return true;
  listener->filter.period = *period;
  StartAnew(listener);
  return false;
}

void AvailabilityFeed::StartAnew(const ListenerPtr& listener) {
  listener->snapshot = Page{.size = kPageSize};
  Enqueue(listener);
}

// What is no longer known reads as everything.
absl::StatusOr<TouchedPlaces> AvailabilityFeed::TouchedSince(int64_t sequence, int64_t limit,
                                                             absl::Time deadline) {
  return ReadFrom(store_, deadline, [&](Tables& tables) -> absl::StatusOr<TouchedPlaces> {
    absl::StatusOr<TouchedPlaces> touched =
        tables.availability.TouchedAfter(sequence, static_cast<int>(std::min(limit, kEventsAtOnce)));
    if (!absl::IsOutOfRange(touched.status())) return touched;
    ASSIGN_OR_RETURN(const int64_t newest, tables.availability.NewestEvent());
    return TouchedPlaces{.sequence = newest, .everything = true};
  });
}

absl::Status AvailabilityFeed::PassOn(absl::Time deadline) {
  for (bool more = position_.has_value(); more;) {
    ASSIGN_OR_RETURN(const TouchedPlaces touched, TouchedSince(*position_, kEventsAtOnce, deadline));
    more = touched.more;
    if (touched.everything) {
      for (const ListenerPtr& listener : live_) StartAnew(listener);
      live_.clear();
    } else if (touched.sequence != *position_) {
      ASSIGN_OR_RETURN(const std::vector<PlaceState> states, StatesOf(store_, touched, deadline));
      for (const ListenerPtr& listener : live_) Tell(listener, touched, states);
    }
    position_ = touched.sequence;
  }
  return absl::OkStatus();
}

// Those who have been told what there was: each hears what happened since, and from then on with all others.
absl::Status AvailabilityFeed::Admit(absl::Time deadline) {
  while (!arriving_.empty()) {
    const ListenerPtr listener = arriving_.back();
    if (!position_) position_ = listener->sequence;
    // It has read further than this feed.
    if (listener->sequence > *position_) RETURN_IF_ERROR(PassOn(deadline));
    if (KeepsPeriod(listener, today_)) {
      ASSIGN_OR_RETURN(const bool caught_up, CatchUp(listener, deadline));
      if (caught_up) {
        live_.push_back(listener);
      } else {
        StartAnew(listener);
      }
    }
    arriving_.pop_back();
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> AvailabilityFeed::CatchUp(const ListenerPtr& listener, absl::Time deadline) {
  while (listener->sequence < *position_) {
    // Not further than the others are, or it would hear the rest twice.
    ASSIGN_OR_RETURN(const TouchedPlaces touched,
                     TouchedSince(listener->sequence, *position_ - listener->sequence, deadline));
    if (touched.everything || touched.sequence == listener->sequence) return false;
    ASSIGN_OR_RETURN(const std::vector<PlaceState> states, StatesOf(store_, touched, deadline));
    Tell(listener, touched, states);
    listener->sequence = touched.sequence;
  }
  return listener->sequence == *position_;
}

void AvailabilityFeed::Tell(const ListenerPtr& listener, const TouchedPlaces& touched,
                            const std::vector<PlaceState>& states) {
  const AvailabilityNews news = NewsOf(touched, states, listener->filter);
  if (!HasNews(news) && touched.sequence - listener->told < kSequencesUntold) return;
  listener->told = touched.sequence;
  if (listener->sink->Give(news) != AvailabilitySink::Given::kFull) return;
  listener->sink->End(
      absl::ResourceExhaustedError("you read too slowly: open the stream again, after the last event"));
}

}  // namespace boulevard::placements::domain
