#include "tests/support/site/program.h"

#include <signal.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/http/http_client.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

constexpr size_t kTailBytes = 4000;

std::string OrFreePort(const std::string& address) {
  return address.empty() ? "127.0.0.1:0" : address;
}

}  // namespace

void Die(const std::string& what, const std::string& output) {
  std::cerr << what << '\n' << output.substr(output.size() - std::min(output.size(), kTailBytes)) << '\n';
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): what still runs is of no use any more
}

bool AwaitHttp(const std::string& address, const std::string& path, int status, absl::Duration patience) {
  return Eventually(patience, [&] { return HttpClient(address).Call("GET", path).status == status; });
}

std::vector<std::string> Program::Command() const {
  std::vector<std::string> command;
  if (options_.open_files > 0) {
    command = {"/usr/bin/prlimit", absl::StrCat("--nofile=", options_.open_files, ":", options_.open_files)};
  }
  command.push_back(ProgramPath(options_.name).string());
  command.insert(command.end(), options_.arguments.begin(), options_.arguments.end());
  if (options_.serves_http) command.insert(command.end(), {"--http", OrFreePort(endpoints_.http)});
  command.insert(command.end(), {"--grpc", OrFreePort(endpoints_.grpc)});
  command.insert(command.end(), {"--metrics", OrFreePort(endpoints_.metrics)});
  return command;
}

void Program::StartUnready(absl::Duration patience) {
  std::filesystem::remove(options_.endpoints_file);
  process_ = std::make_unique<Process>(Command(), options_.output);
  AwaitEndpoints(absl::Now() + patience);
}

void Program::Start(absl::Duration patience) {
  const absl::Time deadline = absl::Now() + patience;
  StartUnready(patience);
  if (!AwaitHttp(endpoints_.metrics, "/readyz", 200, deadline - absl::Now())) {
    Die(options_.name + " is not ready", process_->Output());
  }
}

void Program::AwaitEndpoints(absl::Time deadline) {
  nlohmann::json read;
  const bool found = Eventually(deadline - absl::Now(), [&] {
    std::ifstream file(options_.endpoints_file);
    read = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
    return read.is_object() || !process_->Running();
  });
  if (!found || !read.is_object()) Die(options_.name + " did not start", process_->Output());
  endpoints_ = {
      .http = read.value("http", ""), .grpc = read.value("grpc", ""), .metrics = read.value("metrics", "")};
}

void Program::Kill() {
  process_->Signal(SIGKILL);
  process_->Wait(absl::InfiniteDuration());
}

std::optional<int> Program::Stop(absl::Duration patience) {
  process_->Signal(SIGTERM);
  return process_->Wait(patience);
}

}  // namespace boulevard::tests
