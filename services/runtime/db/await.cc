#include "services/runtime/db/await.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include "absl/time/clock.h"

namespace boulevard::runtime::db {
namespace {

// Rounded up: a wait that ends a fraction too early would spin.
int MillisecondsUntil(absl::Time deadline) {
  constexpr int64_t kLongest = 60'000;
  const absl::Duration left = absl::Ceil(deadline - absl::Now(), absl::Milliseconds(1));
  return static_cast<int>(std::clamp<int64_t>(absl::ToInt64Milliseconds(left), 0, kLongest));
}

}  // namespace

std::optional<int> AwaitSocket(MYSQL* mysql, int events, const Patience& patience) {
  // poll passes over a negative descriptor.
  std::array<pollfd, 2> both{{{.fd = static_cast<int>(mysql_get_socket(mysql)), .events = 0, .revents = 0},
                              {.fd = patience.presence == nullptr ? -1 : patience.presence->away(),
                               .events = POLLIN,
                               .revents = 0}}};
  pollfd& socket = both[0];
  if (events & MYSQL_WAIT_READ) socket.events |= POLLIN;
  if (events & MYSQL_WAIT_WRITE) socket.events |= POLLOUT;
  if (events & MYSQL_WAIT_EXCEPT) socket.events |= POLLPRI;
  while (true) {
    const int ready = poll(both.data(), both.size(), MillisecondsUntil(patience.deadline));
    if (ready > 0 && socket.revents == 0) return std::nullopt;
    if (ready > 0) break;
    if (ready < 0 && errno != EINTR) break;
    if (absl::Now() >= patience.deadline) return std::nullopt;
  }
  int happened = 0;
  if (socket.revents & POLLIN) happened |= MYSQL_WAIT_READ;
  if (socket.revents & POLLOUT) happened |= MYSQL_WAIT_WRITE;
  if (socket.revents & POLLPRI) happened |= MYSQL_WAIT_EXCEPT;
  // A closed or faulty socket: whatever was waited for will now report it.
  return happened == 0 ? events & ~MYSQL_WAIT_TIMEOUT : happened;
}

}  // namespace boulevard::runtime::db
