#ifndef BOULEVARD_BENCH_HTTP_CONNECTION_H_
#define BOULEVARD_BENCH_HTTP_CONNECTION_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "tests/support/http/tls_layer.h"

namespace boulevard::bench {

enum class Transport { kPlain, kTls };

// One keep-alive connection of a load generator: a request out, its answer in, the next request. Ends the
// program when nobody listens or the connection is closed.
class HttpConnection {
 public:
  // Registers with `epoll` under `number`.
  HttpConnection(const std::string& address, Transport transport, int epoll, int number);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  void Send(const std::string& request);
  // Reads what is there. The status of the answer once that is whole; until then 0.
  int Receive();
  float MillisecondsSinceSent() const;

 private:
  int socket_;
  std::unique_ptr<tests::TlsLayer> tls_;  // null: none
  absl::Time sent_;
  std::string received_;
  size_t expected_ = 0;
};

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_HTTP_CONNECTION_H_
