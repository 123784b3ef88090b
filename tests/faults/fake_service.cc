#include "tests/faults/fake_service.h"

#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/byte_buffer.h>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "tests/support/gate/socket.h"

namespace boulevard::tests {
namespace {

struct Reply {
  std::string message;
  grpc::Status status;
};

// Reads the request, then says what it was told to say. Deletes itself.
class Call final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Call(Reply reply) : status_(std::move(reply.status)) {
    const grpc::Slice slice(reply.message);
    message_ = grpc::ByteBuffer(&slice, 1);
    has_message_ = !reply.message.empty();
    StartRead(&request_);
  }

  void OnReadDone(bool) override {
    if (has_message_) return StartWriteAndFinish(&message_, grpc::WriteOptions(), status_);
    Finish(status_);
  }
  void OnDone() override { delete this; }

 private:
  const grpc::Status status_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer message_;
  bool has_message_ = false;
};

}  // namespace

class FakeService::Impl final : public grpc::CallbackGenericService {
 public:
  Impl() {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterCallbackGenericService(this);
    server_ = builder.BuildAndStart();
  }
  ~Impl() override { server_->Shutdown(); }

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext*) override {
    const absl::MutexLock lock(&mutex_);
    return new Call(reply_);
  }

  void Set(Reply reply) {
    const absl::MutexLock lock(&mutex_);
    reply_ = std::move(reply);
  }
  int port() const { return port_; }

 private:
  absl::Mutex mutex_;
  Reply reply_ ABSL_GUARDED_BY(mutex_);
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

FakeService::FakeService() : impl_(std::make_unique<Impl>()) {}
FakeService::~FakeService() = default;

std::string FakeService::address() const {
  return absl::StrCat("127.0.0.1:", impl_->port());
}
void FakeService::AnswerWith(std::string message, grpc::Status status) {
  impl_->Set({std::move(message), std::move(status)});
}

class BabblingServer::Impl {
 public:
  explicit Impl(std::string bytes) : bytes_(std::move(bytes)), listener_(Socket::Bound(0)) {
    listener_.Listen();
    // accept shall wait.
    listener_.Block();
    thread_ = std::thread([this] { Run(); });
  }
  ~Impl() {
    shutdown(listener_.number(), SHUT_RDWR);
    thread_.join();
  }

  int port() const { return listener_.port(); }

 private:
  void Run() {
    while (true) {
      const Socket client(accept(listener_.number(), nullptr, nullptr));
      if (!client.open()) return;
      send(client.number(), bytes_.data(), bytes_.size(), MSG_NOSIGNAL);
    }
  }

  const std::string bytes_;
  Socket listener_;
  std::thread thread_;
};

BabblingServer::BabblingServer(std::string bytes) : impl_(std::make_unique<Impl>(std::move(bytes))) {}
BabblingServer::~BabblingServer() = default;

std::string BabblingServer::address() const {
  return absl::StrCat("127.0.0.1:", impl_->port());
}

}  // namespace boulevard::tests
