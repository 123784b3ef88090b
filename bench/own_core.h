#ifndef BOULEVARD_BENCH_OWN_CORE_H_
#define BOULEVARD_BENCH_OWN_CORE_H_

#include <sched.h>

namespace boulevard::bench {

// While it lives, the load comes from a core of its own: the calling thread has the last core, and every
// other thread of this program and of those that it started has the rest. What a client spends is then not
// taken from who serves it, as in real life. On one core, nothing is kept apart.
class OwnCore {
 public:
  OwnCore();
  ~OwnCore();
  OwnCore(const OwnCore&) = delete;
  OwnCore& operator=(const OwnCore&) = delete;

  bool kept() const { return kept_; }

 private:
  cpu_set_t before_;
  bool kept_ = false;
};

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_OWN_CORE_H_
