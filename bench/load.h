#ifndef BOULEVARD_BENCH_LOAD_H_
#define BOULEVARD_BENCH_LOAD_H_

#include <functional>
#include <string>

#include "bench/http_connection.h"
#include "bench/sample.h"

namespace boulevard::bench {

// The bytes of the next request of a connection.
using NextRequest = std::function<std::string(int connection)>;

// A request with keep-alive, as bytes. Each of `more_headers` ends with CR LF.
std::string HttpRequest(const std::string& method, const std::string& target, const std::string& token,
                        const std::string& body = "", const std::string& more_headers = "");

// Keeps that many connections busy for a while, each with one request at a time, all in one thread: the same
// generator for whatever speaks HTTP. Ends the program when one is refused: a rate of refusals is none.
Sample LoadHttp(const std::string& address, int connections, absl::Duration duration, const NextRequest& next,
                Transport transport = Transport::kPlain);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_LOAD_H_
