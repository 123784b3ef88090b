#include "tests/support/gate/link.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>

namespace boulevard::tests {
namespace {

void Prepare(const Socket& socket) {
  fcntl(socket.number(), F_SETFL, O_NONBLOCK);
  const int one = 1;
  setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

}  // namespace

Link::Link(Socket client, Socket server, int epoll, uint64_t id)
    : client_{.socket = std::move(client), .unsent = {}},
      server_{.socket = std::move(server), .unsent = {}},
      epoll_(epoll),
      id_(id) {
  for (const Half* half : {&client_, &server_}) {
    Prepare(half->socket);
    epoll_event none{.events = 0, .data = {.u64 = id_ * 2}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, half->socket.number(), &none);
  }
  Watch();
}

Link::~Link() = default;

void Link::Watch() {
  if (held_) return;
  for (const End end : {End::kClient, End::kServer}) {
    const Half& it = half(end);
    const Half& other = half(end == End::kClient ? End::kServer : End::kClient);
    uint32_t events = 0;
    if (!it.finished && other.unsent.empty()) events |= EPOLLIN;
    if (!it.unsent.empty()) events |= EPOLLOUT;
    epoll_event wanted{.events = events, .data = {.u64 = id_ * 2 + (end == End::kServer ? 1 : 0)}};
    epoll_ctl(epoll_, EPOLL_CTL_MOD, it.socket.number(), &wanted);
  }
}

bool Link::Forward(End end, uint32_t events, Trigger& trigger) {
  if (held_) return true;
  const End other = end == End::kClient ? End::kServer : End::kClient;
  bool alive = (events & EPOLLERR) == 0;
  if (alive && (events & (EPOLLIN | EPOLLHUP)) != 0) alive = Receive(end, trigger);
  if (alive) alive = Flush(half(end), half(other)) && Flush(half(other), half(end));
  if (!alive) Reset();
  if (!alive || (client_.finished && server_.finished && client_.unsent.empty() && server_.unsent.empty())) {
    return false;
  }
  Watch();
  return true;
}

bool Link::Receive(End from, Trigger& trigger) {
  Half& it = half(from);
  std::string& unsent = half(from == End::kClient ? End::kServer : End::kClient).unsent;
  if (it.finished || !unsent.empty()) return true;
  char chunk[65536];
  const ssize_t count = recv(it.socket.number(), chunk, sizeof(chunk), 0);
  if (count < 0) return errno == EAGAIN;
  if (count == 0) it.finished = true;
  unsent.assign(chunk, static_cast<size_t>(count));
  if (garbled_ && from == End::kServer) {
    for (char& byte : unsent) byte = static_cast<char>(byte ^ 0x5A);
  }
  return Obey(from, unsent, trigger);
}

bool Link::Obey(End from, const std::string& bytes, Trigger& trigger) {
  if (from == End::kServer) return !cut_at_answer_;
  if (trigger.text.empty()) return true;
  marked_ = marked_ || bytes.find(trigger.mark) != std::string::npos;
  if (!marked_ || bytes.find(trigger.text) == std::string::npos) return true;
  trigger.text.clear();
  cut_at_answer_ = trigger.action == Trigger::Action::kCutAfter;
  return cut_at_answer_;
}

bool Link::Flush(Half& to, const Half& from) {
  if (!to.unsent.empty()) {
    const ssize_t sent = send(to.socket.number(), to.unsent.data(), to.unsent.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return false;
    if (sent > 0) to.unsent.erase(0, static_cast<size_t>(sent));
  }
  if (to.unsent.empty() && from.finished) shutdown(to.socket.number(), SHUT_WR);
  return true;
}

void Link::Stall() {
  if (held_) return;
  held_ = true;
  // An end that fails is always reported, whatever is asked for.
  for (const Half* half : {&client_, &server_}) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, half->socket.number(), nullptr);
  }
}

void Link::Resume() {
  if (!held_ || gone_) return;
  held_ = false;
  for (const Half* half : {&client_, &server_}) {
    epoll_event none{.events = 0, .data = {.u64 = id_ * 2}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, half->socket.number(), &none);
  }
  Watch();
}

void Link::Vanish() {
  Stall();
  gone_ = true;
  client_.socket.GoDeaf();
  server_.socket.GoDeaf();
}

void Link::Reset() {
  client_.socket.Reset();
  server_.socket.Reset();
}

size_t Link::held_bytes() const {
  int bytes = 0;
  ioctl(client_.socket.number(), FIONREAD, &bytes);
  return static_cast<size_t>(bytes);
}

}  // namespace boulevard::tests
