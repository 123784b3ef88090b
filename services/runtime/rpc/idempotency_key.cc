#include "services/runtime/rpc/idempotency_key.h"

#include <algorithm>

#include <google/protobuf/descriptor.pb.h>

#include "boulevard/options/v1/options.pb.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

constexpr size_t kLongestKey = 255;

bool MayStandInKey(char c) {
  return c > ' ' && c <= '~' && c != '"' && c != '\\';
}

}  // namespace

absl::StatusOr<std::string> IdempotencyKeyFrom(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text.empty() || text.size() > kLongestKey || !std::ranges::all_of(text, MayStandInKey)) {
    return InvalidField("Idempotency-Key", "format",
                        "must be 1 to 255 visible ASCII characters, without quotes or backslashes inside");
  }
  return std::string(text);
}

bool TakesIdempotencyKey(const google::protobuf::MethodDescriptor& method) {
  const options::v1::HttpRule& http = method.options().GetExtension(options::v1::http);
  const bool changes =
      method.options().idempotency_level() != google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
  return http.pattern_case() != options::v1::HttpRule::PATTERN_NOT_SET && !http.has_get() && changes;
}

}  // namespace boulevard::runtime::rpc
