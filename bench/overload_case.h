#ifndef BOULEVARD_BENCH_OVERLOAD_CASE_H_
#define BOULEVARD_BENCH_OVERLOAD_CASE_H_

#include <vector>

#include "bench/options.h"
#include "bench/site_cases.h"
#include "bench/table.h"

namespace boulevard::bench {

// The partners' query, asked for five times as often as it can be answered: how much is answered of what is
// at the site's best, and how soon the rest is refused. The load comes from a core of its own.
std::vector<Line> AtFiveTimesItsLoad(DemoSite& demo, const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_OVERLOAD_CASE_H_
