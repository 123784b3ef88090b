#ifndef BOULEVARD_TESTS_FUZZ_FUZZ_H_
#define BOULEVARD_TESTS_FUZZ_FUZZ_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <google/protobuf/message.h>

#include "services/runtime/status/errors.h"

// A fuzz target is one file that defines this: it holds properties of what it tests against whatever the
// bytes say. libFuzzer calls it in the preset `fuzz`; in the others it is called with the files of its
// corpus.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace boulevard::fuzz {

inline std::string_view TextOf(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Ends the program, which is how a finding shows, unless the property holds.
void Require(bool holds, std::string_view property, std::string_view detail = {});

// What holds for the faults of every request: there are some, not too many, and the answer that names them is
// JSON.
void RequireTellable(const std::vector<runtime::FieldViolation>& faults);

void RequireEqual(const google::protobuf::Message& message, const google::protobuf::Message& again,
                  std::string_view text);

}  // namespace boulevard::fuzz

#endif  // BOULEVARD_TESTS_FUZZ_FUZZ_H_
