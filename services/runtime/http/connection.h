#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_CONNECTION_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_CONNECTION_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "services/runtime/http/loop.h"
#include "services/runtime/http/request_reader.h"
#include "services/runtime/http/server.h"
#include "services/runtime/http/stream.h"
#include "services/runtime/http/streamed_body.h"

namespace boulevard::runtime::http {

// One client's connection: reads a request, hands it to the handler, writes the answer, and so on, one at a
// time; pipelined requests wait in the buffer. All members run on the loop's thread.
//
// It takes one step after the other until one has to wait for the socket or for the handler; what it waited
// for starts it again.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Loop> loop, boost::asio::ip::tcp::socket socket, std::string client);

  // Goes on as far as it can. To be called once at the start.
  void Run();
  // Writes the answer to the request that the handler has.
  void Answer(Response response);
  // The next answer is the last, and one that comes piece by piece ends soon.
  void Drain();
  void CloseIfLate(std::chrono::steady_clock::time_point now);
  void Close();

  Loop& loop() { return *loop_; }
  const std::string& client() const { return client_; }

 private:
  enum class Phase {
    kHandshake,  // agreeing on TLS
    kIdle,       // nothing read of the next request
    kHead,       // reading the head
    kBody,       // reading the body
    kAnswering,  // the handler has the request
    kWriting,    // writing the answer, or a piece of it
    kStreaming,  // waits for the next piece of the answer
    kLingering,  // answered and done; waits for the client to stop sending, so that it sees the answer
    kClosed,
  };
  using Error = boost::system::error_code;

  // Each does one thing that its phase is about; true when the next step can be taken at once.
  bool TakeStep();
  bool Shake();
  bool ReadSome();
  bool Parse();
  bool WatchForLeaving();
  bool WriteSome();
  bool PassOn();
  bool Discard();

  void Enter(Phase phase);
  // Of body and answer: bytes that came or went.
  void Progress(size_t bytes);
  // False, once `step` came to its end or waits.
  bool Await(Step step);
  void AwaitRead();
  void AwaitWrite();

  void NextRequest();
  void Continue();
  void Handle();
  // Answers by itself to a request that never reaches the handler, and ends the connection.
  void Refuse(const Fault& fault);
  void Write(Response response);
  void BeginStreaming();
  void WritePiece(StreamedBody::Bytes bytes);
  void OnWritten();
  void Linger();

  const std::shared_ptr<Loop> loop_;
  boost::asio::ip::tcp::socket socket_;
  std::unique_ptr<Stream> stream_;
  const std::string client_;
  Phase phase_ = Phase::kClosed;
  std::chrono::steady_clock::time_point phase_began_;
  std::chrono::steady_clock::time_point deadline_;
  bool running_ = false;
  bool readable_ = false;  // the socket has something that was not read yet
  bool awaits_read_ = false;
  bool awaits_write_ = false;

  boost::beast::flat_buffer buffer_;  // what was read and belongs to no request yet
  std::optional<RequestReader> reader_;
  bool told_to_continue_ = false;
  std::shared_ptr<std::atomic<bool>> abandoned_;

  bool keep_alive_ = true;
  bool draining_ = false;
  bool refused_ = false;
  bool head_request_ = false;
  bool is_http11_ = true;
  std::string head_;  // of the answer, or of a piece of it
  Response response_;
  std::optional<StreamedBody> streaming_;
  size_t transferred_ = 0;  // of body or answer in this phase
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_CONNECTION_H_
