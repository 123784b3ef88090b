#ifndef BOULEVARD_GATEWAY_OPENAPI_FORMATS_H_
#define BOULEVARD_GATEWAY_OPENAPI_FORMATS_H_

#include <string_view>

#include "boulevard/options/v1/options.pb.h"

namespace boulevard::gateway::openapi {

// A named form of a string as JSON Schema says it.
struct FormatText {
  std::string_view format;   // empty when JSON Schema has no name for it
  std::string_view pattern;  // of the whole string, without anchors; ECMA-262
  std::string_view example;
  int max_length = 0;  // 0: the pattern says enough
};

// Null for FORMAT_UNSPECIFIED and for what this program does not know.
const FormatText* FindFormatText(options::v1::Format format);

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_FORMATS_H_
