#ifndef BOULEVARD_BENCH_AGENDA_CASE_H_
#define BOULEVARD_BENCH_AGENDA_CASE_H_

#include "bench/options.h"
#include "bench/table.h"

namespace boulevard::bench {

// The agenda of a mentor over REST, where a million contact moments are kept: one request at a time.
Line AgendaAmongMany(const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_AGENDA_CASE_H_
