#include "bench/http_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "absl/time/clock.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {
namespace {

constexpr std::string_view kLength = "\r\ncontent-length: ";

// Answers have one Content-Length; its name may be in any case.
size_t BodyLength(std::string_view head) {
  for (size_t i = 0; i + kLength.size() < head.size(); ++i) {
    if (strncasecmp(head.data() + i, kLength.data(), kLength.size()) == 0) {
      return static_cast<size_t>(strtoul(head.data() + i + kLength.size(), nullptr, 10));
    }
  }
  return 0;
}

}  // namespace

HttpConnection::HttpConnection(const std::string& address, Transport transport, int epoll, int number)
    : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in target{};
  target.sin_family = AF_INET;
  target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  target.sin_port = htons(static_cast<uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&target), sizeof(target)) != 0) {
    tests::Die("nobody listens on " + address);
  }
  const int one = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
  if (transport == Transport::kTls) {
    tls_ = std::make_unique<tests::TlsLayer>(socket_, tests::ClientTls());
    if (!tls_->agreed()) tests::Die("no TLS on " + address);
  }
  epoll_event wanted{.events = EPOLLIN, .data = {.u32 = static_cast<uint32_t>(number)}};
  epoll_ctl(epoll, EPOLL_CTL_ADD, socket_, &wanted);
}

HttpConnection::~HttpConnection() {
  close(socket_);
}

void HttpConnection::Send(const std::string& request) {
  sent_ = absl::Now();
  const ssize_t sent =
      tls_ ? tls_->Send(request) : send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
  if (sent != static_cast<ssize_t>(request.size())) tests::Die("a connection was closed");
}

int HttpConnection::Receive() {
  char chunk[65536];
  const ssize_t count = tls_ ? tls_->Receive(chunk, sizeof(chunk)) : recv(socket_, chunk, sizeof(chunk), 0);
  if (count <= 0) tests::Die("a connection was closed");
  received_.append(chunk, static_cast<size_t>(count));
  if (expected_ == 0) {
    const size_t end = received_.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    expected_ = end + 4 + BodyLength(std::string_view(received_).substr(0, end));
  }
  if (received_.size() < expected_) return 0;
  const int status = std::atoi(received_.c_str() + 9);
  received_.clear();
  expected_ = 0;
  return status;
}

float HttpConnection::MillisecondsSinceSent() const {
  return static_cast<float>(absl::ToDoubleMilliseconds(absl::Now() - sent_));
}

}  // namespace boulevard::bench
