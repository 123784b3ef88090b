#include "services/boulevard/demo/demo.h"

#include <atomic>
#include <iterator>
#include <map>
#include <thread>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "services/boulevard/demo/catalogue.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/bulk.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"

namespace boulevard::demo {

using namespace placements::domain;  // NOLINT(google-build-using-namespace): the words of the domain

namespace {

// Cities loaded in one transaction: a few thousand places.
constexpr int kCitiesAtOnce = 8;
constexpr absl::Duration kPatience = absl::Minutes(10);

using Figures = std::map<std::string, ProgrammeFigures>;

void Count(const StockBatch& stock, Day today, Figures& figures) {
  absl::flat_hash_map<Uuid, ProgrammeFigures*> of_facility;
  absl::flat_hash_map<Uuid, ProgrammeFigures*> of_place;
  for (const Facility& facility : stock.facilities) {
    ProgrammeFigures& programme = figures[facility.programme_id];
    of_facility[facility.id] = &programme;
    ++programme.facilities;
  }
  for (const Unit& unit : stock.units) ++of_facility.at(unit.facility_id)->units;
  for (const Place& place : stock.places) of_place[place.id] = of_facility.at(place.facility_id);
  for (const Placement& placement : stock.placements) {
    if (placement.state != PlacementState::kArrived) continue;
    ++of_place.at(placement.place_id)->occupied;
    if (placement.period.until != kForever) ++of_place.at(placement.place_id)->expected;
  }
  for (const Closure& closure : stock.closures) {
    const bool today_closed = closure.period.Contains({today, today + 1}) && !closure.cancelled;
    if (today_closed) ++of_place.at(closure.place_id)->closed;
  }
}

void Append(StockBatch from, StockBatch& to) {
  const auto move = [](auto& source, auto& target) {
    target.insert(target.end(), std::make_move_iterator(source.begin()),
                  std::make_move_iterator(source.end()));
  };
  move(from.facilities, to.facilities);
  move(from.units, to.units);
  move(from.places, to.places);
  move(from.applications, to.applications);
  move(from.placements, to.placements);
  move(from.closures, to.closures);
}

class Loader {
 public:
  Loader(Store& store, const Recipe& recipe)
      : store_(store),
        recipe_(recipe),
        // What is free is reckoned from the recipe's day, whatever day it is.
        clock_(absl::FromCivil(absl::CivilHour(recipe.today) + 12, absl::UTCTimeZone())) {}

  absl::Status Load(int connections) {
    RETURN_IF_ERROR(MakeProgrammesAndProviders());
    std::vector<std::thread> threads;
    threads.reserve(static_cast<size_t>(connections));
    for (int i = 0; i < connections; ++i) threads.emplace_back([this] { LoadBatches(); });
    for (std::thread& thread : threads) thread.join();
    absl::MutexLock lock(&mutex_);
    return failure_;
  }

  bool loaded() {
    absl::MutexLock lock(&mutex_);
    return loaded_;
  }
  Figures figures() {
    absl::MutexLock lock(&mutex_);
    return figures_;
  }

 private:
  static absl::Time Deadline() { return absl::Now() + kPatience; }

  absl::Status MakeProgrammesAndProviders() {
    return store_.InTransaction(Deadline(), [this](Tables& tables) -> absl::Status {
      for (const Programme& programme : Programmes()) {
        if (tables.stock.GetProgramme(programme.id).ok()) continue;
        RETURN_IF_ERROR(tables.stock.Insert(programme));
      }
      for (const Provider& provider : Providers(recipe_)) {
        if (tables.stock.GetProvider(provider.id).ok()) continue;
        RETURN_IF_ERROR(tables.stock.Insert(provider));
      }
      return absl::OkStatus();
    });
  }

  void LoadBatches() {
    while (true) {
      const int first = next_.fetch_add(kCitiesAtOnce);
      if (first >= CityCount(recipe_)) return;
      const absl::Status status = LoadBatch(first, std::min(first + kCitiesAtOnce, CityCount(recipe_)));
      if (status.ok()) continue;
      absl::MutexLock lock(&mutex_);
      failure_.Update(status);
      next_ = CityCount(recipe_);
    }
  }

  absl::Status LoadBatch(int first, int last) {
    StockBatch batch;
    std::vector<PlannedOffer> offers;
    for (int number = first; number < last; ++number) {
      City city = MakeCity(recipe_, number);
      ASSIGN_OR_RETURN(const bool is_there, IsThere(city));
      if (is_there) continue;
      Append(std::move(city.stock), batch);
      std::move(city.offers.begin(), city.offers.end(), std::back_inserter(offers));
    }
    if (batch.places.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(LoadStock(store_, clock_, Deadline(), batch));
    for (const PlannedOffer& offer : offers) RETURN_IF_ERROR(Hold(offer));
    absl::MutexLock lock(&mutex_);
    loaded_ = true;
    Count(batch, recipe_.today, figures_);
    return absl::OkStatus();
  }

  absl::StatusOr<bool> IsThere(const City& city) {
    absl::Status found;
    const absl::Status read = store_.Read(Deadline(), [&](Tables& tables) {
      found = tables.stock.GetFacility(city.stock.facilities.front().id).status();
      return absl::OkStatus();
    });
    RETURN_IF_ERROR(read);
    if (!found.ok() && !absl::IsNotFound(found)) return found;
    return found.ok();
  }

  // As the use case does, but with ids that come from the seed.
  absl::Status Hold(const PlannedOffer& planned) {
    const Uuid place_id = planned.offer.place_id;
    return RunBooking(
        store_, clock_, Deadline(), std::span(&place_id, 1), [&](Booking& booking) -> absl::Status {
          BookingTables& bookings = booking.tables().bookings;
          const Occupancy stay = booking.At(place_id).StayOf(
              planned.offer.id, OccupancySource::kOffer, planned.offer.resident_kind, planned.offer.period);
          RETURN_IF_ERROR(booking.tables().applications.EnsureResident(planned.application.young_person_id));
          RETURN_IF_ERROR(booking.tables().applications.Insert(planned.application));
          RETURN_IF_ERROR(bookings.Insert(planned.offer));
          return bookings.Insert(stay);
        });
  }

  Store& store_;
  const Recipe& recipe_;
  const runtime::FakeClock clock_;
  std::atomic<int> next_ = 0;
  absl::Mutex mutex_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  bool loaded_ ABSL_GUARDED_BY(mutex_) = false;
  Figures figures_ ABSL_GUARDED_BY(mutex_);
};

absl::Status CountWhatIsThere(Store& store, Day today, Figures& figures) {
  return store.Read(absl::Now() + kPatience, [&](Tables& tables) -> absl::Status {
    ASSIGN_OR_RETURN(const auto counts, tables.availability.CountAvailability({.on = today}));
    for (const AvailabilityCount& count : counts) {
      ProgrammeFigures& programme = figures[count.programme_id];
      programme.places += count.places;
      programme.free += count.free;
    }
    return absl::OkStatus();
  });
}

}  // namespace

absl::StatusOr<DemoReport> LoadDemo(Store& store, const Recipe& recipe, int connections) {
  Loader loader(store, recipe);
  RETURN_IF_ERROR(loader.Load(connections));
  Figures figures = loader.figures();
  RETURN_IF_ERROR(CountWhatIsThere(store, recipe.today, figures));
  DemoReport report{.loaded = loader.loaded(), .providers = Providers(recipe)};
  for (auto& [id, programme] : figures) {
    programme.id = id;
    report.programmes.push_back(programme);
  }
  return report;
}

}  // namespace boulevard::demo
