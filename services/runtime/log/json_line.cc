#include "services/runtime/log/json_line.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>

#include "services/runtime/text/utf8.h"

namespace boulevard::runtime::log {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void AppendEscape(std::string& out, char c) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHex[static_cast<uint8_t>(c) >> 4];
      out += kHex[static_cast<uint8_t>(c) & 0x0F];
  }
}

void AppendString(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const char c = text.front();
    size_t length = 1;
    if (c == '"' || c == '\\' || static_cast<uint8_t>(c) < 0x20 || c == 0x7F) {
      AppendEscape(out, c);
    } else if (static_cast<uint8_t>(c) < 0x80) {
      out += c;
    } else if (length = Utf8CharacterLength(text); length > 0) {
      out += text.substr(0, length);
    } else {
      out += kReplacement;
      length = 1;
    }
    text.remove_prefix(length);
  }
  out += '"';
}

template <typename Number>
void AppendNumber(std::string& out, Number number) {
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end);
}

struct AppendValue {
  std::string& out;
  void operator()(std::string_view text) const { AppendString(out, text); }
  void operator()(int64_t number) const { AppendNumber(out, number); }
  void operator()(double number) const {
    if (std::isfinite(number)) {
      AppendNumber(out, number);
    } else {
      out += "null";
    }
  }
  void operator()(bool truth) const { out += truth ? "true" : "false"; }
};

void AppendTime(std::string& out, absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  const std::time_t seconds = micros / 1'000'000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[40];
  size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  length += static_cast<size_t>(
      std::snprintf(text + length, sizeof text - length, ".%06dZ", static_cast<int>(micros % 1'000'000)));
  out.append(text, length);
}

std::string_view LevelName(Level level) {
  switch (level) {
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      break;
  }
  return "error";
}

}  // namespace

void AppendJsonLine(std::string& out, absl::Time time, Level level, std::string_view program,
                    std::string_view event, std::initializer_list<Field> fields) {
  out += R"({"time":")";
  AppendTime(out, time);
  out += R"(","level":")";
  out += LevelName(level);
  out += '"';
  if (!program.empty()) {
    out += R"(,"program":)";
    AppendString(out, program);
  }
  out += R"(,"event":)";
  AppendString(out, event);
  for (const Field& field : fields) {
    out += ',';
    AppendString(out, field.key);
    out += ':';
    std::visit(AppendValue{out}, field.value);
  }
  out += '}';
}

}  // namespace boulevard::runtime::log
