#ifndef BOULEVARD_BENCH_WRAPPER_CASE_H_
#define BOULEVARD_BENCH_WRAPPER_CASE_H_

#include "bench/options.h"
#include "bench/site_cases.h"
#include "bench/table.h"

namespace boulevard::bench {

// What token check, roles, field rules, metrics and log of a call cost together, of the CPU that the program
// takes for the partners' query over REST (the database's own apart).
Line WrapperAgainstQuery(DemoSite& demo, const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_WRAPPER_CASE_H_
