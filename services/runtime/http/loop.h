#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_LOOP_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_LOOP_H_

#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/http/seats.h"
#include "services/runtime/http/server.h"
#include "services/runtime/http/server_metrics.h"
#include "services/runtime/http/stream.h"
#include "services/runtime/http/tls_context.h"

namespace boulevard::runtime::http {

class Connection;

// What all connections of one server share.
struct Site {
  // `tls_context` is null for plain HTTP.
  Site(ServerOptions server_options, Handler server_handler, std::unique_ptr<TlsContext> tls_context);

  std::unique_ptr<Stream> MakeStream(int socket) const;
  // What is answered to a request that never reaches the handler; `request` is what was read of it.
  Response RefusalOf(const Request& request, int status, std::string_view detail) const;

  const ServerOptions options;
  const std::string fixed_headers;  // options.headers as header lines
  const Handler handler;
  const std::unique_ptr<TlsContext> tls;
  Seats seats;
  ServerMetrics metrics;
};

// One thread that runs its own connections and closes those whose time is up. A connection never leaves its
// loop, so it needs no lock; other threads reach it through Run.
class Loop : public std::enable_shared_from_this<Loop> {
 public:
  explicit Loop(std::shared_ptr<Site> site);

  void Start();
  // From now on every connection ends with an answer.
  void Drain();
  // Closes what is left, joins the thread and lets go of everything that waits. Late answers are dropped.
  void Finish();

  // Runs `function` on the loop's thread: at once when called there, later when not, never after Finish.
  template <typename Function>
  void Run(Function function) {
    if (context_.get_executor().running_in_this_thread()) return function();
    absl::MutexLock lock(&mutex_);
    if (open_) boost::asio::post(context_, std::move(function));
  }

  // Takes over an accepted socket of this loop's context, whose client has a seat. On the loop's thread.
  void Adopt(boost::asio::ip::tcp::socket socket, std::string client);
  void Remove(Connection& connection);

  boost::asio::io_context& context() { return context_; }
  Site& site() { return *site_; }

 private:
  void Tick();

  const std::shared_ptr<Site> site_;
  boost::asio::io_context context_{1};
  boost::asio::steady_timer ticker_{context_};
  std::unordered_set<Connection*> connections_;
  bool draining_ = false;
  bool finished_ = false;
  std::thread thread_;
  absl::Mutex mutex_;
  bool open_ ABSL_GUARDED_BY(mutex_) = true;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_LOOP_H_
