#ifndef BOULEVARD_BENCH_EVENTS_CASE_H_
#define BOULEVARD_BENCH_EVENTS_CASE_H_

#include <vector>

#include "bench/options.h"
#include "bench/table.h"

namespace boulevard::bench {

// A thousand listeners to a hundred changes a second, all of which concern all of them, as one program and as
// two: how long a change takes to each of them, and the memory of what serves them.
std::vector<Line> EventsToListeners(const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_EVENTS_CASE_H_
