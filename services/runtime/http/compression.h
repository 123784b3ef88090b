#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_COMPRESSION_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_COMPRESSION_H_

#include <string_view>

#include "services/runtime/http/server.h"

namespace boulevard::runtime::http {

// Whether an Accept-Encoding header (RFC 9110 12.5.3) likes gzip at least as much as the body as it is. An
// absent one does not.
bool PrefersGzip(std::string_view accept_encoding);

// Compresses the body with gzip when the client wants that and it is text of at least `from_bytes`; 0: never.
// An answer with a strong ETag stays as it is: the tag names these very bytes. Takes some 10 microseconds a
// kilobyte: not for an I/O thread.
void Compress(const Request& request, size_t from_bytes, Response& response);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_COMPRESSION_H_
