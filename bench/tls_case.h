#ifndef BOULEVARD_BENCH_TLS_CASE_H_
#define BOULEVARD_BENCH_TLS_CASE_H_

#include "bench/options.h"
#include "bench/site_cases.h"
#include "bench/table.h"

namespace boulevard::bench {

// A page of free places over TLS on connections that are kept open, against the same without TLS.
Line TlsAgainstPlain(DemoSite& demo, const Options& options);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_TLS_CASE_H_
