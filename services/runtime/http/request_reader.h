#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_REQUEST_READER_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_REQUEST_READER_H_

#include <string_view>

#include "services/runtime/http/chunk_reader.h"
#include "services/runtime/http/fault.h"
#include "services/runtime/http/head_reader.h"
#include "services/runtime/http/server.h"

namespace boulevard::runtime::http {

// Reads one request out of the bytes of a connection.
class RequestReader {
 public:
  explicit RequestReader(const ServerOptions& options);

  enum class State {
    kHead,     // the head is not complete
    kBody,     // the head is complete, the body is not
    kDone,     // the request is complete
    kRefused,  // it is at fault
  };

  // Takes what belongs to the request from the front of `bytes` and gives how many bytes it took. What it
  // left has to come again, with more behind it, until it is done.
  size_t Read(std::string_view bytes);

  State state() const { return state_; }
  const Fault& fault() const { return fault_; }
  // The rest holds once the head is complete.
  bool is_http11() const { return head_.is_http11(); }
  bool keep_alive() const { return head_.keep_alive(); }
  bool expects_continue() const { return head_.expects_continue(); }
  // Without `received`, and with nobody behind it.
  Request& request() { return head_.request(); }

 private:
  size_t ReadHead(std::string_view bytes);
  size_t ReadBody(std::string_view bytes);
  void Refuse(const Fault& fault);

  const size_t max_body_bytes_;
  State state_ = State::kHead;
  Fault fault_;
  HeadReader head_;
  ChunkReader chunks_;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_REQUEST_READER_H_
