#ifndef BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_POSTER_H_
#define BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_POSTER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/runtime/id/uuid.h"

namespace boulevard::runtime::webhooks {

struct PostOptions {
  std::string ca_file;         // PEM; empty: the certificates that the system trusts
  bool allow_private = false;  // connect to addresses that are not public
  absl::Duration connect_timeout = absl::Seconds(3);
  absl::Duration timeout = absl::Seconds(10);
};

struct Post {
  std::string url;                   // https
  std::vector<std::string> headers;  // "name: value"
  std::string body;                  // JSON
};

// Why there is no answer.
enum class Trouble { kNone, kNotResolved, kAddressNotAllowed, kNotConnected, kTls, kTimedOut, kNoAnswer };

struct Posted {
  Uuid id;
  int status = 0;  // HTTP; 0: no answer came
  Trouble trouble = Trouble::kNone;
};

// Posts to addresses that others chose, many at once, so that a slow one holds up no other. HTTPS alone, with
// the certificate checked; no redirect is followed, no proxy asked, and of the answer only the status is
// looked at. Each connection is held against IsPublic by the address that it is made to, so that it does not
// matter what a name resolves to, and when. Used by one thread.
class Poster {
 public:
  explicit Poster(PostOptions options);
  // Breaks off what is under way.
  ~Poster();

  void Begin(const Uuid& id, Post post);
  // Those that ended; waits for the first of them, `most` at most, while some are under way.
  std::vector<Posted> Wait(absl::Duration most);
  size_t under_way() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::webhooks

#endif  // BOULEVARD_SERVICES_RUNTIME_WEBHOOKS_POSTER_H_
