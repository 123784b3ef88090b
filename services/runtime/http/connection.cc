#include "services/runtime/http/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include "absl/time/clock.h"
#include "services/runtime/http/message_head.h"

namespace boulevard::runtime::http {
namespace {

namespace asio = boost::asio;

// What one TLS record holds; a whole request, nearly always.
constexpr size_t kReadBytes = 16 * 1024;
// Before it is the turn of the loop's other connections.
constexpr int kStepsAtOnce = 64;
// Of a body that is streamed: how much may wait in the system for the client.
constexpr int kUnsentBytes = 32 * 1024;
constexpr absl::Duration kLongestLinger = absl::Seconds(2);
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

Refused ReasonOf(const Fault& fault) {
  if (fault.status == 408) return Refused::kTooSlow;
  return fault.status == 413 || fault.status == 431 ? Refused::kTooLarge : Refused::kBadRequest;
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

}  // namespace

Connection::Connection(std::shared_ptr<Loop> loop, asio::ip::tcp::socket socket, std::string client)
    : loop_(std::move(loop)), socket_(std::move(socket)), client_(std::move(client)) {
  Error ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.native_non_blocking(true, ignored);
  stream_ = loop_->site().MakeStream(socket_.native_handle());
  Enter(Phase::kHandshake);
}

void Connection::Run() {
  // A step that ends in a call of this goes on below.
  if (std::exchange(running_, true)) return;
  const auto self = shared_from_this();  // a source that is cancelled may let go of the last that holds it
  int steps = 0;
  while (TakeStep()) {
    if (++steps < kStepsAtOnce) continue;
    asio::post(loop_->context(), [self = shared_from_this()] { self->Run(); });
    break;
  }
  running_ = false;
}

bool Connection::TakeStep() {
  switch (phase_) {
    case Phase::kHandshake:
      return Shake();
    case Phase::kIdle:
    case Phase::kHead:
    case Phase::kBody:
      return ReadSome();
    case Phase::kAnswering:
      return WatchForLeaving();
    case Phase::kWriting:
      return WriteSome();
    case Phase::kStreaming:
      return PassOn();
    case Phase::kLingering:
      return Discard();
    case Phase::kClosed:
      return false;
  }
  return false;
}

void Connection::Enter(Phase phase) {
  phase_ = phase;
  phase_began_ = std::chrono::steady_clock::now();
  transferred_ = 0;
  const ServerOptions& options = loop_->site().options;
  absl::Duration limit = options.transfer_timeout;
  if (phase == Phase::kHandshake) limit = options.handshake_timeout;
  if (phase == Phase::kIdle) limit = draining_ ? options.drain_idle : options.idle_timeout;
  if (phase == Phase::kHead) limit = options.header_timeout;
  if (phase == Phase::kLingering) limit = std::min(options.idle_timeout, kLongestLinger);
  // The handler keeps to the deadline of its call.
  if (phase == Phase::kAnswering) limit = absl::InfiniteDuration();
  if (phase == Phase::kStreaming) {
    limit = response_.heartbeat.empty() ? absl::InfiniteDuration() : response_.heartbeat_every;
  }
  deadline_ = limit == absl::InfiniteDuration() ? std::chrono::steady_clock::time_point::max()
                                                : phase_began_ + absl::ToChronoNanoseconds(limit);
}

void Connection::Progress(size_t bytes) {
  const ServerOptions& options = loop_->site().options;
  transferred_ += bytes;
  const absl::Duration earned =
      absl::Seconds(static_cast<double>(transferred_) / std::max(1, options.min_bytes_per_second));
  deadline_ = phase_began_ + absl::ToChronoNanoseconds(options.transfer_timeout + earned);
}

bool Connection::Await(Step step) {
  if (step == Step::kEnd) Close();
  if (step == Step::kAwaitRead) AwaitRead();
  if (step == Step::kAwaitWrite) AwaitWrite();
  return false;
}

void Connection::AwaitRead() {
  if (std::exchange(awaits_read_, true)) return;
  socket_.async_wait(asio::ip::tcp::socket::wait_read, [self = shared_from_this()](const Error& error) {
    self->awaits_read_ = false;
    if (error) return;
    self->readable_ = true;
    self->Run();
  });
}

void Connection::AwaitWrite() {
  if (std::exchange(awaits_write_, true)) return;
  socket_.async_wait(asio::ip::tcp::socket::wait_write, [self = shared_from_this()](const Error& error) {
    self->awaits_write_ = false;
    if (!error) self->Run();
  });
}

bool Connection::Shake() {
  readable_ = false;
  const Step step = stream_->Handshake();
  if (step == Step::kDone) {
    NextRequest();
    return true;
  }
  if (step == Step::kEnd) loop_->site().metrics.Count(Refused::kHandshake);
  return Await(step);
}

void Connection::NextRequest() {
  reader_.reset();
  told_to_continue_ = false;
  // Idle connections are many, and few have to share the memory of those that are not.
  if (buffer_.size() == 0) {
    buffer_.clear();
    buffer_.shrink_to_fit();
  }
  Enter(Phase::kIdle);
}

bool Connection::ReadSome() {
  if (phase_ == Phase::kIdle && buffer_.size() > 0) return Parse();
  if (!std::exchange(readable_, false) && !stream_->HasPending()) return Await(Step::kAwaitRead);
  const asio::mutable_buffer space = buffer_.prepare(kReadBytes);
  const Transfer read = stream_->Read({static_cast<char*>(space.data()), space.size()});
  if (read.step != Step::kDone) return Await(read.step);
  buffer_.commit(read.bytes);
  if (phase_ == Phase::kBody) Progress(read.bytes);
  return Parse();
}

bool Connection::Parse() {
  if (phase_ == Phase::kIdle) {
    reader_.emplace(loop_->site().options);
    Enter(Phase::kHead);
  }
  const asio::const_buffer bytes = buffer_.data();
  buffer_.consume(reader_->Read({static_cast<const char*>(bytes.data()), bytes.size()}));
  switch (reader_->state()) {
    case RequestReader::State::kHead:
      break;
    case RequestReader::State::kBody:
      if (phase_ == Phase::kHead) {
        Enter(Phase::kBody);
        Progress(reader_->request().body.size());
      }
      if (reader_->expects_continue() && !told_to_continue_) Continue();
      break;
    case RequestReader::State::kDone:
      Handle();
      break;
    case RequestReader::State::kRefused:
      Refuse(reader_->fault());
      break;
  }
  return true;
}

void Connection::Continue() {
  told_to_continue_ = true;
  // Who has read none of the answers before this one does not wait for a word to go on.
  const Transfer written = stream_->Write(kContinue, {});
  if (written.step != Step::kDone || written.bytes != kContinue.size()) Close();
}

void Connection::Handle() {
  Enter(Phase::kAnswering);
  Request request = std::move(reader_->request());
  request.received = absl::Now();
  request.client = client_;
  abandoned_ = request.abandoned;
  keep_alive_ = reader_->keep_alive();
  is_http11_ = reader_->is_http11();
  head_request_ = request.method == "HEAD";
  loop_->site().handler(std::move(request), AnswerOnce(shared_from_this()));
}

// The next request, when it comes early, waits in the socket; only an end of the connection is of interest.
bool Connection::WatchForLeaving() {
  if (buffer_.size() > 0) return false;
  if (!readable_) return Await(Step::kAwaitRead);
  const Step step = stream_->Peek();
  if (step == Step::kEnd && phase_ == Phase::kStreaming) return Await(step);
  if (step == Step::kEnd) abandoned_->store(true, std::memory_order_relaxed);
  if (step != Step::kAwaitRead) return false;
  readable_ = false;
  return Await(step);
}

void Connection::Answer(Response response) {
  if (phase_ != Phase::kAnswering) return;
  Write(std::move(response));
  Run();
}

void Connection::Refuse(const Fault& fault) {
  loop_->site().metrics.Count(ReasonOf(fault));
  keep_alive_ = false;
  refused_ = true;
  head_request_ = reader_->request().method == "HEAD";
  Write(loop_->site().RefusalOf(reader_->request(), fault.status, fault.detail));
}

void Connection::Write(Response response) {
  Enter(Phase::kWriting);
  response_ = std::move(response);
  // When draining, pipelined requests that are here already still get their answers.
  if (draining_ && buffer_.size() == 0) keep_alive_ = false;
  head_.clear();
  if (response_.source != nullptr && !is_http11_) keep_alive_ = false;
  AppendHead(response_, loop_->site().fixed_headers, keep_alive_, is_http11_, head_);
  if (response_.source != nullptr) return BeginStreaming();
  if (head_request_ || !HasContent(response_.status)) response_.body.clear();
}

void Connection::BeginStreaming() {
  std::shared_ptr<BodySource> source = std::exchange(response_.source, nullptr);
  if (head_request_) return source->Cancel();
  if (draining_) source->Finish();
  streaming_.emplace(std::move(source), is_http11_);
  // A stream may last, and those who listen are many: what is not needed now is given back.
  reader_.reset();
  buffer_.shrink_to_fit();
  // What a slow client leaves in the system's own buffers would only grow old there.
  setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytes, sizeof(kUnsentBytes));
}

// A piece, or a wait for one; the client's leaving ends it.
bool Connection::PassOn() {
  streaming_->Ask([self = shared_from_this()](std::string piece) {
    Loop& loop = self->loop();
    loop.Run([self, piece = std::move(piece)]() mutable {
      if (!self->streaming_) return;
      self->streaming_->Arrive(std::move(piece));
      self->Run();
    });
  });
  if (!streaming_->has_piece()) return WatchForLeaving();
  WritePiece(streaming_->TakePiece());
  return true;
}

void Connection::WritePiece(StreamedBody::Bytes bytes) {
  Enter(Phase::kWriting);
  head_ = std::move(bytes.head);
  response_.body = std::move(bytes.body);
  if (head_.empty() && response_.body.empty()) OnWritten();
}

bool Connection::WriteSome() {
  const std::string_view head = std::string_view(head_).substr(std::min(transferred_, head_.size()));
  const size_t of_body = transferred_ - (head_.size() - head.size());
  const std::string_view body = std::string_view(response_.body).substr(of_body);
  const Transfer written = stream_->Write(head, body);
  if (written.step != Step::kDone) return Await(written.step);
  Progress(written.bytes);
  if (written.bytes == head.size() + body.size()) OnWritten();
  return true;
}

void Connection::OnWritten() {
  if (streaming_ && !streaming_->ended()) {
    head_ = {};
    response_.body = {};
    return Enter(Phase::kStreaming);
  }
  streaming_.reset();
  response_ = {};
  if (keep_alive_) return NextRequest();
  // Closing on bytes that nobody read would make the system throw the answer away as well.
  if (refused_ || readable_ || buffer_.size() > 0 || stream_->HasPending()) return Linger();
  Close();
}

void Connection::Linger() {
  Enter(Phase::kLingering);
  stream_->FinishSending();
  readable_ = true;
}

bool Connection::Discard() {
  if (!std::exchange(readable_, false) && !stream_->HasPending()) return Await(Step::kAwaitRead);
  buffer_.clear();
  const asio::mutable_buffer space = buffer_.prepare(kReadBytes);
  const Transfer read = stream_->Read({static_cast<char*>(space.data()), space.size()});
  readable_ = read.step == Step::kDone;
  return readable_ || Await(read.step);
}

void Connection::Drain() {
  draining_ = true;
  if (streaming_) {
    keep_alive_ = false;
    const std::shared_ptr<BodySource> source = streaming_->source();
    return source->Finish();
  }
  if (phase_ != Phase::kIdle) return;
  if (loop_->site().options.drain_idle == absl::ZeroDuration()) return Close();
  Enter(Phase::kIdle);
}

void Connection::CloseIfLate(std::chrono::steady_clock::time_point now) {
  if (now < deadline_) return;
  if (phase_ == Phase::kHead || phase_ == Phase::kBody) {
    Refuse({.status = 408, .detail = "The request took too long to arrive."});
    return Run();
  }
  if (phase_ == Phase::kStreaming) {
    WritePiece(streaming_->Framed(response_.heartbeat));
    return Run();
  }
  if (phase_ == Phase::kHandshake) loop_->site().metrics.Count(Refused::kHandshake);
  if (phase_ == Phase::kWriting) loop_->site().metrics.Count(Refused::kTooSlow);
  Close();
}

void Connection::Close() {
  if (phase_ == Phase::kClosed) return;
  if (phase_ == Phase::kAnswering) abandoned_->store(true, std::memory_order_relaxed);
  phase_ = Phase::kClosed;
  const auto self = shared_from_this();
  streaming_.reset();
  stream_.reset();
  Error ignored;
  socket_.close(ignored);
  loop_->Remove(*this);
}

}  // namespace boulevard::runtime::http
