#include "bench/load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
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

// One connection: a request out, its answer in, the next request.
class Connection {
 public:
  Connection(const std::string& address, int epoll, int number) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    target.sin_port = htons(static_cast<uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&target), sizeof(target)) != 0) {
      tests::Die("nobody listens on " + address);
    }
    const int one = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
    epoll_event wanted{.events = EPOLLIN, .data = {.u32 = static_cast<uint32_t>(number)}};
    epoll_ctl(epoll, EPOLL_CTL_ADD, socket_, &wanted);
  }
  ~Connection() { close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void Send(const std::string& request) {
    sent_ = absl::Now();
    if (send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
      tests::Die("a connection was closed");
    }
  }

  // Reads what is there; whether the answer is whole.
  bool Receive() {
    char chunk[65536];
    const ssize_t count = recv(socket_, chunk, sizeof(chunk), 0);
    if (count <= 0) tests::Die("a connection was closed");
    received_.append(chunk, static_cast<size_t>(count));
    if (expected_ == 0) {
      const size_t end = received_.find("\r\n\r\n");
      if (end == std::string::npos) return false;
      if (received_[9] != '2') tests::Die("refused: " + received_);
      expected_ = end + 4 + BodyLength(std::string_view(received_).substr(0, end));
    }
    if (received_.size() < expected_) return false;
    received_.clear();
    expected_ = 0;
    return true;
  }

  float MillisecondsSinceSent() const {
    return static_cast<float>(absl::ToDoubleMilliseconds(absl::Now() - sent_));
  }

 private:
  int socket_;
  absl::Time sent_;
  std::string received_;
  size_t expected_ = 0;
};

}  // namespace

std::string HttpRequest(const std::string& method, const std::string& target, const std::string& token,
                        const std::string& body) {
  std::string request = absl::StrCat(method, " ", target,
                                     " HTTP/1.1\r\nHost: boulevard\r\nAuthorization: Bearer ", token, "\r\n");
  if (!body.empty()) {
    absl::StrAppend(&request, "Content-Type: application/json\r\nContent-Length: ", body.size(), "\r\n");
  }
  return absl::StrCat(request, "\r\n", body);
}

Sample LoadHttp(const std::string& address, int connections, absl::Duration duration,
                const NextRequest& next) {
  const int epoll = epoll_create1(0);
  std::vector<std::unique_ptr<Connection>> all;
  all.reserve(static_cast<size_t>(connections));
  for (int i = 0; i < connections; ++i) all.push_back(std::make_unique<Connection>(address, epoll, i));
  const absl::Time start = absl::Now();
  const absl::Time end = start + duration;
  for (int i = 0; i < connections; ++i) all[static_cast<size_t>(i)]->Send(next(i));
  Sample sample;
  std::vector<epoll_event> ready(static_cast<size_t>(connections));
  // The last answers are waited for: what a server has taken it shall also do.
  for (int busy = connections; busy > 0;) {
    const int count = epoll_wait(epoll, ready.data(), connections, -1);
    for (int i = 0; i < count; ++i) {
      const uint32_t number = ready[static_cast<size_t>(i)].data.u32;
      Connection& connection = *all[number];
      if (!connection.Receive()) continue;
      sample.latencies_ms.push_back(connection.MillisecondsSinceSent());
      ++sample.done;
      if (absl::Now() < end) {
        connection.Send(next(static_cast<int>(number)));
      } else {
        --busy;
      }
    }
  }
  sample.duration = absl::Now() - start;
  close(epoll);
  return sample;
}

}  // namespace boulevard::bench
