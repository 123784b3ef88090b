#include "services/runtime/db/child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

#include "absl/strings/str_cat.h"

namespace boulevard::runtime::db {
namespace {

constexpr int kCannotExecute = 127;
constexpr int kNiceness = 5;

// What the child does between fork and exec. Other threads' locks may be held for ever here: only
// async-signal-safe calls.
[[noreturn]] void BecomeProgram(char** arguments, int output, int inherited_file, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(kCannotExecute);  // the parent ended before the line above
  setpgid(0, 0);
  // It works for the workers, and stands behind those that read and refuse as they do.
  (void)!nice(kNiceness);
  // A server that waits for SIGTERM in one thread blocks it in all, and a child would inherit that.
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, nullptr);
  const int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (inherited_file >= 0) fcntl(inherited_file, F_SETFD, 0);
  execv(arguments[0], arguments);
  _exit(kCannotExecute);
}

}  // namespace

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (number_ >= 0) close(number_);
}

absl::StatusOr<pid_t> StartChild(const ChildOptions& options) {
  const FileDescriptor output(
      open(options.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (output.number() < 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot write ", options.output.string()));
  }
  std::vector<char*> arguments;
  for (const std::string& argument : options.arguments) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) BecomeProgram(arguments.data(), output.number(), options.inherited_file, parent);
  if (child < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot start ", options.arguments[0]));
  return child;
}

void AwaitEnd(pid_t pid) {
  siginfo_t info;
  while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
}

int Reap(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace boulevard::runtime::db
