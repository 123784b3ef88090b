#include "tests/support/site/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::tests {
namespace {

std::vector<char*> ArgumentsOf(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  return arguments;
}

// Runs in the child of a program with threads: nothing here may allocate.
[[noreturn]] void BecomeProgram(char* const* arguments, int output, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(125);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(arguments[0], arguments);
  _exit(127);
}

struct ProcessEntry {
  std::string name;
  pid_t parent = 0;
};

// /proc/<pid>/stat: "pid (name) state ppid ...".
std::optional<ProcessEntry> EntryOf(const std::filesystem::path& folder) {
  std::ifstream file(folder / "stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const size_t open = line.find('(');
  const size_t close = line.rfind(')');
  if (open == std::string::npos || close == std::string::npos) return std::nullopt;
  ProcessEntry entry{.name = line.substr(open + 1, close - open - 1)};
  std::istringstream rest(line.substr(close + 1));
  char state;
  rest >> state >> entry.parent;
  return entry;
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::filesystem::path& output)
    : output_(output) {
  const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const std::vector<char*> arguments = ArgumentsOf(command);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) BecomeProgram(arguments.data(), file, parent);
  close(file);
  pidfd_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  if (pid_ < 0 || pidfd_ < 0) {
    std::cerr << "cannot start " << command[0] << '\n';
    std::abort();
  }
}

Process::~Process() {
  if (Running()) {
    Signal(SIGKILL);
    Wait(absl::InfiniteDuration());
  }
  close(pidfd_);
}

void Process::Signal(int number) {
  if (!exit_code_) kill(pid_, number);
}

std::optional<int> Process::Wait(absl::Duration patience) {
  if (exit_code_) return exit_code_;
  pollfd ended{.fd = pidfd_, .events = POLLIN, .revents = 0};
  const int milliseconds =
      patience == absl::InfiniteDuration() ? -1 : static_cast<int>(absl::ToInt64Milliseconds(patience));
  if (poll(&ended, 1, milliseconds) <= 0) return std::nullopt;
  int status = 0;
  waitpid(pid_, &status, 0);
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

bool Process::Running() {
  return !Wait(absl::ZeroDuration());
}

std::string Process::Output() const {
  std::ifstream file(output_);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Finished RunToEnd(const std::vector<std::string>& command, const std::filesystem::path& output,
                  absl::Duration patience) {
  std::filesystem::remove(output);
  Process process(command, output);
  const std::optional<int> code = process.Wait(patience);
  return {.exit_code = code.value_or(-1), .output = process.Output()};
}

std::vector<pid_t> Descendants(pid_t ancestor, std::string_view name) {
  std::vector<pid_t> found;
  for (const auto& folder : std::filesystem::directory_iterator("/proc")) {
    pid_t pid = 0;
    if (!absl::SimpleAtoi(folder.path().filename().string(), &pid)) continue;
    std::optional<ProcessEntry> entry = EntryOf(folder.path());
    if (!entry || entry->name != name) continue;
    while (entry && entry->parent > 1 && entry->parent != ancestor) {
      entry = EntryOf(std::filesystem::path("/proc") / std::to_string(entry->parent));
    }
    if (entry && entry->parent == ancestor) found.push_back(pid);
  }
  return found;
}

std::filesystem::path ProgramPath(std::string_view name) {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

}  // namespace boulevard::tests
