#include "bench/own_core.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace boulevard::bench {
namespace {

// All threads of the process, and of those that it started.
void Give(pid_t process, const cpu_set_t& cores) {
  const std::filesystem::path tasks = std::filesystem::path("/proc") / std::to_string(process) / "task";
  std::error_code gone;
  for (const auto& task : std::filesystem::directory_iterator(tasks, gone)) {
    sched_setaffinity(std::stoi(task.path().filename()), sizeof(cores), &cores);
    std::ifstream children(task.path() / "children");
    for (pid_t child = 0; children >> child;) Give(child, cores);
  }
}

int LastOf(const cpu_set_t& cores) {
  int last = CPU_SETSIZE - 1;
  while (last > 0 && !CPU_ISSET(last, &cores)) --last;
  return last;
}

}  // namespace

OwnCore::OwnCore() {
  if (sched_getaffinity(0, sizeof(before_), &before_) != 0 || CPU_COUNT(&before_) < 2) return;
  const int last = LastOf(before_);
  cpu_set_t rest = before_;
  CPU_CLR(last, &rest);
  Give(getpid(), rest);
  cpu_set_t own;
  CPU_ZERO(&own);
  CPU_SET(last, &own);
  kept_ = sched_setaffinity(0, sizeof(own), &own) == 0;
}

OwnCore::~OwnCore() {
  if (kept_) Give(getpid(), before_);
}

}  // namespace boulevard::bench
