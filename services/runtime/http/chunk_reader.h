#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_CHUNK_READER_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_CHUNK_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "services/runtime/http/fault.h"

namespace boulevard::runtime::http {

// Reads one chunked body (RFC 9112 7.1). Extensions are refused, since programs disagree on where they end;
// trailers are read and dropped, since they come too late to mean anything to us.
class ChunkReader {
 public:
  ChunkReader(size_t max_body_bytes, size_t max_trailer_bytes)
      : max_body_bytes_(max_body_bytes), trailer_bytes_left_(max_trailer_bytes) {}

  // Takes what belongs to the body from the front of `bytes`, and appends its content. Gives how many bytes
  // it took; what it left has to come again, with more behind it.
  size_t Read(std::string_view bytes, std::string& body);

  bool done() const { return next_ == Next::kNothing; }
  const Fault& fault() const { return fault_; }

 private:
  enum class Next { kSize, kContent, kEndOfContent, kTrailer, kNothing };

  // Each takes what is next, and gives how many bytes that were; 0: it is not there yet.
  size_t ReadLine(std::string_view bytes);
  size_t ReadContent(std::string_view bytes, std::string& body);
  void TakeSize(std::string_view line);
  void TakeTrailer(std::string_view line);
  void Refuse(int status, std::string_view detail) { fault_ = {.status = status, .detail = detail}; }

  const size_t max_body_bytes_;
  size_t trailer_bytes_left_;
  Next next_ = Next::kSize;
  uint64_t content_left_ = 0;  // of this chunk
  size_t body_bytes_ = 0;
  Fault fault_;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_CHUNK_READER_H_
