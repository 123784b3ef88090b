#include "services/runtime/rpc/trace_context.h"

#include <algorithm>

#include "services/runtime/rpc/random_hex.h"

namespace boulevard::runtime::rpc {
namespace {

constexpr size_t kTraceIdDigits = 32;
constexpr size_t kParentIdDigits = 16;
constexpr size_t kVersion0Length = 55;  // "00-<trace id>-<parent id>-<flags>"

bool IsHex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsId(std::string_view text) {
  return IsHex(text) && std::ranges::any_of(text, [](char c) { return c != '0'; });
}

// Later versions may say more after the flags (3.2.4 "versioning").
bool IsWellFormed(std::string_view text) {
  if (text.size() < kVersion0Length || text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
  const std::string_view version = text.substr(0, 2);
  if (!IsHex(version) || version == "ff") return false;
  if (text.size() > kVersion0Length && (version == "00" || text[kVersion0Length] != '-')) return false;
  return IsId(text.substr(3, kTraceIdDigits)) && IsId(text.substr(36, kParentIdDigits)) &&
         IsHex(text.substr(53, 2));
}

}  // namespace

std::string TraceIdFrom(std::string_view traceparent) {
  if (IsWellFormed(traceparent)) return std::string(traceparent.substr(3, kTraceIdDigits));
  return RandomHex(kTraceIdDigits);
}

std::string Traceparent(std::string_view trace_id) {
  std::string text;
  text.reserve(kVersion0Length);
  text.append("00-").append(trace_id).append("-").append(RandomHex(kParentIdDigits)).append("-01");
  return text;
}

}  // namespace boulevard::runtime::rpc
