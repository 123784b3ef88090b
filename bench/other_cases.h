#ifndef BOULEVARD_BENCH_OTHER_CASES_H_
#define BOULEVARD_BENCH_OTHER_CASES_H_

#include "bench/options.h"
#include "bench/table.h"

namespace boulevard::bench {

// Never two people in one place, raced for longer than the tests do.
Line LongRace(const Options& options);

// Everything compiled from nothing, without the compiler's cache, in a folder that goes afterwards.
Line CleanBuild();

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_OTHER_CASES_H_
