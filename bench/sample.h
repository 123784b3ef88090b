#ifndef BOULEVARD_BENCH_SAMPLE_H_
#define BOULEVARD_BENCH_SAMPLE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace boulevard::bench {

// What a few seconds of load came to.
struct Sample {
  int64_t done = 0;
  absl::Duration duration;
  std::vector<float> latencies_ms;  // of every one

  double Rate() const { return static_cast<double>(done) / absl::ToDoubleSeconds(duration); }
  double Percentile(double share) const;
};

// One way to do a thing: gives a sample each time it is asked for so long.
using Measure = std::function<Sample(absl::Duration)>;

// Two ways, measured in turns (A B A B ...) after a short turn of each to warm up.
struct Comparison {
  std::vector<Sample> first;
  std::vector<Sample> second;

  // Of the rates of each turn, first to second; and of their p99.
  double RateRatio() const;
  double TailRatio() const;
};
Comparison InTurns(const Measure& first, const Measure& second, int turns, absl::Duration each);

// "2910/s, p50 20.1 ms, p99 31.0 ms": medians over the turns.
std::string Describe(const std::vector<Sample>& samples);

double Median(std::vector<double> values);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_SAMPLE_H_
