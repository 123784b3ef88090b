#include "services/runtime/http/request_reader.h"

namespace boulevard::runtime::http {

RequestReader::RequestReader(const ServerOptions& options)
    : max_body_bytes_(options.max_body_bytes),
      head_(options.max_header_bytes, options.max_headers),
      chunks_(options.max_body_bytes, options.max_header_bytes) {}

size_t RequestReader::Read(std::string_view bytes) {
  size_t taken = 0;
  if (state_ == State::kHead) taken = ReadHead(bytes);
  if (state_ == State::kBody) taken += ReadBody(bytes.substr(taken));
  return taken;
}

size_t RequestReader::ReadHead(std::string_view bytes) {
  if (!head_.Read(bytes)) return 0;
  if (head_.fault()) {
    Refuse(head_.fault());
    return 0;
  }
  if (head_.content_length() > max_body_bytes_) {
    Refuse({.status = 413, .detail = "The body of the request is too large."});
    return 0;
  }
  state_ = State::kBody;
  return head_.size();
}

size_t RequestReader::ReadBody(std::string_view bytes) {
  std::string& body = request().body;
  if (head_.chunked()) {
    const size_t taken = chunks_.Read(bytes, body);
    if (chunks_.fault()) Refuse(chunks_.fault());
    if (chunks_.done()) state_ = State::kDone;
    return taken;
  }
  const std::string_view content = bytes.substr(0, head_.content_length() - body.size());
  body += content;
  if (body.size() == head_.content_length()) state_ = State::kDone;
  return content.size();
}

void RequestReader::Refuse(const Fault& fault) {
  state_ = State::kRefused;
  fault_ = fault;
}

}  // namespace boulevard::runtime::http
