#include "bench/matching_case.h"

#include <iostream>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "bench/load.h"
#include "bench/machine.h"
#include "bench/or_die.h"
#include "bench/sample.h"
#include "services/placements/domain/bulk.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/metrics/registry.h"
#include "tests/support/site/scene.h"

namespace boulevard::bench {
namespace {

namespace domain = placements::domain;
using runtime::Uuid;

constexpr int kProgrammes = 4;
constexpr int kWaiting = 10'000;
constexpr int kOpenPlaces = 2'000;
constexpr int kManyOpenPlaces = 100'000;
constexpr int kPlacesInBatch = 2'000;
constexpr int kDistricts = 8;
constexpr int kRents = 40;
constexpr absl::Duration kPatience = absl::Minutes(2);

// A city that differs in everything that matching looks at; the same each time.
class City {
 public:
  City(const tests::Site& site, runtime::db::Pool& pool) : store_(pool) {
    for (int i = 0; i < kProgrammes; ++i) scenes_.push_back(std::make_unique<tests::Scene>(site));
  }

  void LoadOpenPlaces(int count, bool in_one_programme) {
    for (int made = 0; made < count;) {
      domain::StockBatch batch;
      while (made < count && static_cast<int>(batch.places.size()) < kPlacesInBatch) {
        const tests::Scene& scene = *scenes_[in_one_programme ? 0 : static_cast<size_t>(Below(kProgrammes))];
        made += AddUnit(scene, count - made, batch);
      }
      OrDie(LoadStock(store_, runtime::Clock::System(), absl::Now() + kPatience, batch));
    }
  }

  void LoadWaiting(int count) {
    domain::StockBatch batch;
    for (int i = 0; i < count; ++i) batch.applications.push_back(NewApplication());
    OrDie(LoadStock(store_, runtime::Clock::System(), absl::Now() + kPatience, batch));
  }

  tests::Scene& scene(int number) { return *scenes_[static_cast<size_t>(number)]; }

 private:
  int Below(int end) { return static_cast<int>(random_() % static_cast<uint32_t>(end)); }
  std::string District() { return absl::StrCat("District ", Below(kDistricts)); }
  int Rent() { return 30'000 + 1'000 * Below(kRents); }

  // Of up to eight places; one in three has quotas. A facility of its own carries the district.
  int AddUnit(const tests::Scene& scene, int most, domain::StockBatch& batch) {
    const absl::Time now = absl::Now();
    const domain::Facility& facility =
        batch.facilities.emplace_back(domain::Facility{.id = runtime::NewUuid(now),
                                                       .provider_id = *Uuid::Parse(scene.provider),
                                                       .programme_id = scene.programme,
                                                       .name = "Facility",
                                                       .district = District()});
    const bool shared = Below(3) == 0;
    const int places = std::min(most, shared ? 8 : 1 + Below(4));
    domain::Unit& unit = batch.units.emplace_back(domain::Unit{.id = runtime::NewUuid(now),
                                                               .facility_id = facility.id,
                                                               .provider_id = facility.provider_id,
                                                               .name = "Unit"});
    if (shared) unit.quotas = domain::KindCounts{{0, 4, 4}};
    const int rent = Rent();
    for (int i = 0; i < places; ++i) {
      batch.places.push_back({.id = runtime::NewUuid(now),
                              .unit_id = unit.id,
                              .facility_id = facility.id,
                              .provider_id = facility.provider_id,
                              .programme_id = scene.programme,
                              .district = facility.district,
                              .name = absl::StrCat(i),
                              .rent_cents = Below(4) == 0 ? Rent() : rent,
                              .accessible = Below(10) == 0,
                              .self_contained = places == 1,
                              .available_from = runtime::TodayIn(now)});
    }
    return places;
  }

