#include "bench/sample.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace boulevard::bench {
namespace {

std::vector<double> Ratios(const Comparison& comparison, double (*of)(const Sample&)) {
  std::vector<double> ratios;
  ratios.reserve(comparison.first.size());
  for (size_t i = 0; i < comparison.first.size(); ++i) {
    ratios.push_back(of(comparison.first[i]) / of(comparison.second[i]));
  }
  return ratios;
}

double RateOf(const Sample& sample) {
  return sample.Rate();
}

double TailOf(const Sample& sample) {
  return sample.Percentile(0.99);
}

double MedianOf(const std::vector<Sample>& samples, const std::function<double(const Sample&)>& of) {
  std::vector<double> values;
  values.reserve(samples.size());
  for (const Sample& sample : samples) values.push_back(of(sample));
  return Median(std::move(values));
}

}  // namespace

double Sample::Percentile(double share) const {
  if (latencies_ms.empty()) return 0;
  std::vector<float> sorted = latencies_ms;
  const auto at =
      sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double Comparison::RateRatio() const {
  return Median(Ratios(*this, RateOf));
}

double Comparison::TailRatio() const {
  return Median(Ratios(*this, TailOf));
}

Comparison InTurns(const Measure& first, const Measure& second, int turns, absl::Duration each) {
  first(each / 2);
  second(each / 2);
  Comparison comparison;
  for (int i = 0; i < turns; ++i) {
    comparison.first.push_back(first(each));
    comparison.second.push_back(second(each));
  }
  return comparison;
}

std::string Describe(const std::vector<Sample>& samples) {
  return absl::StrFormat("%.0f/s, p50 %.1f ms, p99 %.1f ms", MedianOf(samples, RateOf),
                         MedianOf(samples, [](const Sample& sample) { return sample.Percentile(0.5); }),
                         MedianOf(samples, TailOf));
}

}  // namespace boulevard::bench
