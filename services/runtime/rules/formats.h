#ifndef BOULEVARD_SERVICES_RUNTIME_RULES_FORMATS_H_
#define BOULEVARD_SERVICES_RUNTIME_RULES_FORMATS_H_

#include <string_view>

#include "boulevard/options/v1/options.pb.h"

namespace boulevard::runtime::rules {

// A named form of a string, as the contract names it.
struct NamedFormat {
  std::string_view name;         // the rule's name in an error: "dutch-postcode"
  std::string_view description;  // "must be a Dutch postcode as in 1234 AB"
  bool (*matches)(std::string_view text);
  // The same for a JSON Schema, which can say less: every date that matches has the pattern, and 2023-02-31
  // has it too.
  std::string_view schema_format;  // empty when JSON Schema has no name for it
  std::string_view pattern;        // of the whole string, without anchors; ECMA-262
  std::string_view example;
  int max_length = 0;  // 0: the pattern says enough
};

// Null for FORMAT_UNSPECIFIED and unknown numbers.
const NamedFormat* FindFormat(options::v1::Format format);

}  // namespace boulevard::runtime::rules

#endif  // BOULEVARD_SERVICES_RUNTIME_RULES_FORMATS_H_
