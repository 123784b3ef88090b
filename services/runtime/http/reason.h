#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_REASON_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_REASON_H_

#include <string_view>

namespace boulevard::runtime::http {

// "Not Found" for 404; "Unknown" for a status that is not registered.
std::string_view ReasonPhrase(int status);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_REASON_H_
