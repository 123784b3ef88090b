#include "services/runtime/http/connection.h"

#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "services/runtime/http/message_head.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using beast::http::field;

constexpr size_t kHeadReadBytes = 4096;
constexpr size_t kBodyReadBytes = 64 * 1024;
constexpr absl::Duration kLongestLinger = absl::Seconds(2);

std::string_view View(beast::string_view text) {
  return {text.data(), text.size()};
}

std::string Lower(beast::string_view text) {
  std::string lower(text);
  absl::AsciiStrToLower(&lower);
  return lower;
}

// The way back to a connection from wherever the request is answered. Dropped unused: 500.
class AnswerOnce {
 public:
  explicit AnswerOnce(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
  AnswerOnce(AnswerOnce&&) = default;
  AnswerOnce& operator=(AnswerOnce&&) = delete;
  ~AnswerOnce() {
    if (connection_) Send(Refusal(500, "The request was not answered."));
  }

  void operator()(Response response) && { Send(std::move(response)); }

 private:
  void Send(Response response) {
    Loop& loop = connection_->loop();
    loop.Run([connection = std::move(connection_), response = std::move(response)]() mutable {
      connection->Answer(std::move(response));
    });
  }

  std::shared_ptr<Connection> connection_;
};

// Splits a request target into path and query. The absolute form is for proxies, but a server must accept it
// (RFC 9112 3.2.2).
void SplitTarget(std::string_view target, Request& request) {
  if (absl::StartsWithIgnoreCase(AbslView(target), "http://")) {
    const size_t path = target.find('/', 7);
    target = path == std::string_view::npos ? "/" : target.substr(path);
  }
  const size_t question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string_view::npos) request.query = target.substr(question + 1);
}

Request ToRequest(beast::http::request<beast::http::string_body> message) {
  Request request;
  request.method = View(message.method_string());
  SplitTarget(View(message.target()), request);
  request.headers.reserve(16);
  for (const auto& header : message) {
    request.headers.emplace_back(Lower(header.name_string()), View(header.value()));
  }
  request.body = std::move(message.body());
  request.received = absl::Now();
  return request;
}

}  // namespace

Connection::Connection(std::shared_ptr<Loop> loop, asio::ip::tcp::socket socket)
    : loop_(std::move(loop)), socket_(std::move(socket)) {}

void Connection::Start() {
  Error ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  NextRequest();
}

void Connection::Enter(Phase phase) {
  phase_ = phase;
  const ServerOptions& options = loop_->site().options;
  absl::Duration limit = options.idle_timeout;
  if (phase == Phase::kHead) limit = options.header_timeout;
  if (phase == Phase::kLingering) limit = std::min(limit, kLongestLinger);
  // The handler keeps to the deadline of its call.
  if (phase == Phase::kAnswering) limit = absl::InfiniteDuration();
  deadline_ = limit == absl::InfiniteDuration()
                  ? std::chrono::steady_clock::time_point::max()
                  : std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(limit);
}

void Connection::NextRequest() {
  const ServerOptions& options = loop_->site().options;
  parser_.emplace();
  parser_->header_limit(static_cast<uint32_t>(options.max_header_bytes));
  parser_->body_limit(options.max_body_bytes);
  parser_->eager(true);
  head_request_ = false;
  told_to_continue_ = false;
  Enter(Phase::kIdle);
  if (buffer_.size() > 0) return Parse();
  Read();
}

void Connection::Read() {
  const size_t bytes = phase_ == Phase::kBody ? kBodyReadBytes : kHeadReadBytes;
  reading_ = true;
  socket_.async_read_some(buffer_.prepare(bytes),
                          [self = shared_from_this()](const Error& error, size_t read) {
                            self->reading_ = false;
                            if (self->phase_ == Phase::kLingering)
                              return error ? self->Close() : self->Read();
                            // A refusal for lateness is being written: what still comes in no longer counts.
                            if (self->phase_ > Phase::kBody) return;
                            if (error) return self->Close();
                            self->buffer_.commit(read);
                            self->Parse();
                          });
}

void Connection::Parse() {
  if (phase_ == Phase::kIdle) Enter(Phase::kHead);
  Error error;
  buffer_.consume(parser_->put(buffer_.data(), error));
  if (error && error != beast::http::error::need_more) return RefuseFor(error);
  if (phase_ == Phase::kHead && parser_->is_header_done()) {
    Enter(Phase::kBody);
    if (!CheckHead()) return;
  }
  if (parser_->is_done()) return Handle();
  if (phase_ == Phase::kBody && !told_to_continue_ &&
      beast::iequals(parser_->get()[field::expect], "100-continue")) {
    return Continue();
  }
  Read();
}

