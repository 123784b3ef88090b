#ifndef BOULEVARD_BENCH_BOOKING_CASE_H_
#define BOULEVARD_BENCH_BOOKING_CASE_H_

#include "bench/options.h"
#include "bench/table.h"

namespace boulevard::bench {

// Offers a second over REST, each on a place that nobody has booked, against the same transactions by a bare
// client: the statements of one offer are recorded and run again with other ids.
Line BookingsAgainstBareClient(const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_BOOKING_CASE_H_
