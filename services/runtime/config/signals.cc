#include "services/runtime/config/signals.h"

#include <pthread.h>

#include <csignal>

namespace boulevard::runtime::config {
namespace {

sigset_t TerminationSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

}  // namespace

void BlockTerminationSignals() {
  const sigset_t signals = TerminationSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int WaitForTermination(const std::function<void()>& reload) {
  const sigset_t signals = TerminationSignals();
  while (true) {
    int received = 0;
    if (sigwait(&signals, &received) != 0) continue;
    if (received != SIGHUP || !reload) return received;
    reload();
  }
}

}  // namespace boulevard::runtime::config
