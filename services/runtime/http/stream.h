#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_STREAM_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_STREAM_H_

#include <memory>
#include <span>
#include <string_view>

namespace boulevard::runtime::http {

// How a step on a stream came out.
enum class Step {
  kDone,
  kAwaitRead,   // again once the socket can be read
  kAwaitWrite,  // again once the socket can be written to
  kEnd,         // the other side has gone, or broke the protocol
};

struct Transfer {
  Step step = Step::kDone;
  size_t bytes = 0;  // of a step that is done: at least one
};

// The bytes of one connection, plain or through TLS, over a socket that does not block and that someone else
// owns. Nothing here waits.
class Stream {
 public:
  virtual ~Stream() = default;

  // To be called until it is done, before anything else.
  virtual Step Handshake() = 0;
  virtual Transfer Read(std::span<char> into) = 0;
  // Whether there is something to read (done), nothing yet, or the end; takes nothing.
  virtual Step Peek() = 0;
  // Whether bytes to read wait here, of which the socket's readiness does not tell.
  virtual bool HasPending() const = 0;
  // Writes from the front of `first`, then `second`; not both empty. After kAwaitRead or kAwaitWrite the same
  // bytes have to come again.
  virtual Transfer Write(std::string_view first, std::string_view second) = 0;
  // Says that nothing more will be sent.
  virtual void FinishSending() = 0;
};

std::unique_ptr<Stream> MakePlainStream(int socket);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_STREAM_H_
