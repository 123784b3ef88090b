#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>

#include "services/runtime/http/stream.h"

namespace boulevard::runtime::http {
namespace {

// What recv or send came to; `blocked`: what to wait for.
Transfer Outcome(ssize_t result, Step blocked) {
  if (result > 0) return {.bytes = static_cast<size_t>(result)};
  const bool again = result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
  return {.step = again ? blocked : Step::kEnd};
}

iovec Part(std::string_view bytes) {
  return {.iov_base = const_cast<char*>(bytes.data()), .iov_len = bytes.size()};
}

class PlainStream final : public Stream {
 public:
  explicit PlainStream(int socket) : socket_(socket) {}

  Step Handshake() override { return Step::kDone; }

  Transfer Read(std::span<char> into) override {
    return Outcome(recv(socket_, into.data(), into.size(), 0), Step::kAwaitRead);
  }

  Step Peek() override {
    char byte = 0;
    return Outcome(recv(socket_, &byte, 1, MSG_PEEK), Step::kAwaitRead).step;
  }

  bool HasPending() const override { return false; }

  Transfer Write(std::string_view first, std::string_view second) override {
    std::array<iovec, 2> parts{Part(first), Part(second)};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    return Outcome(sendmsg(socket_, &message, MSG_NOSIGNAL), Step::kAwaitWrite);
  }

  void FinishSending() override { shutdown(socket_, SHUT_WR); }

 private:
  const int socket_;
};

}  // namespace

std::unique_ptr<Stream> MakePlainStream(int socket) {
  return std::make_unique<PlainStream>(socket);
}

}  // namespace boulevard::runtime::http
