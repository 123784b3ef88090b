#ifndef BOULEVARD_BENCH_OR_DIE_H_
#define BOULEVARD_BENCH_OR_DIE_H_

#include "absl/status/status.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {

// Ends the program on an error: what is measured is what works.
inline void OrDie(const absl::Status& status) {
  if (!status.ok()) tests::Die(status.ToString());
}

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_OR_DIE_H_
