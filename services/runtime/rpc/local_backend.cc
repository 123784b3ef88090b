#include "services/runtime/rpc/local_backend.h"

#include <utility>

#include "services/runtime/rpc/stream.h"

namespace boulevard::runtime::rpc {
namespace {

absl::Status NotThere() {
  return absl::UnavailableError("the service is not there yet, or no longer");
}

}  // namespace

void LocalBackend::Connect(Backend& backend) {
  absl::MutexLock lock(&mutex_);
  backend_ = &backend;
}

void LocalBackend::Disconnect() {
  absl::MutexLock lock(&mutex_);
  backend_ = nullptr;
}

void LocalBackend::Call(const google::protobuf::MethodDescriptor& method, CallContext context,
                        MessagePtr request, Done done) {
  // Held while the call is handed over, which never blocks: so that it cannot go to one that has stopped.
  absl::ReaderMutexLock lock(&mutex_);
  if (backend_ == nullptr) return std::move(done)(NotThere());
  backend_->Call(method, std::move(context), std::move(request), std::move(done));
}

std::shared_ptr<Stream> LocalBackend::Open(const google::protobuf::MethodDescriptor& method,
                                           CallContext context, MessagePtr request) {
  absl::ReaderMutexLock lock(&mutex_);
  if (backend_ == nullptr) return Stream::Refused(NotThere());
  return backend_->Open(method, std::move(context), std::move(request));
}

bool LocalBackend::Full() const {
  absl::ReaderMutexLock lock(&mutex_);
  return backend_ != nullptr && backend_->Full();
}

}  // namespace boulevard::runtime::rpc
