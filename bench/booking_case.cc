#include "bench/booking_case.h"

#include <atomic>
#include <iostream>

#include "absl/strings/str_format.h"
#include "bench/bare_client.h"
#include "bench/load.h"
#include "bench/or_die.h"
#include "bench/recording.h"
#include "bench/sample.h"
#include "services/placements/domain/bulk.h"
#include "services/placements/domain/offers.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/metrics/registry.h"
#include "tests/support/site/scene.h"

namespace boulevard::bench {
namespace {

namespace domain = placements::domain;
using runtime::Uuid;

constexpr int kPlacesInUnit = 4;
constexpr int kUnitsInBatch = 500;
// More than both can book while they are measured.
constexpr int kBookingsASecond = 6000;
constexpr int kFromDay = 10;
constexpr int kUntilDay = 20;

struct BookablePlace {
  Uuid place;
  Uuid unit;
};

// Places that were never booked, handed out one by one to all threads.
class FreshPlaces {
 public:
  FreshPlaces(const tests::Scene& scene, runtime::db::Pool& pool, int count) {
    placements::store::MysqlStore store(pool);
    std::cout << "Loading " << count << " places to book ..." << std::flush;
    while (static_cast<int>(places_.size()) < count) {
      OrDie(LoadStock(store, runtime::Clock::System(), absl::Now() + absl::Minutes(1), NextBatch(scene)));
    }
    std::cout << '\n';
  }

  const BookablePlace& Take() {
    const size_t number = taken_++;
    if (number >= places_.size()) tests::Die("all places are booked: there must be more of them");
    return places_[number];
  }

 private:
  domain::StockBatch NextBatch(const tests::Scene& scene) {
    domain::StockBatch batch;
    const absl::Time now = absl::Now();
    for (int i = 0; i < kUnitsInBatch; ++i) {
      const domain::Unit unit{.id = runtime::NewUuid(now),
                              .facility_id = *Uuid::Parse(scene.facility),
                              .provider_id = *Uuid::Parse(scene.provider),
                              .name = "Unit"};
      batch.units.push_back(unit);
      for (int j = 0; j < kPlacesInUnit; ++j) {
        const domain::Place place{.id = runtime::NewUuid(now),
                                  .unit_id = unit.id,
                                  .facility_id = unit.facility_id,
                                  .provider_id = unit.provider_id,
                                  .programme_id = scene.programme,
                                  .district = "Laak",
                                  .name = "12B",
                                  .available_from = runtime::TodayIn(now)};
        batch.places.push_back(place);
        places_.push_back({place.id, unit.id});
      }
    }
    return batch;
  }

  std::vector<BookablePlace> places_;
  std::atomic<size_t> taken_ = 0;
};

// The statements of one offer, and where in them its ids stand.
class BookingScript {
 public:
  BookingScript(runtime::db::Pool& pool, const Uuid& application, const BookablePlace& place) {
    RecordingStore store(pool);
    const domain::Offers offers(store, runtime::Clock::System());
    const runtime::CallContext context{.deadline = absl::Now() + absl::Seconds(10),
                                       .principal = {.role = runtime::Role::kCoordinator}};
    const domain::Day today = runtime::TodayIn(absl::Now());
    const auto offer = offers.Create(context, {.application_id = application,
                                               .place_id = place.place,
                                               .period = {today + kFromDay, today + kUntilDay}});
    OrDie(offer.status());
    statements_ = store.statements();
    for (size_t i = 0; i < statements_.size(); ++i) {
      for (size_t j = 0; j < statements_[i].values.size(); ++j) {
        const std::string* bytes = std::get_if<std::string>(&statements_[i].values[j]);
        if (bytes == nullptr) continue;
        if (*bytes == place.place.AsBytes()) slots_.push_back({i, j, Id::kPlace});
        if (*bytes == place.unit.AsBytes()) slots_.push_back({i, j, Id::kUnit});
        if (*bytes == offer->id.AsBytes()) slots_.push_back({i, j, Id::kOffer});
      }
    }
  }

  void Run(BareConnection& connection, const BookablePlace& place) const {
    std::vector<RecordedStatement> statements = statements_;
    const Uuid offer = runtime::NewUuid(absl::Now());
    for (const Slot& slot : slots_) {
      const Uuid& id = slot.id == Id::kPlace ? place.place : slot.id == Id::kUnit ? place.unit : offer;
      statements[slot.statement].values[slot.value] = std::string(id.AsBytes());
    }
    connection.Command("START TRANSACTION");
    for (const RecordedStatement& statement : statements) connection.Run(statement.sql, statement.values);
    connection.Command("COMMIT");
  }

  size_t size() const { return statements_.size(); }

 private:
  enum class Id { kPlace, kUnit, kOffer };
  struct Slot {
    size_t statement;
    size_t value;
    Id id;
  };

  std::vector<RecordedStatement> statements_;
  std::vector<Slot> slots_;
};

std::string OfferRequest(const std::string& application, const BookablePlace& place,
                         const std::string& token) {
  const tests::Json body = tests::OfferBody(application, place.place.ToString(), kFromDay, kUntilDay);
  return HttpRequest("POST", "/v1/offers", token, body.dump());
}

}  // namespace

Line BookingsAgainstBareClient(const Options& options) {
  const tests::Site site({.shape = tests::Shape::kAllInOne});
  tests::Scene scene(site);
  const std::string application = scene.NewApplication();
  // The first offer moves the application; what is compared is each one after it.
  scene.NewOffer(application, scene.NewPlace(), kFromDay, kUntilDay);
  const std::string token = site.Token(tests::Role::kCoordinator);
  runtime::Registry metrics;
  runtime::db::Pool pool(*runtime::db::ConnectOptions::Parse(site.database_url()), 1, metrics);
  const double seconds = absl::ToDoubleSeconds(options.each) * (2 * options.turns + 1);
  FreshPlaces places(scene, pool, static_cast<int>(seconds * kBookingsASecond));
  const BookingScript script(pool, *Uuid::Parse(application), places.Take());

  const Measure rest = [&](absl::Duration each) {
    return LoadHttp(site.endpoints().http, options.connections, each,
                    [&](int) { return OfferRequest(application, places.Take(), token); });
  };
  const Measure bare = [&](absl::Duration each) {
    return LoadSql(site.database_url(), options.connections, each,
                   [&](BareConnection& connection, int) { script.Run(connection, places.Take()); });
  };
  const Comparison comparison = InTurns(rest, bare, options.turns, options.each);
  const double ratio = comparison.RateRatio();
  return {.subject = absl::StrFormat(
              "bookings over REST : the same %d statements and COMMIT by a bare client", script.size()),
          .measured = Describe(comparison.first),
          .against = Describe(comparison.second),
          .ratio = absl::StrFormat("%.2f", ratio),
          .wanted = "at least 0.70",
          .enough = ratio >= 0.7};
}

}  // namespace boulevard::bench
