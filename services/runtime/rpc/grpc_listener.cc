#include "services/runtime/rpc/grpc_listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/config/address.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::rpc {
namespace {

constexpr int kPauseMs = 100;

int OpenSpare() {
  return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

// The socket, or -1.
int ListenOn(const addrinfo& address) {
  const int listener =
      socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol);
  const int one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
  // What it takes inherits this.
  setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
  if (bind(listener, address.ai_addr, address.ai_addrlen) == 0 && listen(listener, SOMAXCONN) == 0) {
    return listener;
  }
  if (listener >= 0) close(listener);
  return -1;
}

int PortOf(int listener) {
  sockaddr_storage bound{};
  socklen_t size = sizeof(bound);
  getsockname(listener, reinterpret_cast<sockaddr*>(&bound), &size);
  return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(bound).sin6_port
                                           : reinterpret_cast<const sockaddr_in&>(bound).sin_port);
}

bool NoDescriptorIsLeft(int error) {
  return error == EMFILE || error == ENFILE;
}

}  // namespace

absl::StatusOr<std::unique_ptr<GrpcListener>> GrpcListener::Listen(const std::string& text) {
  ASSIGN_OR_RETURN(const config::Address address, config::ParseAddress(text));
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  int listener = -1;
  if (getaddrinfo(address.host.c_str(), absl::StrCat(address.port).c_str(), &hints, &found) == 0) {
    listener = ListenOn(*found);
    freeaddrinfo(found);
  }
  if (listener < 0) return config::CannotListen(text);
  return std::unique_ptr<GrpcListener>(
      new GrpcListener(config::AddressText({address.host, PortOf(listener)}), listener));
}

GrpcListener::GrpcListener(std::string address, int listener)
    : address_(std::move(address)),
      listener_(listener),
      stop_(eventfd(0, EFD_CLOEXEC)),
      spare_(OpenSpare()) {}

GrpcListener::~GrpcListener() {
  Stop();
  close(stop_);
  if (spare_ >= 0) close(spare_);
}

void GrpcListener::Start(std::unique_ptr<Server> server) {
  server_ = std::move(server);
  thread_ = std::thread([this] { Run(); });
}

void GrpcListener::Stop() {
  if (thread_.joinable()) {
    eventfd_write(stop_, 1);
    thread_.join();
  }
  if (listener_ >= 0) close(std::exchange(listener_, -1));
}

void GrpcListener::Run() {
  bool pausing = false;
  while (true) {
    std::array<pollfd, 2> wanted{{{.fd = stop_, .events = POLLIN, .revents = 0},
                                  {.fd = pausing ? -1 : listener_, .events = POLLIN, .revents = 0}}};
    poll(wanted.data(), wanted.size(), pausing ? kPauseMs : -1);
    if (wanted[0].revents != 0) return;
    pausing = !TakeOne();
  }
}

bool GrpcListener::TakeOne() {
  const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (connection < 0) return !NoDescriptorIsLeft(errno) || RefuseOneWithSpare();
  if (std::exchange(exhausted_, false)) log::Info("grpc accepts connections again");
  Server::NewConnectionParameters parameters;
  parameters.listener_fd = listener_;
  parameters.fd = connection;
  server_->HandleNewConnection(&parameters);
  return true;
}

bool GrpcListener::RefuseOneWithSpare() {
  if (!std::exchange(exhausted_, true)) log::Warning("grpc cannot accept connections");
  if (spare_ >= 0) close(spare_);
  const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (connection >= 0) close(connection);
  spare_ = OpenSpare();
  return connection >= 0 && spare_ >= 0;
}

}  // namespace boulevard::runtime::rpc
