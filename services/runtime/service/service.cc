#include "services/runtime/service/service.h"

#include "absl/strings/str_cat.h"

namespace boulevard::runtime::service {

absl::StatusOr<rpc::Peer*> PeerOf(const Setting& setting, const std::string& name) {
  const auto found = setting.peers.find(name);
  if (found != setting.peers.end()) return found->second;
  return absl::InvalidArgumentError(absl::StrCat("it is not said where the service ", name, " is"));
}

}  // namespace boulevard::runtime::service
