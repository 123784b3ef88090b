#ifndef BOULEVARD_SERVICES_RUNTIME_PROGRAM_REMOTE_PEERS_H_
#define BOULEVARD_SERVICES_RUNTIME_PROGRAM_REMOTE_PEERS_H_

#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/rpc/peer.h"
#include "services/runtime/rpc/remote_backend.h"
#include "services/runtime/rpc/tls.h"
#include "services/runtime/service/repeating.h"
#include "services/runtime/time/clock.h"

namespace CLI {
class App;
}

namespace boulevard::runtime::program {

// Where the services are that a program asks, and with what it shows them who it is.
struct PeerFlags {
  std::map<std::string, std::string> addresses;  // by name: "host:1,host:2"
  std::string key_file;
  rpc::TlsFiles tls;
};

// --guidance for the peer "guidance", --service-key, and the flags of TLS towards them. Nothing for a program
// without peers.
void AddPeerFlags(CLI::App& app, const std::vector<std::string>& peers, PeerFlags& flags);

// The services that a program asks, running elsewhere. They need not be there: each is asked for its health
// again and again, so that a call to one that is gone or hangs fails at once.
class RemotePeers {
 public:
  // `caller` is the name of the service of this program. Fails for files that cannot be used.
  static absl::StatusOr<std::unique_ptr<RemotePeers>> Start(const std::string& caller, const PeerFlags& flags,
                                                            const Clock& clock);

  const rpc::Peers& peers() const { return peers_; }

 private:
  struct One {
    One(const std::string& caller, SigningKey key, const std::string& name, const std::string& addresses,
        const rpc::TlsFiles& tls, const Clock& clock);

    rpc::RemoteBackend backend;
    rpc::Peer peer;
    service::Repeating watch;
  };

  RemotePeers() = default;

  std::list<One> all_;
  rpc::Peers peers_;
};

}  // namespace boulevard::runtime::program

#endif  // BOULEVARD_SERVICES_RUNTIME_PROGRAM_REMOTE_PEERS_H_
