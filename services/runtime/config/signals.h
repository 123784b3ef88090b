#ifndef BOULEVARD_SERVICES_RUNTIME_CONFIG_SIGNALS_H_
#define BOULEVARD_SERVICES_RUNTIME_CONFIG_SIGNALS_H_

#include <functional>

namespace boulevard::runtime::config {

// Blocks SIGINT, SIGTERM and SIGHUP in this thread and those that it starts, and ignores SIGPIPE. Call it
// first in main, before there is any other thread. Processes started later inherit the block: unblock in the
// child.
void BlockTerminationSignals();

// Waits for SIGINT or SIGTERM and gives its number. Each SIGHUP calls `reload`; without one it ends the wait
// too, as it does when a terminal closes.
int WaitForTermination(const std::function<void()>& reload = nullptr);

}  // namespace boulevard::runtime::config

#endif  // BOULEVARD_SERVICES_RUNTIME_CONFIG_SIGNALS_H_
