#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/http/body_source.h"

namespace boulevard::runtime {
class Registry;
}

// HTTP/1.1 behind a plain interface: Boost stays within this room.
namespace boulevard::runtime::http {

struct Request {
  std::string method;                                        // "GET"
  std::string path;                                          // undecoded, without the query
  std::string query;                                         // undecoded, without "?"
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in order
  std::string body;
  absl::Time received;
  // Who asks, as far as the network says: an IPv4 address, or an IPv6 network of 64 bits, which is what one
  // customer has. Personal data: for limits, not for logs. Behind a proxy it is the proxy.
  std::string client;
  // Becomes true once the client has gone before it was answered. Never null.
  std::shared_ptr<std::atomic<bool>> abandoned = std::make_shared<std::atomic<bool>>(false);

  // The first header of that lower-case name, or empty.
  std::string_view Header(std::string_view name) const;
  bool HasHeader(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // without Content-Length, Date and Connection
  std::string body;

  // When it is set: where the body comes from, piece by piece, instead of `body`. The connection takes its
  // next request once the source has ended.
  std::shared_ptr<BodySource> source = nullptr;
  // Sent when the source was silent for so long: tells the client, and what stands in between, that the
  // connection is alive, and this side that the client is. Empty: never.
  std::string heartbeat = {};
  absl::Duration heartbeat_every = absl::Seconds(15);
};

// Answers one request, once, from any thread. Dropped without an answer: 500.
using Respond = absl::AnyInvocable<void(Response) &&>;
// Called on an I/O thread: must not block.
using Handler = absl::AnyInvocable<void(Request, Respond) const>;

// PEM files: the certificate, with those between it and its root behind it, and its key.
struct TlsFiles {
  std::string certificate;
  std::string key;

  bool empty() const { return certificate.empty() && key.empty(); }
};

struct ServerOptions {
  std::string address;  // "127.0.0.1:8080", "[::1]:0"; port 0 takes a free one
  int threads = 1;
  TlsFiles tls;  // empty: plain HTTP

  size_t max_header_bytes = 16 * 1024;
  int max_headers = 100;
  size_t max_body_bytes = 1024 * 1024;
  int max_connections = 16 * 1024;
  int max_connections_per_client = 0;  // 0: as many as in all

  absl::Duration handshake_timeout = absl::Seconds(10);
  absl::Duration header_timeout = absl::Seconds(10);
  absl::Duration idle_timeout = absl::Seconds(60);
  // A body has to come, and an answer to be taken, within this and the time that it takes at the lowest rate.
  absl::Duration transfer_timeout = absl::Seconds(20);
  int min_bytes_per_second = 4096;

  // How long Stop waits for answers under way, and how long connections stay open that are idle then: a
  // request that is on its way to one still gets its answer.
  absl::Duration drain_timeout = absl::Seconds(10);
  absl::Duration drain_idle = absl::ZeroDuration();
  // How often the TLS files are looked at for a change.
  absl::Duration tls_check_every = absl::Seconds(10);

  // Sent with every response, also with those that the server makes by itself.
  std::vector<std::pair<std::string, std::string>> headers;
  // Completes what the server answers by itself to a request that never reaches the handler, of which it gets
  // as much as was read: perhaps nothing. On any of the server's threads; null: as it is.
  std::function<void(const Request&, Response&)> complete_refusal;
  // Counts connections and refusals there; must outlive the server. Null: nowhere.
  Registry* metrics = nullptr;
};

class Server {
 public:
  // Listens when it returns. One clear sentence each for a bad address, a port that is taken, and TLS files
  // that cannot be used.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options, Handler handler);
  // Stops and joins its threads.
  ~Server();

  // Takes no more connections, ends those that are open with the answer under way or the next one, tells the
  // sources of bodies to finish, and closes after the drain timeout what is left. Idempotent.
  void Stop();

  // Reads the TLS files again, for connections from now on. When they are at fault, the old ones stay in use
  // and the log says so. Nothing to do without TLS. Thread-safe.
  void ReloadTls();

  // "127.0.0.1:34567".
  std::string address() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_H_
