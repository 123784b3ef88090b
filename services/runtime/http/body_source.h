#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_BODY_SOURCE_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_BODY_SOURCE_H_

#include <string>

#include "absl/functional/any_invocable.h"

namespace boulevard::runtime::http {

// Where the body of an answer comes from, piece by piece, when nobody knows its end yet. The next piece is
// asked for once the client has taken the one before: a slow client holds up its source and nothing else. The
// calls come one after the other; nothing here waits.
class BodySource {
 public:
  // A piece; an empty one: the body has ended.
  using Take = absl::AnyInvocable<void(std::string) &&>;

  virtual ~BodySource() = default;
  // Hands over one piece when there is one, from any thread. Not called again before it did, nor after the
  // end.
  virtual void Next(Take take) = 0;
  // The server is stopping: the body is to end soon, with what there is to say about it.
  virtual void Finish() = 0;
  // Nobody reads any more. A piece that is still handed over is dropped.
  virtual void Cancel() = 0;
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_BODY_SOURCE_H_
