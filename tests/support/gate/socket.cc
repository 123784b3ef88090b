#include "tests/support/gate/socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>

namespace boulevard::tests {
namespace {

void Require(bool done, const char* what) {
  if (done) return;
  std::cerr << "the gate cannot " << what << ": errno " << errno << '\n';
  std::abort();
}

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

int ConnectTcp(const std::string& target) {
  const sockaddr_in address = Loopback(std::stoi(target.substr(target.rfind(':') + 1)));
  const int number = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) return number;
  close(number);
  return -1;
}

int ConnectUnix(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  // Non-blocking, or it would wait while the backlog of a stopped server is full.
  const int number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) return number;
  close(number);
  return -1;
}

}  // namespace

Socket::~Socket() {
  if (open()) close(number_);
}

Socket Socket::Bound(int port) {
  Socket bound(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int one = 1;
  const sockaddr_in address = Loopback(port);
  Require(setsockopt(bound.number_, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0, "share a port");
  Require(bind(bound.number_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
          "bind its port");
  return bound;
}

Socket Socket::Connected(const std::string& target) {
  return Socket(target.starts_with('/') ? ConnectUnix(target) : ConnectTcp(target));
}

int Socket::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  Require(getsockname(number_, reinterpret_cast<sockaddr*>(&address), &size) == 0, "read its port");
  return ntohs(address.sin_port);
}

void Socket::Listen() {
  Require(listen(number_, SOMAXCONN) == 0, "listen");
}

void Socket::Block() {
  Require(fcntl(number_, F_SETFL, 0) == 0, "block");
}

void Socket::Reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(number_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  Close();
}

void Socket::GoDeaf() {
  sock_filter drop_all{.code = BPF_RET | BPF_K, .jt = 0, .jf = 0, .k = 0};
  const sock_fprog program{.len = 1, .filter = &drop_all};
  Require(setsockopt(number_, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) == 0, "go deaf");
}

void Socket::HearAgain() {
  const int unused = 0;
  Require(setsockopt(number_, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof(unused)) == 0, "hear again");
}

}  // namespace boulevard::tests
