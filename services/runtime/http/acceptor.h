#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_ACCEPTOR_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_ACCEPTOR_H_

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "absl/status/statusor.h"
#include "services/runtime/http/loop.h"

namespace boulevard::runtime::http {

// Takes connections and hands them to the loops in turn; refuses those that get no seat. Lives on the first
// loop's thread once that runs.
//
// A process without file descriptors cannot even take a connection to refuse it, and would be told of it
// again and again: one descriptor is kept for that.
class Acceptor {
 public:
  Acceptor(std::shared_ptr<Site> site, std::vector<std::shared_ptr<Loop>> loops);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  // Gives the address with the port that it is; before the loops run.
  absl::StatusOr<std::string> Listen(std::string_view address);
  // Takes what has connected until now, and then no more.
  void Stop();

 private:
  using Socket = boost::asio::ip::tcp::socket;
  using Error = boost::system::error_code;

  void AwaitConnections();
  void AcceptAfterPause();
  // Take what waits, and give what stopped them: most often that nobody waits any more.
  void AcceptAll();
  Error AcceptWaiting();
  Error RefuseWaiting();
  void Welcome(const std::shared_ptr<Loop>& loop, Socket socket);
  void Refuse(Socket socket, Refused reason);
  std::shared_ptr<Loop> NextLoop() { return loops_[next_loop_++ % loops_.size()]; }

  const std::shared_ptr<Site> site_;
  const std::vector<std::shared_ptr<Loop>> loops_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  size_t next_loop_ = 0;
  int spare_ = -1;
  bool refusing_ = false;  // for want of descriptors, as far as the log says
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_ACCEPTOR_H_
