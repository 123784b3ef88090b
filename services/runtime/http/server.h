#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_H_

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

// HTTP/1.1 behind a plain interface: Boost stays within this room.
namespace boulevard::runtime::http {

struct Request {
  std::string method;                                        // "GET"
  std::string path;                                          // undecoded, without the query
  std::string query;                                         // undecoded, without "?"
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in order
  std::string body;
  absl::Time received;
  // Becomes true once the client has gone before it was answered. Never null.
  std::shared_ptr<std::atomic<bool>> abandoned = std::make_shared<std::atomic<bool>>(false);

  // The first header of that lower-case name, or empty.
  std::string_view Header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // without Content-Length, Date and Connection
  std::string body;
};

// Answers one request, once, from any thread. Dropped without an answer: 500.
using Respond = absl::AnyInvocable<void(Response) &&>;
// Called on an I/O thread: must not block.
using Handler = absl::AnyInvocable<void(Request, Respond) const>;

struct ServerOptions {
  std::string address;  // "127.0.0.1:8080", "[::1]:0"; port 0 takes a free one
  int threads = 1;
  size_t max_header_bytes = 16 * 1024;
  size_t max_body_bytes = 1024 * 1024;
  int max_connections = 4096;
  absl::Duration header_timeout = absl::Seconds(10);
  absl::Duration idle_timeout = absl::Seconds(60);
  // How long Stop waits for answers under way.
  absl::Duration drain_timeout = absl::Seconds(10);
  // Sent with every response, also with those that the server makes by itself.
  std::vector<std::pair<std::string, std::string>> headers;
};

class Server {
 public:
  // Listens when it returns. One clear sentence each for a bad address and a port that is taken.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options, Handler handler);
  // Stops and joins its threads.
  ~Server();

  // Closes the listener and idle connections, waits for answers under way up to the drain timeout, then
  // closes the rest. Idempotent.
  void Stop();

  // "127.0.0.1:34567".
  std::string address() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_H_
