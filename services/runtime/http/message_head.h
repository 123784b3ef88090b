#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_MESSAGE_HEAD_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_MESSAGE_HEAD_H_

#include <string>
#include <string_view>

#include "services/runtime/http/server.h"

namespace boulevard::runtime::http {

// Whether a response of this status has content, and so a Content-Length (RFC 9110 6.4.1).
bool HasContent(int status);

// Appends the head of `response`, up to and including the empty line. `fixed_headers` are finished header
// lines. Of a body from a source the length is not known: it comes in chunks, or, to who speaks HTTP/1.0,
// until the connection's end. The Date is rendered once a second per thread.
void AppendHead(const Response& response, std::string_view fixed_headers, bool keep_alive, bool is_http11,
                std::string& out);

// Header lines as AppendHead takes them.
std::string HeaderLines(const std::vector<std::pair<std::string, std::string>>& headers);

// A problem document (RFC 9457) for what the server refuses by itself. `detail` is plain ASCII without
// quotes.
Response Refusal(int status, std::string_view detail);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_MESSAGE_HEAD_H_
