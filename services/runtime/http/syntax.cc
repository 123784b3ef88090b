#include "services/runtime/http/syntax.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace boulevard::runtime::http {
namespace {

constexpr std::string_view kLettersAndDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// Which bytes may stand in something.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view more) {
    for (const char c : kLettersAndDigits) Add(c);
    for (const char c : more) Add(c);
  }
  constexpr void Add(char c) { has_[static_cast<unsigned char>(c)] = true; }
  bool HasAllOf(std::string_view text) const {
    return std::ranges::all_of(text, [this](char c) { return has_[static_cast<unsigned char>(c)]; });
  }

 private:
  std::array<bool, 256> has_{};
};

constexpr ByteSet kTokenBytes("!#$%&'*+-.^_`|~");
constexpr ByteSet kHostBytes("-._~%:[]");

constexpr ByteSet FieldValueBytes() {
  ByteSet bytes("\t");
  for (int c = ' '; c <= 0xff; ++c) {
    if (c != 0x7f) bytes.Add(static_cast<char>(c));
  }
  return bytes;
}
constexpr ByteSet kFieldValueBytes = FieldValueBytes();

std::optional<uint64_t> ParseNumber(std::string_view text, int base, size_t most_digits) {
  uint64_t number = 0;
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

bool IsToken(std::string_view text) {
  return !text.empty() && kTokenBytes.HasAllOf(text);
}

bool IsFieldValue(std::string_view text) {
  return kFieldValueBytes.HasAllOf(text);
}

bool IsHost(std::string_view text) {
  return !text.empty() && kHostBytes.HasAllOf(text);
}

std::string_view TrimBlanks(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<Field> ParseField(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const Field field{.name = line.substr(0, colon), .value = TrimBlanks(line.substr(colon + 1))};
  if (!IsToken(field.name) || !IsFieldValue(field.value)) return std::nullopt;
  return field;
}

std::optional<uint64_t> ParseDecimal(std::string_view text) {
  return ParseNumber(text, 10, 18);
}

std::optional<uint64_t> ParseHexadecimal(std::string_view text) {
  return ParseNumber(text, 16, 8);
}

}  // namespace boulevard::runtime::http
