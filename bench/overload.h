#ifndef BOULEVARD_BENCH_OVERLOAD_H_
#define BOULEVARD_BENCH_OVERLOAD_H_

#include <string>
#include <vector>

#include "bench/load.h"
#include "bench/sample.h"

namespace boulevard::bench {

// What became of requests that came at a rate of their own.
struct Overload {
  Sample answered;                // 200
  std::vector<float> refused_ms;  // 429 and 503: how long each took
  int64_t sent = 0;
  int64_t other = 0;  // any other status
};

// Sends so many requests a second for a while, however they are answered, over as many of `connections` as it
// takes: each has one request at a time, and a request that finds none free is not sent.
Overload OverloadHttp(const std::string& address, int connections, double rate, absl::Duration duration,
                      const NextRequest& next);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_OVERLOAD_H_
