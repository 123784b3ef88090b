#ifndef BOULEVARD_SERVICES_RUNTIME_DB_PRESENCE_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_PRESENCE_H_

#include <atomic>

namespace boulevard::runtime::db {

// Whether the database is there, as was last found by whoever keeps asking it; there, until somebody asks.
// One asks, any number may look.
class Presence {
 public:
  Presence();
  ~Presence();
  Presence(const Presence&) = delete;
  Presence& operator=(const Presence&) = delete;

  void Set(bool there);
  bool there() const { return there_.load(std::memory_order_acquire); }
  // A descriptor that is readable while the database is away: whoever waits for an answer wakes up too.
  int away() const { return away_; }

 private:
  std::atomic<bool> there_ = true;
  const int away_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_PRESENCE_H_
