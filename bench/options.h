#ifndef BOULEVARD_BENCH_OPTIONS_H_
#define BOULEVARD_BENCH_OPTIONS_H_

#include "absl/time/time.h"

namespace boulevard::bench {

struct Options {
  int connections = 64;
  int turns = 5;                           // of each of the two that are compared
  absl::Duration each = absl::Seconds(3);  // how long a turn lasts
  int few_places = 10'000;
  int many_places = 1'000'000;
  int race_seconds = 20;
};

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_OPTIONS_H_
