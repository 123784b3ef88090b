#include "services/runtime/program/remote_peers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/rpc/tls_flags.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::program {
namespace {

// As the gateway asks: whoever has too much to do may well take a second, and one that is back is used soon.
constexpr absl::Duration kPatience = absl::Seconds(2);
constexpr absl::Duration kAskEvery = absl::Seconds(1);
constexpr absl::Duration kWhileAway = absl::Milliseconds(200);

}  // namespace

void AddPeerFlags(CLI::App& app, const std::vector<std::string>& peers, PeerFlags& flags) {
  if (peers.empty()) return;
  for (const std::string& name : peers) {
    config::AddFlag(app, "--" + name, flags.addresses[name],
                    absl::StrCat("Where ", name, " answers: HOST:PORT, replicas with commas"))
        ->required();
  }
  config::AddFlag(app, "--service-key", flags.key_file,
                  "PEM file of the Ed25519 key with which this service calls others")
      ->required();
  rpc::AddClientTlsFlags(app, flags.tls);
}

RemotePeers::One::One(const std::string& caller, SigningKey key, const std::string& name,
                      const std::string& addresses, const rpc::TlsFiles& tls, const Clock& clock)
    : backend(addresses, tls),
      peer(caller, std::move(key), name, backend, clock),
      watch([this] { return backend.Check(absl::Now() + kPatience).ok() ? kAskEvery : kWhileAway; }) {}

absl::StatusOr<std::unique_ptr<RemotePeers>> RemotePeers::Start(const std::string& caller,
                                                                const PeerFlags& flags, const Clock& clock) {
  std::unique_ptr<RemotePeers> started(new RemotePeers());
  if (flags.addresses.empty()) return started;
  RETURN_IF_ERROR(rpc::CheckTls(flags.tls));
  for (const auto& [name, addresses] : flags.addresses) {
    ASSIGN_OR_RETURN(SigningKey key, SigningKey::Read(flags.key_file));
    One& one = started->all_.emplace_back(caller, std::move(key), name, addresses, flags.tls, clock);
    started->peers_.emplace(name, &one.peer);
  }
  return started;
}

}  // namespace boulevard::runtime::program
