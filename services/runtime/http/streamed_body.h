#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_STREAMED_BODY_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_STREAMED_BODY_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "services/runtime/http/body_source.h"

namespace boulevard::runtime::http {

// The body of the answer that a connection is writing, when it comes piece by piece. On the loop's thread.
class StreamedBody {
 public:
  // `chunked`: in chunks (RFC 9112 7.1); without: as it is, and the connection's end ends it.
  StreamedBody(std::shared_ptr<BodySource> source, bool chunked)
      : source_(std::move(source)), chunked_(chunked) {}
  // Whoever makes the pieces learns that nobody reads them.
  ~StreamedBody() { source_->Cancel(); }
  StreamedBody(const StreamedBody&) = delete;
  StreamedBody& operator=(const StreamedBody&) = delete;

  // Asks the source, unless a piece is here or on its way. `arrived` gets it, on any thread.
  void Ask(BodySource::Take arrived);
  void Arrive(std::string piece);
  bool has_piece() const { return piece_.has_value(); }

  // What goes out for the piece that is here: in two parts.
  struct Bytes {
    std::string head;
    std::string body;
  };
  Bytes TakePiece();
  Bytes Framed(std::string piece) const;
  // Whether TakePiece gave the end.
  bool ended() const { return ended_; }

  const std::shared_ptr<BodySource>& source() { return source_; }

 private:
  const std::shared_ptr<BodySource> source_;
  const bool chunked_;
  bool asked_ = false;
  bool ended_ = false;
  std::optional<std::string> piece_;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_STREAMED_BODY_H_