bool Connection::CheckHead() {
  const auto& head = parser_->get();
  keep_alive_ = head.version() == 11 && head.keep_alive();
  head_request_ = head.method() == beast::http::verb::head;
  if (head.version() == 11 && head.count(field::host) != 1) {
    Refuse(400, "A request needs exactly one Host header.");
    return false;
  }
  const auto expect = head[field::expect];
  if (!expect.empty() && !beast::iequals(expect, "100-continue")) {
    Refuse(417, "The only expectation met here is 100-continue.");
    return false;
  }
  return true;
}

void Connection::Continue() {
  told_to_continue_ = true;
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(socket_, asio::buffer(kContinue),
                    [self = shared_from_this()](const Error& error, size_t) {
                      if (self->phase_ != Phase::kBody) return;
                      if (error) return self->Close();
                      self->Read();
                    });
}

void Connection::Handle() {
  Enter(Phase::kAnswering);
  Request request = ToRequest(parser_->release());
  abandoned_ = request.abandoned;
  loop_->site().handler(std::move(request), AnswerOnce(shared_from_this()));
  if (phase_ == Phase::kAnswering && buffer_.size() == 0) WatchForLeaving();
}

void Connection::WatchForLeaving() {
  socket_.async_wait(asio::ip::tcp::socket::wait_read, [self = shared_from_this()](const Error& error) {
    if (error || self->phase_ != Phase::kAnswering) return;
    char byte = 0;
    Error gone;
    self->socket_.non_blocking(true, gone);
    const size_t read = self->socket_.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, gone);
    if (gone == asio::error::would_block) return self->WatchForLeaving();
    if (gone || read == 0) self->abandoned_->store(true, std::memory_order_relaxed);
  });
}

void Connection::Answer(Response response) {
  if (phase_ != Phase::kAnswering) return;
  Error ignored;
  socket_.cancel(ignored);  // the watch
  Write(std::move(response));
}

void Connection::Refuse(int status, std::string_view detail) {
  keep_alive_ = false;
  refused_ = true;
  Write(Refusal(status, detail));
}

void Connection::RefuseFor(const Error& error) {
  using Fault = beast::http::error;
  if (error == Fault::header_limit) return Refuse(431, "The head of the request is too large.");
  if (error == Fault::body_limit) return Refuse(413, "The body of the request is too large.");
  if (error == Fault::bad_version) return Refuse(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
  Refuse(400, "The request is not well-formed HTTP.");
}

void Connection::Write(Response response) {
  Enter(Phase::kWriting);
  response_ = std::move(response);
  head_.clear();
  AppendHead(response_, loop_->site().fixed_headers, keep_alive_, head_);
  const bool with_body = !head_request_ && HasContent(response_.status);
  const std::array<asio::const_buffer, 2> parts{
      asio::buffer(head_), with_body ? asio::buffer(response_.body) : asio::const_buffer()};
  asio::async_write(socket_, parts, [self = shared_from_this()](const Error& error, size_t) {
    if (self->phase_ != Phase::kWriting) return;
    if (error) return self->Close();
    self->OnWritten();
  });
}

void Connection::OnWritten() {
  if (refused_) return Linger();
  if (!keep_alive_) return Close();
  NextRequest();
}

void Connection::Linger() {
  Enter(Phase::kLingering);
  Error ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  buffer_.clear();
  if (!reading_) Read();
}

void Connection::Drain() {
  keep_alive_ = false;
  if (phase_ < Phase::kAnswering || phase_ == Phase::kLingering) Close();
}

void Connection::CloseIfLate(std::chrono::steady_clock::time_point now) {
  if (now < deadline_) return;
  if (phase_ == Phase::kHead || phase_ == Phase::kBody) {
    return Refuse(408, "The request took too long to arrive.");
  }
  Close();
}

void Connection::Close() {
  if (phase_ == Phase::kClosed) return;
  if (phase_ == Phase::kAnswering) abandoned_->store(true, std::memory_order_relaxed);
  phase_ = Phase::kClosed;
  Error ignored;
  socket_.close(ignored);
  loop_->Remove(*this);
}

}  // namespace boulevard::runtime::http
