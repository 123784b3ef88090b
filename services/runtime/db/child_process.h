#ifndef BOULEVARD_SERVICES_RUNTIME_DB_CHILD_PROCESS_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_CHILD_PROCESS_H_

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace boulevard::runtime::db {

// An open file that closes itself.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number = -1) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();
  int number() const { return number_; }

 private:
  int number_;
};

struct ChildOptions {
  std::vector<std::string> arguments;  // the first is the program's path
  std::filesystem::path output;        // where it writes what it has to say; appended to
  int inherited_file = -1;             // stays open in the child
};

// Starts a child that gets SIGTERM when the calling *thread* ends, and with it when this process ends in any
// way. It is in a process group of its own, so that Ctrl-C reaches this process alone.
absl::StatusOr<pid_t> StartChild(const ChildOptions& options);

// Waits for the child's end but leaves it a zombie, so that its pid cannot pass to another process yet.
void AwaitEnd(pid_t pid);
// Its exit code once it has ended; 128 and the signal's number when a signal ended it.
int Reap(pid_t pid);

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_CHILD_PROCESS_H_
