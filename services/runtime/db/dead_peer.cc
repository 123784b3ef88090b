#include "services/runtime/db/dead_peer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace boulevard::runtime::db {
namespace {

constexpr int kUnansweredMilliseconds = 5'000;
constexpr int kIdleSeconds = 10;
constexpr int kProbeSeconds = 2;
constexpr int kProbes = 2;

}  // namespace

void NoticeDeadPeer(int socket) {
  const auto set = [&](int level, int option, int value) {
    setsockopt(socket, level, option, &value, sizeof(value));
  };
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, kIdleSeconds);
  set(IPPROTO_TCP, TCP_KEEPINTVL, kProbeSeconds);
  set(IPPROTO_TCP, TCP_KEEPCNT, kProbes);
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, kUnansweredMilliseconds);
}

}  // namespace boulevard::runtime::db
