#include "bench/events_case.h"

#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "bench/listeners.h"
#include "bench/machine.h"
#include "bench/sample.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/wait.h"

namespace boulevard::bench {
namespace {

constexpr int kListeners = 1'000;
constexpr int kChangesASecond = 100;
constexpr int kChangedPlaces = 200;
constexpr double kWantedMilliseconds = 250;
constexpr double kWantedMegabytes = 200;

struct Heard {
  Sample sample;
  double megabytes;
};

// One change after the other, each at its time, whether or not the ones before were heard.
void ChangeRents(tests::ApiClient client, const std::vector<std::string>& places, int changes,
                 Listeners& listeners) {
  const absl::Time begin = absl::Now();
  for (int i = 0; i < changes; ++i) {
    absl::SleepFor(begin + absl::Seconds(1.0 * i / kChangesASecond) - absl::Now());
    listeners.Begin(i);
    const std::string target = absl::StrCat("/v1/places/", places[static_cast<size_t>(i) % places.size()]);
    if (!client.Patch(target, {{"rentCents", Listeners::kFirstRent + i}}).Ok()) {
      tests::Die("a place is not changed");
    }
  }
}

Heard Hear(const tests::Site& site, pid_t server, absl::Duration each) {
  tests::Scene scene(site);
  const std::string unit = scene.NewUnit();
  std::vector<std::string> places;
  for (int i = 0; i < kChangedPlaces; ++i) places.push_back(scene.NewPlace(unit, {{"rentCents", 0}}));
  Listeners listeners(site.endpoints().http, "/v1/availability-events?programmeId=" + scene.programme,
                      site.Token(tests::Role::kCoordinator), kListeners);
  listeners.AwaitSilence();
  const int changes = static_cast<int>(kChangesASecond * absl::ToDoubleSeconds(each));
  ChangeRents(site.As(tests::Role::kAdmin), places, changes, listeners);
  const auto all = static_cast<size_t>(changes) * kListeners;
  if (!tests::Eventually(absl::Seconds(30), [&] { return listeners.heard() >= all; })) {
    tests::Die(absl::StrCat("only ", listeners.heard(), " of ", all, " were heard"));
  }
  const double megabytes = MemoryOf(server);
  std::vector<float> latencies = listeners.Stop();
  return {{.done = static_cast<int64_t>(latencies.size()), .duration = each, .latencies_ms = latencies},
          megabytes};
}

std::vector<Line> LinesOf(const std::string& way, const std::string& server, const Heard& heard) {
  const double p99 = heard.sample.Percentile(0.99);
  return {{.subject =
               absl::StrFormat("%d changes a second to %d listeners, %s", kChangesASecond, kListeners, way),
           .measured = absl::StrFormat("p50 %.0f ms, p99 %.0f ms", heard.sample.Percentile(0.5), p99),
           .wanted = absl::StrFormat("p99 within %.0f ms", kWantedMilliseconds),
           .enough = p99 <= kWantedMilliseconds},
          {.subject = absl::StrCat("  memory of ", server, " with them"),
           .measured = absl::StrFormat("%.0f MB", heard.megabytes),
           .wanted = absl::StrFormat("below %.0f MB", kWantedMegabytes),
           .enough = heard.megabytes < kWantedMegabytes}};
}

tests::SiteOptions WithListeners(tests::Shape shape) {
  return {.shape = shape, .front_arguments = {"--rate-limit", "0", "--max-event-streams-per-token", "0"}};
}

}  // namespace

std::vector<Line> EventsToListeners(const Options& options) {
  const absl::Duration each = options.each * options.turns;
  std::vector<Line> lines;
  {
    tests::Site site(WithListeners(tests::Shape::kAllInOne));
    lines = LinesOf("one program", "the program", Hear(site, site.all_in_one().process().pid(), each));
  }
  tests::Site site(WithListeners(tests::Shape::kSplit));
  const std::vector<Line> split = LinesOf("two replicas behind a gateway", "the gateway",
                                          Hear(site, site.gateway().process().pid(), each));
  lines.insert(lines.end(), split.begin(), split.end());
  return lines;
}

}  // namespace boulevard::bench
