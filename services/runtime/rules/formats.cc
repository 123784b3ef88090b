#include "services/runtime/rules/formats.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"
#include "services/runtime/id/uuid.h"

namespace boulevard::runtime::rules {
namespace {

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}
bool IsUpper(char c) {
  return absl::ascii_isupper(static_cast<unsigned char>(c));
}
bool IsLower(char c) {
  return absl::ascii_islower(static_cast<unsigned char>(c));
}
bool IsAlnum(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c));
}

// `form` has 9 for any digit; other characters stand for themselves.
bool HasForm(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char wanted) { return wanted == '9' ? IsDigit(c) : c == wanted; });
}

int AsNumber(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = 10 * number + (digit - '0');
  return number;
}

bool IsDate(std::string_view text) {
  if (!HasForm(text, "9999-99-99")) return false;
  const int year = AsNumber(text.substr(0, 4));
  const int month = AsNumber(text.substr(5, 2));
  const int day = AsNumber(text.substr(8, 2));
  // Civil days normalize: one that does not exist comes back as another.
  const absl::CivilDay civil(year, month, day);
  return year >= 1900 && year <= 2199 && civil.month() == month && civil.day() == day;
}

bool IsTimeOfDay(std::string_view text) {
  return HasForm(text, "99:99") && AsNumber(text.substr(0, 2)) < 24 && AsNumber(text.substr(3, 2)) < 60;
}

// Calls `part_is_good` for each part of `text` between dots.
template <typename Predicate>
bool EveryPart(std::string_view text, Predicate part_is_good) {
  while (true) {
    const size_t dot = text.find('.');
    if (!part_is_good(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool IsAtom(std::string_view part) {
  static constexpr std::string_view kSymbols = "!#$%&'*+-/=?^_`{|}~";
  return !part.empty() && std::ranges::all_of(part, [](char c) {
    return IsAlnum(c) || kSymbols.find(c) != std::string_view::npos;
  });
}

bool IsHostLabel(std::string_view part) {
  return !part.empty() && part.size() <= 63 && part.front() != '-' && part.back() != '-' &&
         std::ranges::all_of(part, [](char c) { return IsAlnum(c) || c == '-'; });
}

bool IsEmail(std::string_view text) {
  const size_t at = text.rfind('@');
  if (at == std::string_view::npos || at > 64 || text.size() > 254) return false;
  return EveryPart(text.substr(0, at), IsAtom) && EveryPart(text.substr(at + 1), IsHostLabel);
}

bool IsDutchPostcode(std::string_view text) {
  if (text.size() != 6 && text.size() != 7) return false;
  if (!HasForm(text.substr(0, 4), "9999") || text[0] == '0') return false;
  if (text.size() == 7 && text[4] != ' ') return false;
  const std::string_view letters = text.substr(text.size() - 2);
  return IsUpper(letters[0]) && IsUpper(letters[1]) && letters != "SA" && letters != "SD" && letters != "SS";
}

bool IsUuid(std::string_view text) {
  return Uuid::Parse(text).has_value();
}

bool IsSlug(std::string_view text) {
  if (text.empty() || !IsLower(text.front()) || text.back() == '-') return false;
  return text.find("--") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return IsLower(c) || IsDigit(c) || c == '-'; });
}

bool IsPhone(std::string_view text) {
  return text.size() >= 9 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
         std::ranges::all_of(text.substr(1), IsDigit);
}

// The digits weighed 9 to 2 and the last one -1 add up to a multiple of 11 (RvIG, Logisch ontwerp BSN).
bool IsBsn(std::string_view text) {
  if (!HasForm(text, "999999999") || text == "000000000") return false;
  int sum = -(text[8] - '0');
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (text[static_cast<size_t>(i)] - '0');
  return sum % 11 == 0;
}

constexpr NamedFormat kDate{
    .name = "date",
    .description = "must be a date as in 2025-01-31, from 1900 to 2199",
    .matches = IsDate,
    .schema_format = "date",
    .pattern = "(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    .example = "2026-03-01",
};
constexpr NamedFormat kEmail{
    .name = "email",
    .description = "must be an e-mail address",
    .matches = IsEmail,
    .schema_format = "email",
    .pattern = "[^@\\s]{1,64}@[^@\\s]+",
    .example = "housing@example.org",
    .max_length = 254,
};
constexpr NamedFormat kPostcode{
    .name = "dutch-postcode",
    .description = "must be a Dutch postcode as in 1234 AB",
    .matches = IsDutchPostcode,
    .pattern = "[1-9][0-9]{3} ?(?!SA|SD|SS)[A-Z]{2}",
    .example = "2512 AB",
};
constexpr NamedFormat kUuid{
    .name = "uuid",
    .description = "must be a UUID",
    .matches = IsUuid,
    .schema_format = "uuid",
    .pattern = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    .example = "01980000-0000-7000-8000-000000000000",
};
constexpr NamedFormat kSlug{
    .name = "slug",
    .description = "must be lower-case letters, digits and single hyphens, a letter first",
    .matches = IsSlug,
    .pattern = "[a-z][a-z0-9]*(-[a-z0-9]+)*",
    .example = "jit-wonen",
};
constexpr NamedFormat kTimeOfDay{
    .name = "time-of-day",
    .description = "must be a time from 00:00 to 23:59",
    .matches = IsTimeOfDay,
    .pattern = "([01][0-9]|2[0-3]):[0-5][0-9]",
    .example = "22:00",
};
constexpr NamedFormat kPhone{
    .name = "phone",
    .description = "must be a telephone number as in +31701234567",
    .matches = IsPhone,
    .pattern = "\\+[1-9][0-9]{7,14}",
    .example = "+31701234567",
};
constexpr NamedFormat kBsn{
    .name = "bsn",
    .description = "must be a BSN: nine digits that pass the 11-test",
    .matches = IsBsn,
    .pattern = "[0-9]{9}",
    .example = "999999011",
};

}  // namespace

const NamedFormat* FindFormat(options::v1::Format format) {
  switch (format) {
    case options::v1::FORMAT_DATE:
      return &kDate;
    case options::v1::FORMAT_EMAIL:
      return &kEmail;
    case options::v1::FORMAT_DUTCH_POSTCODE:
      return &kPostcode;
    case options::v1::FORMAT_UUID:
      return &kUuid;
    case options::v1::FORMAT_SLUG:
      return &kSlug;
    case options::v1::FORMAT_TIME_OF_DAY:
      return &kTimeOfDay;
    case options::v1::FORMAT_PHONE:
      return &kPhone;
    case options::v1::FORMAT_BSN:
      return &kBsn;
    default:
      return nullptr;
  }
}

}  // namespace boulevard::runtime::rules
