#include "bench/machine.h"

#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"

namespace boulevard::bench {

namespace {

// A line of /proc/<process>/status, in MB.
double StatusOf(pid_t process, const std::string& line) {
  std::ifstream file(absl::StrCat("/proc/", process, "/status"));
  std::string word;
  while (file >> word) {
    double kibibytes = 0;
    if (word == line && file >> kibibytes) return kibibytes * 1024 / 1e6;
  }
  return 0;
}

}  // namespace

double MemoryOf(pid_t process) {
  return StatusOf(process, "VmRSS:");
}

double PeakMemoryOf(pid_t process) {
  return StatusOf(process, "VmHWM:");
}

std::string DescribeMachine() {
  std::ifstream file("/proc/cpuinfo");
  std::string line;
  while (std::getline(file, line)) {
    if (line.rfind("model name", 0) == 0) break;
  }
  const size_t colon = line.find(": ");
  return absl::StrCat(std::thread::hardware_concurrency(), " cores of ",
                      colon == std::string::npos ? "an unknown processor" : line.substr(colon + 2));
}

}  // namespace boulevard::bench
