#ifndef BOULEVARD_BENCH_MATCHING_CASE_H_
#define BOULEVARD_BENCH_MATCHING_CASE_H_

#include <vector>

#include "bench/options.h"
#include "bench/table.h"

namespace boulevard::bench {

// One match proposal over 10,000 who wait and 2,000 free places, and the matches of one application among
// 100,000 free places of its programme.
std::vector<Line> MatchingAtScale(const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_MATCHING_CASE_H_
