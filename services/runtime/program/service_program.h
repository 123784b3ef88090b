#ifndef BOULEVARD_SERVICES_RUNTIME_PROGRAM_SERVICE_PROGRAM_H_
#define BOULEVARD_SERVICES_RUNTIME_PROGRAM_SERVICE_PROGRAM_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "services/runtime/service/service.h"

namespace CLI {
class App;
}

namespace boulevard::runtime::program {

// A service that runs as a process of its own, one of any number of replicas: what its main.cc says of it.
struct ServiceProgram {
  std::string name;  // "placements": its program is boulevard-placements, and credentials for it name it so
  std::string help;
  std::vector<const google::protobuf::ServiceDescriptor*> services;  // what it answers for
  std::vector<std::string> peers;                                    // the services that it asks: "guidance"
  std::function<void(CLI::App&)> add_flags;                          // those that it has alone; may be empty
  std::function<absl::StatusOr<std::unique_ptr<service::Service>>(const service::Setting&)> start;
};

// Answers gRPC, metrics and readiness until SIGTERM or SIGINT, then drains. Prints one line when it is ready.
// Gives the exit code. From main, before there is any other thread.
int Run(const ServiceProgram& program, int argc, const char* const* argv);

}  // namespace boulevard::runtime::program

#endif  // BOULEVARD_SERVICES_RUNTIME_PROGRAM_SERVICE_PROGRAM_H_
