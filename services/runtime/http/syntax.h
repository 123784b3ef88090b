#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_SYNTAX_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_SYNTAX_H_

#include <cstdint>
#include <optional>
#include <string_view>

// The grammar of HTTP/1.1 messages (RFC 9110, RFC 9112), taken at its word: what two programs might read in
// two ways is no message here.
namespace boulevard::runtime::http {

// 1*tchar (RFC 9110 5.6.2).
bool IsToken(std::string_view text);

// Visible ASCII, obs-text, space and tab: no other control character, so no CR, LF or NUL.
bool IsFieldValue(std::string_view text);

// uri-host [ ":" port ] (RFC 9110 7.2), without looking up what it means. Empty is none.
bool IsHost(std::string_view text);

std::string_view TrimBlanks(std::string_view text);

struct Field {
  std::string_view name;
  std::string_view value;  // without the blanks around it
};
// A field line without its CR LF; none when it is folded, has a blank before the colon or is malformed.
std::optional<Field> ParseField(std::string_view line);

// 1*DIGIT up to 18 of them, and nothing else.
std::optional<uint64_t> ParseDecimal(std::string_view text);
// 1*HEXDIG up to 8 of them, and nothing else.
std::optional<uint64_t> ParseHexadecimal(std::string_view text);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_SYNTAX_H_
