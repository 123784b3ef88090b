#include "services/runtime/db/presence.h"

#include <sys/eventfd.h>
#include <unistd.h>

namespace boulevard::runtime::db {

// Without a descriptor (none is left) those who wait do so to their deadlines: no harm beyond that.
Presence::Presence() : away_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Presence::~Presence() {
  if (away_ >= 0) close(away_);
}

void Presence::Set(bool there) {
  if (there_.exchange(there, std::memory_order_acq_rel) == there) return;
  eventfd_t written = 0;
  if (there) {
    eventfd_read(away_, &written);
  } else {
    eventfd_write(away_, 1);
  }
}

}  // namespace boulevard::runtime::db
