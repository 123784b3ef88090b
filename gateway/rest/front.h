#ifndef BOULEVARD_GATEWAY_REST_FRONT_H_
#define BOULEVARD_GATEWAY_REST_FRONT_H_

#include <optional>
#include <string>
#include <vector>

#include "gateway/rest/bucket_table.h"
#include "gateway/rest/cors.h"
#include "gateway/rest/event_streams.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::gateway::rest {

struct FrontOptions {
  std::vector<std::string> cors_origins;  // see Cors
  RateLimit rate_limit;                   // of each token, and of each client without one
  size_t compress_from_bytes = 2048;      // 0: never
  EventStreamOptions events;
};

// What is done around every request, whatever it asks for. Thread-safe.
//
// The gateway does not check tokens, and a limit by token alone would be none for who makes up a new one each
// time. So a token has a bucket of its own once a call with it has come through; until then the client's
// pays.
class Front {
 public:
  Front(const FrontOptions& options, runtime::Registry& metrics);

  // 429 to who asks too often.
  std::optional<runtime::http::Response> Refuse(const runtime::http::Request& request);
  // A service has taken the token of this request for good.
  void Trust(const runtime::http::Request& request);
  // Adds CORS headers, and compresses.
  void Finish(const runtime::http::Request& request, runtime::http::Response& response) const;

 private:
  struct Limits {
    Limits(const RateLimit& limit, size_t most) : tokens(limit, most), clients(limit, most) {}
    BucketTable tokens;
    BucketTable clients;
  };

  const size_t compress_from_bytes_;
  const Cors cors_;
  std::optional<Limits> limits_;
  prometheus::Counter& refused_tokens_;
  prometheus::Counter& refused_clients_;
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_FRONT_H_
