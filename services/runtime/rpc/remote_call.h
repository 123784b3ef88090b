#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_CALL_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_CALL_H_

#include <memory>

#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/outgoing_call.h"

// The attempts at a call, one after the other until one is to stand.
namespace boulevard::runtime::rpc {

void StartCall(Replicas& replicas, std::unique_ptr<OutgoingCall> call, Done done);

// Writes what the replica streams into `stream`, as fast as that is read.
void StartStream(Replicas& replicas, std::unique_ptr<OutgoingCall> call, std::shared_ptr<Stream> stream);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_CALL_H_
