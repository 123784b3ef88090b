#ifndef BOULEVARD_SERVICES_RUNTIME_CONFIG_SIGNALS_H_
#define BOULEVARD_SERVICES_RUNTIME_CONFIG_SIGNALS_H_

namespace boulevard::runtime::config {

// Blocks SIGINT and SIGTERM in this thread and those that it starts, and ignores SIGPIPE. Call it first in
// main, before there is any other thread. Processes started later inherit the block: unblock in the child.
void BlockTerminationSignals();

// Waits for SIGINT or SIGTERM and gives its number.
int WaitForTermination();

}  // namespace boulevard::runtime::config

#endif  // BOULEVARD_SERVICES_RUNTIME_CONFIG_SIGNALS_H_
