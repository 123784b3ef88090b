#include "services/boulevard/importing/reading/values.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <regex>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::importing {
namespace {

using runtime::AbslView;

constexpr std::array<std::string_view, 7> kYes = {"yes", "y", "ja", "j", "true", "1", "x"};
constexpr std::array<std::string_view, 6> kNo = {"no", "n", "nee", "false", "0", "-"};
constexpr int64_t kMostEuros = 10'000'000;  // no rent, and still an int in cents

absl::Status Bad(std::string_view text, std::string_view reason) {
  return absl::InvalidArgumentError(absl::StrCat("\"", AbslView(text), "\" ", AbslView(reason)));
}

template <typename Usual>
bool IsOneOf(std::string_view text, const std::vector<std::string>& own, const Usual& usual) {
  const auto same = [&](std::string_view word) {
    return absl::EqualsIgnoreCase(AbslView(word), AbslView(text));
  };
  return own.empty() ? std::any_of(usual.begin(), usual.end(), same)
                     : std::any_of(own.begin(), own.end(), same);
}

absl::StatusOr<bool> ParseYesNo(const FieldMapping& mapping, std::string_view text) {
  // "true" and "false" are how a mapping itself says it.
  if (IsOneOf(text, mapping.yes, kYes) || text == "true") return true;
  if (IsOneOf(text, mapping.no, kNo) || text == "false") return false;
  return Bad(text, "is neither yes nor no");
}

absl::StatusOr<int> ParseWhole(std::string_view text) {
  int value = 0;
  if (!absl::SimpleAtoi(AbslView(text), &value)) return Bad(text, "is no whole number");
  return value;
}

absl::StatusOr<std::string> ParseDate(const std::string& format, std::string_view text) {
  absl::Time time;
  std::string error;
  const std::string layout = format.empty() ? "%Y-%m-%d" : format;
  if (!absl::ParseTime(layout, AbslView(text), &time, &error)) {
    return Bad(text, absl::StrCat("is no date of the form ", layout));
  }
  const absl::CivilDay day = absl::ToCivilDay(time, absl::UTCTimeZone());
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace

absl::StatusOr<int> ParseEuros(std::string_view text) {
  // Digits, perhaps in groups of three, then perhaps cents or a dash for none.
  static const std::regex kAmount(
      "(?:\xE2\x82\xAC|EUR)? *([0-9]{1,3}(?:[.,][0-9]{3})*|[0-9]{1,7})(?:[.,]([0-9]{1,2}|--?))?");
  std::match_results<std::string_view::const_iterator> match;
  if (!std::regex_match(text.begin(), text.end(), match, kAmount)) return Bad(text, "is no amount in euros");
  int64_t cents = 0;
  for (const char c : match.str(1)) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c)))
      cents = std::min(cents * 10 + (c - '0'), kMostEuros);
  }
  std::string fraction = match.str(2);
  if (fraction.empty() || fraction.front() == '-') fraction = "00";
  if (fraction.size() == 1) fraction += '0';
  return static_cast<int>(cents * 100 + (fraction[0] - '0') * 10 + (fraction[1] - '0'));
}

absl::Status PutText(const FieldMapping& mapping, std::string_view text, google::protobuf::Message& message) {
  const FieldDescriptor& field = *mapping.field;
  const google::protobuf::Reflection& to = *message.GetReflection();
  if (text.empty()) return absl::OkStatus();
  if (IsYesNo(field)) {
    ASSIGN_OR_RETURN(const bool value, ParseYesNo(mapping, text));
    to.SetBool(&message, &field, value);
  } else if (IsWholeNumber(field)) {
    ASSIGN_OR_RETURN(const int value, mapping.in_euros ? ParseEuros(text) : ParseWhole(text));
    to.SetInt32(&message, &field, value);
  } else if (IsDate(field)) {
    ASSIGN_OR_RETURN(const std::string value, ParseDate(mapping.date_format, text));
    to.SetString(&message, &field, value);
  } else {
    to.SetString(&message, &field, std::string(text));
  }
  return absl::OkStatus();
}

}  // namespace boulevard::importing
