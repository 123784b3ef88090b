#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_JSON_TEXT_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_JSON_TEXT_H_

#include <simdjson.h>

#include <string_view>

namespace boulevard::runtime {

// Empty when it is not there or no string.
inline std::string_view Text(const simdjson::dom::object& in, std::string_view key) {
  std::string_view text;
  return in[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_JSON_TEXT_H_
