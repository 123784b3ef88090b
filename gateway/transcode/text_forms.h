#ifndef BOULEVARD_GATEWAY_TRANSCODE_TEXT_FORMS_H_
#define BOULEVARD_GATEWAY_TRANSCODE_TEXT_FORMS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The text that JSON and query strings use for what they have no type for, as the proto3 JSON mapping says.
namespace boulevard::gateway::transcode {

// As google.protobuf.Timestamp and Duration hold them.
struct SecondsAndNanos {
  int64_t seconds = 0;
  int32_t nanos = 0;

  friend bool operator==(const SecondsAndNanos&, const SecondsAndNanos&) = default;
};

// RFC 3339 in UTC with 0, 3, 6 or 9 digits of a second: 2026-01-31T12:00:00.500Z.
void AppendTimestamp(const SecondsAndNanos& time, std::string& out);
// Any offset, from year 1 to 9999. Nothing when it is not RFC 3339 or no such time exists.
std::optional<SecondsAndNanos> ParseTimestamp(std::string_view text);

// "3s", "-0.500s".
void AppendDuration(const SecondsAndNanos& duration, std::string& out);
std::optional<SecondsAndNanos> ParseDuration(std::string_view text);

// A path of a field mask between proto and JSON names. Nothing when the path does not survive the way back.
std::string ToCamelCase(std::string_view path);
std::optional<std::string> ToSnakeCase(std::string_view path);

// How many bytes at the front of `text` stand in a JSON string as they are: up to a quote, a backslash or a
// control character.
size_t PlainPrefix(std::string_view text);

// "text" in quotes, with what JSON wants escaped. UTF-8 goes through as it is.
void AppendQuoted(std::string_view text, std::string& out);

// Whether `text` is a number by JSON's grammar, and if so a whole one without exponent.
bool IsJsonNumber(std::string_view text);
bool IsJsonInteger(std::string_view text);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_TEXT_FORMS_H_
