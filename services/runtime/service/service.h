#ifndef BOULEVARD_SERVICES_RUNTIME_SERVICE_SERVICE_H_
#define BOULEVARD_SERVICES_RUNTIME_SERVICE_SERVICE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/peer.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::service {

// What a program gives each service that it hosts.
struct Setting {
  std::string database_url;  // see db::ConnectOptions::Parse
  int workers = 8;           // each with a connection of its own
  // These three outlive the service.
  const TokenVerifier& verifier;
  const Clock& clock;
  Registry& metrics;
  // The services that it asks, each by its name; whether they are there shows when they are asked. They
  // outlive it too.
  rpc::Peers peers = {};
};

// One of the peers; a sentence when the program does not say where it is.
absl::StatusOr<rpc::Peer*> PeerOf(const Setting& setting, const std::string& name);

// A service as a part of a program, started. Thread-safe; its end stops it.
class Service {
 public:
  virtual ~Service() = default;

  // Good until Stop, which must come after whatever calls it has stopped.
  virtual rpc::Backend& backend() = 0;
  // Whether the database answered when last asked, at most a second or two ago. From memory.
  virtual absl::Status Ready() const = 0;
  // Finishes the calls that it took and what it does by itself. Idempotent.
  virtual void Stop() = 0;
};

}  // namespace boulevard::runtime::service

#endif  // BOULEVARD_SERVICES_RUNTIME_SERVICE_SERVICE_H_
