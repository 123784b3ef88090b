#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_FAULT_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_FAULT_H_

#include <string_view>

namespace boulevard::runtime::http {

// Why a request is refused before anyone has looked at what it asks. After one, nothing is certain about
// where the next request begins: the connection ends.
struct Fault {
  int status = 0;           // 0: none
  std::string_view detail;  // a sentence in plain ASCII without quotes, of static lifetime

  explicit operator bool() const { return status != 0; }
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_FAULT_H_
