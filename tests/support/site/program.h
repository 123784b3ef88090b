#ifndef BOULEVARD_TESTS_SUPPORT_SITE_PROGRAM_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_PROGRAM_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/support/site/process.h"

namespace boulevard::tests {

// Where a program listens, as "127.0.0.1:34567"; empty: it does not.
struct Endpoints {
  std::string http;
  std::string grpc;
  std::string metrics;
};

// The last lines of a program's output on standard error, then the end of the test program.
[[noreturn]] void Die(const std::string& what, const std::string& output = "");

// Waits until GET on that address and path answers with `status`; false when it does not within `patience`.
bool AwaitHttp(const std::string& address, const std::string& path, int status,
               absl::Duration patience = absl::Seconds(20));

// One server program of a site. It is started on free ports and keeps them when it is started again.
class Program {
 public:
  struct Options {
    std::string name;  // as in build/<preset>/bin
    // Its arguments without those that say where it listens.
    std::vector<std::string> arguments;
    bool serves_http = true;
    std::string grpc = "";  // where it answers, when others have to know before it starts; else any free port
    std::filesystem::path endpoints_file;  // where it says where it listens
    std::filesystem::path output;
    int open_files = 0;  // the limit of them, which it cannot raise; 0: that of this process
  };

  explicit Program(Options options) : options_(std::move(options)), endpoints_{.grpc = options_.grpc} {}

  // Returns when it is ready (/readyz on its metrics port says so); ends the test program when it is not
  // within `patience`.
  void Start(absl::Duration patience = absl::Seconds(60));
  // The same, but returns as soon as it listens: for one that cannot get ready.
  void StartUnready(absl::Duration patience = absl::Seconds(60));
  // Kill -9, and waits until it is gone.
  void Kill();
  // SIGTERM; its exit code, or nothing when it did not end in time.
  std::optional<int> Stop(absl::Duration patience = absl::Seconds(30));

  const Endpoints& endpoints() const { return endpoints_; }
  Process& process() { return *process_; }

 private:
  std::vector<std::string> Command() const;
  void AwaitEndpoints(absl::Time deadline);

  Options options_;
  Endpoints endpoints_;
  std::unique_ptr<Process> process_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_PROGRAM_H_
