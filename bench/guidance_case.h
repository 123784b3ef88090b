#ifndef BOULEVARD_BENCH_GUIDANCE_CASE_H_
#define BOULEVARD_BENCH_GUIDANCE_CASE_H_

#include <vector>

#include "bench/options.h"
#include "bench/table.h"

namespace boulevard::bench {

// Plans over REST: changes of them, which write a revision, an entry of the access log and, when the level
// changes, an event, against the same transactions by a bare client; and reading one of 20 goals against
// reading a row that has nothing sealed.
std::vector<Line> PlansAtWork(const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_GUIDANCE_CASE_H_
