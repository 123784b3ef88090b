#include "gateway/transcode/text_forms.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"

namespace boulevard::gateway::transcode {
namespace {

constexpr int64_t kFirstSecond = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kLastSecond = 253402300799;   // 9999-12-31T23:59:59Z
constexpr int64_t kLongestSeconds = 315576000000;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Takes exactly `digits` digits from the front.
std::optional<int> TakeNumber(std::string_view& text, size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (!IsDigit(text[i])) return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool TakeChar(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// Takes ".5" as 500,000,000; nothing there is 0.
std::optional<int32_t> TakeFraction(std::string_view& text) {
  if (!TakeChar(text, '.')) return 0;
  int32_t nanos = 0;
  int digits = 0;
  while (!text.empty() && IsDigit(text.front())) {
    if (++digits > 9) return std::nullopt;
    nanos = nanos * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 9; ++digits) nanos *= 10;
  return nanos;
}

// Takes "Z" or "+01:00" as seconds east of UTC; nothing may follow.
std::optional<int> TakeOffset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  const bool east = TakeChar(text, '+');
  if (!east && !TakeChar(text, '-')) return std::nullopt;
  const std::optional<int> hours = TakeNumber(text, 2);
  if (!hours || *hours > 23 || !TakeChar(text, ':')) return std::nullopt;
  const std::optional<int> minutes = TakeNumber(text, 2);
  if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
  return (east ? 1 : -1) * (*hours * 3600 + *minutes * 60);
}

// Takes "2026-01-31T12:00:00" and gives it only when there is such a time.
std::optional<absl::CivilSecond> TakeCivilSecond(std::string_view& text) {
  static constexpr std::array<size_t, 6> kDigits{4, 2, 2, 2, 2, 2};
  static constexpr std::string_view kSeparators = "--T::";
  std::array<int, 6> parts{};
  for (size_t i = 0; i < kDigits.size(); ++i) {
    const std::optional<int> part = TakeNumber(text, kDigits[i]);
    if (!part) return std::nullopt;
    parts[i] = *part;
    if (i < kSeparators.size() && !TakeChar(text, kSeparators[i])) return std::nullopt;
  }
  const absl::CivilSecond second(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  const bool exists = second.month() == parts[1] && second.day() == parts[2] && second.hour() == parts[3] &&
                      second.minute() == parts[4] && second.second() == parts[5];
  return exists ? std::optional(second) : std::nullopt;
}

void AppendPadded(int64_t number, int digits, std::string& out) {
  std::array<char, 20> text;
  for (int i = digits - 1; i >= 0; --i) {
    text[i] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  out.append(text.data(), digits);
}

void AppendFraction(int32_t nanos, std::string& out) {
  if (nanos == 0) return;
  out += '.';
  if (nanos % 1000000 == 0) return AppendPadded(nanos / 1000000, 3, out);
  if (nanos % 1000 == 0) return AppendPadded(nanos / 1000, 6, out);
  AppendPadded(nanos, 9, out);
}

bool NeedsEscape(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\';
}

void AppendEscape(unsigned char c, std::string& out) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '\\';
  switch (c) {
    case '"':
    case '\\':
      out += static_cast<char>(c);
      return;
    case '\n':
      out += 'n';
      return;
    case '\t':
      out += 't';
      return;
    case '\r':
      out += 'r';
      return;
    default:
      out += "u00";
      out += kHex[c >> 4];
      out += kHex[c & 0x0f];
  }
}

}  // namespace

void AppendTimestamp(const SecondsAndNanos& time, std::string& out) {
  const absl::CivilSecond second = absl::CivilSecond(1970, 1, 1) + time.seconds;
  AppendPadded(second.year(), 4, out);
  out += '-';
  AppendPadded(second.month(), 2, out);
  out += '-';
  AppendPadded(second.day(), 2, out);
  out += 'T';
  AppendPadded(second.hour(), 2, out);
  out += ':';
  AppendPadded(second.minute(), 2, out);
  out += ':';
  AppendPadded(second.second(), 2, out);
  AppendFraction(time.nanos, out);
  out += 'Z';
}

std::optional<SecondsAndNanos> ParseTimestamp(std::string_view text) {
  const std::optional<absl::CivilSecond> second = TakeCivilSecond(text);
  if (!second) return std::nullopt;
  const std::optional<int32_t> nanos = TakeFraction(text);
  const std::optional<int> offset = TakeOffset(text);
  if (!nanos || !offset) return std::nullopt;
  const int64_t seconds = *second - absl::CivilSecond(1970, 1, 1) - *offset;
  if (seconds < kFirstSecond || seconds > kLastSecond) return std::nullopt;
  return SecondsAndNanos{seconds, *nanos};
}

void AppendDuration(const SecondsAndNanos& duration, std::string& out) {
  if (duration.seconds < 0 || duration.nanos < 0) out += '-';
  out += std::to_string(std::abs(duration.seconds));
  AppendFraction(std::abs(duration.nanos), out);
  out += 's';
}

std::optional<SecondsAndNanos> ParseDuration(std::string_view text) {
  const bool negative = TakeChar(text, '-');
  if (text.empty() || !IsDigit(text.front())) return std::nullopt;
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || seconds > kLongestSeconds) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  const std::optional<int32_t> nanos = TakeFraction(text);
  if (!nanos || text != "s") return std::nullopt;
  return negative ? SecondsAndNanos{-seconds, -*nanos} : SecondsAndNanos{seconds, *nanos};
}

std::string ToCamelCase(std::string_view path) {
  std::string camel;
  bool upper = false;
  for (const char c : path) {
    if (c == '_') {
      upper = true;
      continue;
    }
    camel += upper ? absl::ascii_toupper(static_cast<unsigned char>(c)) : c;
    upper = false;
  }
  return camel;
}

std::optional<std::string> ToSnakeCase(std::string_view path) {
  std::string snake;
  for (const char c : path) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '.') return std::nullopt;
    if (absl::ascii_isupper(static_cast<unsigned char>(c))) snake += '_';
    snake += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return snake;
}

size_t PlainPrefix(std::string_view text) {
  // Nearly always all of them, so eight at a time: a byte has its top bit set in `suspect` when it needs an
  // escape, and at times when a lower byte does.
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kTops = 0x8080808080808080;
  size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, text.data() + i, 8);
    const uint64_t quote = bytes ^ kOnes * '"';
    const uint64_t backslash = bytes ^ kOnes * '\\';
    const uint64_t suspect =
        ((bytes - kOnes * 0x20) & ~bytes) | ((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash);
    if ((suspect & kTops) != 0) break;
  }
  while (i < text.size() && !NeedsEscape(static_cast<unsigned char>(text[i]))) ++i;
  return i;
}

void AppendQuoted(std::string_view text, std::string& out) {
  out += '"';
  while (true) {
    const size_t plain = PlainPrefix(text);
    out.append(text.data(), plain);
    if (plain == text.size()) break;
    AppendEscape(static_cast<unsigned char>(text[plain]), out);
    text.remove_prefix(plain + 1);
  }
  out += '"';
}

bool IsJsonInteger(std::string_view text) {
  TakeChar(text, '-');
  if (text.empty() || (text.front() == '0' && text.size() > 1)) return false;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
  }
  return true;
}

bool IsJsonNumber(std::string_view text) {
  const size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string_view digits = text.substr(exponent + 1);
    if (!TakeChar(digits, '+')) TakeChar(digits, '-');
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
    text = text.substr(0, exponent);
  }
  const size_t point = text.find('.');
  if (point != std::string_view::npos) {
    const std::string_view digits = text.substr(point + 1);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
    text = text.substr(0, point);
  }
  return IsJsonInteger(text);
}

}  // namespace boulevard::gateway::transcode
