#include "services/runtime/rpc/remote_backend.h"

#include <utility>

#include "services/runtime/rpc/outgoing_call.h"
#include "services/runtime/rpc/remote_call.h"
#include "services/runtime/rpc/replicas.h"
#include "services/runtime/rpc/stream.h"

namespace boulevard::runtime::rpc {

using google::protobuf::MethodDescriptor;

RemoteBackend::RemoteBackend(const std::string& addresses, const TlsFiles& tls)
    : replicas_(std::make_unique<Replicas>(addresses, tls)) {}
RemoteBackend::~RemoteBackend() = default;

void RemoteBackend::Call(const MethodDescriptor& method, CallContext context, MessagePtr request, Done done) {
  auto call = std::make_unique<OutgoingCall>(*replicas_, method, std::move(context), *request);
  if (absl::Status may = call->MayStart(); !may.ok()) return std::move(done)(std::move(may));
  StartCall(*replicas_, std::move(call), std::move(done));
}

std::shared_ptr<Stream> RemoteBackend::Open(const MethodDescriptor& method, CallContext context,
                                            MessagePtr request) {
  auto call = std::make_unique<OutgoingCall>(*replicas_, method, std::move(context), *request);
  if (absl::Status may = call->MayStart(); !may.ok()) return Stream::Refused(std::move(may));
  auto stream = std::make_shared<Stream>();
  StartStream(*replicas_, std::move(call), stream);
  return stream;
}

bool RemoteBackend::Full() const {
  return replicas_->AreFull();
}

absl::Status RemoteBackend::Check(absl::Time deadline) {
  return replicas_->Check(deadline);
}

}  // namespace boulevard::runtime::rpc
