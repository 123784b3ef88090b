#include "services/runtime/text/utf8.h"

#include <cstdint>

namespace boulevard::runtime {
namespace {

bool IsAsciiControl(uint8_t byte) {
  return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
}

// U+0080 to U+009F.
bool IsLatinControl(std::string_view character) {
  return static_cast<uint8_t>(character[0]) == 0xC2 && static_cast<uint8_t>(character[1]) < 0xA0;
}

}  // namespace

size_t Utf8CharacterLength(std::string_view text) {
  const auto at = [text](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : 0; };
  const auto continues = [&at](size_t i) { return (at(i) & 0xC0) == 0x80; };
  if (text.empty()) return 0;
  const uint8_t lead = at(0);
  const uint8_t second = at(1);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return 0;
  if (lead < 0xE0) return 2;
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
  if (!continues(2)) return 0;
  if (lead < 0xF0) return 3;
  return continues(3) ? 4 : 0;
}

std::optional<size_t> CountPlainText(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++count) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if (byte < 0x80) {
      if (IsAsciiControl(byte)) return std::nullopt;
      ++i;
      continue;
    }
    const size_t length = Utf8CharacterLength(text.substr(i));
    if (length == 0 || IsLatinControl(text.substr(i))) return std::nullopt;
    i += length;
  }
  return count;
}

}  // namespace boulevard::runtime
