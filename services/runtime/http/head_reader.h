#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_HEAD_READER_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_HEAD_READER_H_

#include <optional>
#include <string_view>

#include "services/runtime/http/fault.h"
#include "services/runtime/http/server.h"
#include "services/runtime/http/syntax.h"

namespace boulevard::runtime::http {

// Reads the head of one request, line by line as the bytes come in, each byte once.
class HeadReader {
 public:
  HeadReader(size_t max_bytes, int max_headers) : max_bytes_(max_bytes), headers_left_(max_headers) {}

  // `bytes` are all bytes from the first of this request on: those of the last call and more. True when the
  // head is complete or at fault.
  bool Read(std::string_view bytes);

  const Fault& fault() const { return fault_; }
  // The rest holds once the head is complete. How many bytes it had, with the empty line.
  size_t size() const { return line_start_; }
  // Method, path, query and headers.
  Request& request() { return request_; }
  bool is_http11() const { return is_http11_; }
  bool keep_alive() const { return is_http11_ && !asked_to_close_; }
  bool expects_continue() const { return is_http11_ && expects_continue_; }
  bool chunked() const { return chunked_; }
  uint64_t content_length() const { return content_length_.value_or(0); }

 private:
  void TakeRequestLine(std::string_view line);
  bool TakeVersion(std::string_view version);
  bool TakeTarget(std::string_view target);
  bool TakeAbsoluteTarget(std::string_view target);
  void TakeField(std::string_view line);
  void Interpret(const Field& field);
  void InterpretTransferEncoding(std::string_view value);
  // What is to be said once all lines are there.
  void Conclude();
  void Refuse(int status, std::string_view detail) { fault_ = {.status = status, .detail = detail}; }

  const size_t max_bytes_;
  int headers_left_;
  size_t searched_ = 0;    // no line ends before it, but those that were taken
  size_t line_start_ = 0;  // of the line that is not complete
  bool skipped_empty_line_ = false;
  Fault fault_;
  Request request_;
  bool is_http11_ = false;
  bool asked_to_close_ = false;
  bool expects_continue_ = false;
  bool chunked_ = false;
  std::optional<uint64_t> content_length_;
  std::string authority_;  // of a target in absolute form
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_HEAD_READER_H_
