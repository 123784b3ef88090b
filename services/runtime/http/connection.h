#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_CONNECTION_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_CONNECTION_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "services/runtime/http/loop.h"
#include "services/runtime/http/server.h"

namespace boulevard::runtime::http {

// One client's connection: reads a request, hands it to the handler, writes the answer, and so on, one at a
// time; pipelined requests wait in the buffer. All members run on the loop's thread.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Loop> loop, boost::asio::ip::tcp::socket socket);

  void Start();
  // Writes the answer to the request that the handler has.
  void Answer(Response response);
  // Closes now when no request is being answered, else after the answer.
  void Drain();
  void CloseIfLate(std::chrono::steady_clock::time_point now);
  void Close();

  Loop& loop() { return *loop_; }

 private:
  enum class Phase {
    kIdle,       // nothing read of the next request
    kHead,       // reading the head
    kBody,       // reading the body
    kAnswering,  // the handler has the request
    kWriting,    // writing the answer
    kLingering,  // answered and done; waits for the client to stop sending, so that it sees the answer
    kClosed,
  };
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Error = boost::system::error_code;

  void Enter(Phase phase);
  void NextRequest();
  void Read();
  void Parse();
  // False when the request was refused.
  bool CheckHead();
  void Continue();
  void Handle();
  void WatchForLeaving();
  // Answers by itself to a request that never reaches the handler, and ends the connection.
  void Refuse(int status, std::string_view detail);
  void RefuseFor(const Error& error);
  void Write(Response response);
  void OnWritten();
  void Linger();

  const std::shared_ptr<Loop> loop_;
  boost::asio::ip::tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Phase phase_ = Phase::kIdle;
  std::chrono::steady_clock::time_point deadline_;
  bool keep_alive_ = true;
  bool head_request_ = false;
  bool told_to_continue_ = false;
  bool reading_ = false;  // a read is under way: at most one at a time
  bool refused_ = false;
  std::shared_ptr<std::atomic<bool>> abandoned_;
  std::string head_;
  Response response_;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_CONNECTION_H_
