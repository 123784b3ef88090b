#ifndef BOULEVARD_SERVICES_RUNTIME_STATUS_ABSL_VIEW_H_
#define BOULEVARD_SERVICES_RUNTIME_STATUS_ABSL_VIEW_H_

#include <string_view>

#include "absl/strings/string_view.h"

namespace boulevard::runtime {

// Debian builds absl for C++14, where absl::string_view is a class of its own that does not convert from and
// to the standard one. Our interfaces use std::string_view; these two cross over where absl is called.
inline absl::string_view AbslView(std::string_view text) {
  return {text.data(), text.size()};
}
inline std::string_view StdView(absl::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_STATUS_ABSL_VIEW_H_
