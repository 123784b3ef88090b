#include "bench/overload_case.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/load.h"
#include "bench/overload.h"
#include "bench/own_core.h"

namespace boulevard::bench {
namespace {

constexpr double kTimes = 5;
constexpr double kWantedShare = 0.9;
constexpr float kWantedMilliseconds = 100;
// More than are ever under way when the refused are answered within the time wanted.
constexpr int kConnections = 2'000;

double ShareSent(const Overload& overload, double rate) {
  return static_cast<double>(overload.sent) / (rate * absl::ToDoubleSeconds(overload.answered.duration));
}

}  // namespace

std::vector<Line> AtFiveTimesItsLoad(DemoSite& demo, const Options& options) {
  std::vector<std::string> requests;
  for (const PageRequest& page : demo.pages.requests) {
    requests.push_back(HttpRequest("GET", page.target, demo.pages.token));
  }
  size_t turn = 0;
  const NextRequest next = [&](int) { return requests[turn++ % requests.size()]; };
  const std::string address = demo.site.endpoints().http;
  // For both: five times the load is five times the work for its source, too.
  const OwnCore own;
  LoadHttp(address, options.connections, options.each / 2, next);
  Comparison comparison;
  std::vector<float> refused;
  double least_sent = 1;
  int64_t other = 0;
  for (int i = 0; i < options.turns; ++i) {
    comparison.second.push_back(LoadHttp(address, options.connections, options.each, next));
    const double rate = kTimes * comparison.second.back().Rate();
    const Overload overload = OverloadHttp(address, kConnections, rate, options.each, next);
    comparison.first.push_back(overload.answered);
    refused.insert(refused.end(), overload.refused_ms.begin(), overload.refused_ms.end());
    least_sent = std::min(least_sent, ShareSent(overload, rate));
    other += overload.other;
  }
  const Sample rest{.done = static_cast<int64_t>(refused.size()), .duration = {}, .latencies_ms = refused};
  const double share = comparison.RateRatio();
  const double slowest = rest.Percentile(1);
  Line answered{.subject = absl::StrFormat("a page at %.0f times the load it can carry : at its best%s",
                                           kTimes, own.kept() ? ", the load from a core of its own" : ""),
                .measured = Describe(comparison.first),
                .against = Describe(comparison.second),
                .ratio = absl::StrFormat("%.2f", share),
                .wanted = absl::StrFormat("at least %.2f", kWantedShare),
                .enough = share >= kWantedShare};
  Line refusals{.subject = "  the rest: 429 or 503",
                .measured = absl::StrFormat("%d refused, p50 %.1f ms, p99 %.1f ms", refused.size(),
                                            rest.Percentile(0.5), rest.Percentile(0.99)),
                .against = absl::StrFormat("%d other; %.0f %% of 5 times was sent", other, 100 * least_sent),
                .ratio = absl::StrFormat("%.0f ms at most", slowest),
                .wanted = absl::StrFormat("within %.0f ms", kWantedMilliseconds),
                .enough = slowest <= kWantedMilliseconds && other == 0};
  return {answered, refusals};
}

}  // namespace boulevard::bench
