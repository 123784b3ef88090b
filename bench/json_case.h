#ifndef BOULEVARD_BENCH_JSON_CASE_H_
#define BOULEVARD_BENCH_JSON_CASE_H_

#include <vector>

#include "bench/options.h"
#include "bench/table.h"

namespace boulevard::bench {

// The gateway's JSON against protobuf's own: a page of free places written, and read, by one thread.
std::vector<Line> JsonAgainstProtobuf(const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_JSON_CASE_H_
