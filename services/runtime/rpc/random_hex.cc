#include "services/runtime/rpc/random_hex.h"

#include <cstdint>

#include "absl/random/random.h"

namespace boulevard::runtime::rpc {

std::string RandomHex(size_t digits) {
  thread_local absl::BitGen generator;
  std::string text;
  text.reserve(digits);
  while (text.size() < digits) {
    auto bits = absl::Uniform<uint64_t>(generator);
    for (int i = 0; i < 16 && text.size() < digits; ++i, bits >>= 4) text += "0123456789abcdef"[bits & 0xF];
  }
  return text;
}

}  // namespace boulevard::runtime::rpc