  domain::Application NewApplication() {
    const absl::Time now = absl::Now();
    domain::Application application{
        .id = runtime::NewUuid(now),
        .young_person_id = runtime::NewUuid(now),
        .birth_date = runtime::TodayIn(now) - 365 * (19 + Below(7)),
        .resident_kind = domain::kAllResidentKinds[static_cast<size_t>(Below(3))],
        .guidance_level = domain::GuidanceLevel::kLight,
        .created_by = "bench",
        .created_at = now,
        .programme_id = scenes_[static_cast<size_t>(Below(kProgrammes))]->programme,
        .state = domain::ApplicationState::kWaiting,
        .urgency = static_cast<domain::Urgency>(1 + Below(3)),
        .situation = static_cast<domain::Situation>(1 + Below(8)),
        .wishes = {.accessible_needed = Below(15) == 0, .self_contained = Below(2) == 0},
        .relapse_return = Below(10) == 0,
        .confirmed_at = now,
        .expires_at = now + absl::Hours(24 * 90),
        .waiting_since = now - absl::Hours(24 * Below(365))};
    if (Below(3) > 0) application.wishes.districts = {District()};
    if (Below(4) > 0) application.wishes.max_rent_cents = Rent() + 10'000;
    return application;
  }

  placements::store::MysqlStore store_;
  std::mt19937 random_{3};
  std::vector<std::unique_ptr<tests::Scene>> scenes_;
};

std::vector<Line> OneProposal(tests::Site& site) {
  tests::ApiClient coordinator = site.As(tests::Role::kCoordinator);
  const absl::Time began = absl::Now();
  const tests::Answer made = coordinator.Post("/v1/match-proposals");
  const double seconds = absl::ToDoubleSeconds(absl::Now() - began);
  if (made.status() != 201) tests::Die("no match proposal was made", made.http.body);
  const double memory = PeakMemoryOf(site.all_in_one().process().pid());
  const double total = std::stod(made.body.value("totalPriority", "0"));
  const double bound = std::stod(made.body.value("upperBound", "0"));
  const double gap = bound == 0 ? 0 : 100 * (bound - total) / bound;
  return {
      {.subject =
           absl::StrCat("a match proposal over ", kWaiting, " waiting and ", kOpenPlaces, " free places"),
       .measured = absl::StrFormat("%.1f s, %d lines", seconds, made.body.value("lineCount", 0)),
       .wanted = "within 10 s",
       .enough = seconds <= 10},
      {.subject = "  memory of the all-in-one at its peak",
       .measured = absl::StrFormat("%.0f MB", memory),
       .wanted = "below 1000 MB",
       .enough = memory < 1000},
      {.subject = "  short of the proved upper bound of its total priority by at most",
       .measured = absl::StrFormat("%.3f %%%s", gap, made.body.value("optimal", false) ? ", optimal" : ""),
       .wanted = "within 1 %",
       .enough = gap <= 1}};
}

Line MatchesAmongMany(const tests::Site& site, tests::Scene& scene, const Options& options) {
  const std::string application = scene.NewApplication(
      {{"residentKind", "student"},
       {"wishes", {{"maxRentCents", 45'000}, {"districts", {"District 3"}}, {"selfContained", true}}}});
  const std::string request = HttpRequest("GET", absl::StrCat("/v1/applications/", application, "/matches"),
                                          site.Token(tests::Role::kCoordinator));
  const auto one_by_one = [&](absl::Duration each) {
    return LoadHttp(site.endpoints().http, 1, each, [&](int) { return request; });
  };
  one_by_one(absl::Seconds(1));
  const Sample sample = one_by_one(options.each);
  const double tail = sample.Percentile(0.99);
  return {.subject =
              absl::StrCat("matches of one application, ", kManyOpenPlaces, " free places in its programme"),
          .measured = absl::StrFormat("p50 %.1f ms, p99 %.1f ms", sample.Percentile(0.5), tail),
          .wanted = "p99 within 50 ms",
          .enough = tail <= 50};
}

}  // namespace

std::vector<Line> MatchingAtScale(const Options& options) {
  tests::Site site({.shape = tests::Shape::kAllInOne});
  runtime::Registry metrics;
  runtime::db::Pool pool(*runtime::db::ConnectOptions::Parse(site.database_url()), 1, metrics);
  City city(site, pool);
  std::cout << "Loading " << kWaiting << " who wait and " << kOpenPlaces << " free places ..." << std::endl;
  city.LoadOpenPlaces(kOpenPlaces, false);
  city.LoadWaiting(kWaiting);
  std::vector<Line> lines = OneProposal(site);
  std::cout << "Loading " << kManyOpenPlaces << " free places of one programme ..." << std::endl;
  city.LoadOpenPlaces(kManyOpenPlaces, true);
  lines.push_back(MatchesAmongMany(site, city.scene(0), options));
  return lines;
}

}  // namespace boulevard::bench
