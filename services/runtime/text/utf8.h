#ifndef BOULEVARD_SERVICES_RUNTIME_TEXT_UTF8_H_
#define BOULEVARD_SERVICES_RUNTIME_TEXT_UTF8_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace boulevard::runtime {

// The length in bytes of the character at the start of `text`, or 0 when it is not UTF-8 (RFC 3629: no
// surrogates, no overlong forms, nothing above U+10FFFF).
size_t Utf8CharacterLength(std::string_view text);

// The number of characters of plain text: UTF-8 without control characters (U+0000 to U+001F, U+007F to
// U+009F) other than line feed and tab. Nothing when it is anything else.
std::optional<size_t> CountPlainText(std::string_view text);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_TEXT_UTF8_H_
