#include "services/guidance/store/document_writer.h"

#include <algorithm>

namespace boulevard::guidance::store {
namespace {

bool IsEscaped(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

}  // namespace

void DocumentWriter::PutText(std::string_view text) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  text_ += '"';
  while (!text.empty()) {
    const auto plain = static_cast<size_t>(std::ranges::find_if(text, IsEscaped) - text.begin());
    text_.append(text.substr(0, plain));
    if (plain == text.size()) break;
    const auto code = static_cast<unsigned char>(text[plain]);
    text_.append("\\u00").append(1, kHexDigits[code >> 4]).append(1, kHexDigits[code & 0xf]);
    text.remove_prefix(plain + 1);
  }
  text_ += '"';
}

}  // namespace boulevard::guidance::store
