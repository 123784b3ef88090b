#ifndef BOULEVARD_TESTS_SUPPORT_SITE_PROCESS_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_PROCESS_H_

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace boulevard::tests {

// A program under test. It dies with the thread that started it, so that nothing outlives a test: start it
// from the main thread. What it writes goes to a file. Not thread-safe.
class Process {
 public:
  // The program by its path, then its arguments. Ends the test program when it cannot be started.
  Process(const std::vector<std::string>& command, const std::filesystem::path& output);
  // Kills it when it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void Signal(int number);
  // The exit code, or 128 and the number of the signal that ended it; nothing when it still runs after
  // `patience`.
  std::optional<int> Wait(absl::Duration patience);
  bool Running();
  // All that it wrote until now.
  std::string Output() const;

 private:
  std::filesystem::path output_;
  pid_t pid_ = -1;
  int pidfd_ = -1;
  std::optional<int> exit_code_;
};

// Runs a program to its end; what it wrote, standard error included, and its exit code.
struct Finished {
  int exit_code = 0;
  std::string output;
};
Finished RunToEnd(const std::vector<std::string>& command, const std::filesystem::path& output,
                  absl::Duration patience = absl::Seconds(60));

// The processes of that name which `ancestor` started, directly or not.
std::vector<pid_t> Descendants(pid_t ancestor, std::string_view name);

// Beside the program that runs now: build/<preset>/bin.
std::filesystem::path ProgramPath(std::string_view name);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_PROCESS_H_
