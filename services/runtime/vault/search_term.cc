#include "services/runtime/vault/search_term.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <vector>

#include "absl/strings/ascii.h"

namespace boulevard::runtime::vault {
namespace {

// Hashes that are written stay, so the forms must not change with a version of Unicode: what these give for a
// character that is assigned never does (https://www.unicode.org/policies/stability_policy.html).
constexpr auto kFolded =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                   UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
constexpr auto kCaseless =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

struct Freed {
  void operator()(utf8proc_uint8_t* memory) const { free(memory); }  // NOLINT: as utf8proc allocates it
};

// Empty when it is not UTF-8.
std::string Mapped(std::string_view text, utf8proc_option_t options) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, Freed> owned(mapped);
  if (size < 0) return "";
  return {reinterpret_cast<const char*>(mapped), static_cast<size_t>(size)};
}

// Letters that Unicode does not take apart into a letter and a mark, though people leave the mark out.
std::string_view Plain(utf8proc_int32_t letter) {
  switch (letter) {
    case U'ø':
      return "o";
    case U'ł':
      return "l";
    case U'đ':
    case U'ð':
      return "d";
    case U'ħ':
      return "h";
    case U'ŧ':
      return "t";
    case U'ı':
      return "i";
    case U'ə':
      return "e";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'þ':
      return "th";
    default:
      return "";
  }
}

bool IsOfWord(utf8proc_int32_t letter) {
  switch (utf8proc_category(letter)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
      return true;
    default:
      return false;
  }
}

std::vector<std::string> Words(std::string_view text) {
  const std::string folded = Mapped(text, kFolded);
  std::vector<std::string> words;
  bool within = false;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(folded.data());
  for (auto left = static_cast<utf8proc_ssize_t>(folded.size()); left > 0;) {
    utf8proc_int32_t letter = 0;
    const utf8proc_ssize_t size = utf8proc_iterate(at, left, &letter);
    if (size <= 0) break;
    if (IsOfWord(letter)) {
      if (!within) words.emplace_back();
      const std::string_view plain = Plain(letter);
      words.back().append(plain.empty()
                              ? std::string_view(reinterpret_cast<const char*>(at), static_cast<size_t>(size))
                              : plain);
    }
    within = IsOfWord(letter);
    at += size;
    left -= size;
  }
  return words;
}

// The prefixes of the personal records database (LO BRP, table 36), word by word and as they are shortened;
// and the articles that people from elsewhere write with and without.
bool IsPrefix(std::string_view word) {
  static constexpr std::string_view kPrefixes[] = {
      "a",   "aan", "af",   "al",    "am",  "an",    "auf", "aus",  "bij", "d",     "da",  "dal",
      "das", "de",  "deca", "degli", "dei", "del",   "den", "der",  "des", "di",    "die", "do",
      "don", "dos", "du",   "el",    "gli", "het",   "i",   "il",   "im",  "in",    "la",  "las",
      "le",  "les", "lo",   "los",   "of",  "onder", "op",  "over", "s",   "t",     "te",  "ten",
      "ter", "tho", "thoe", "thor",  "to",  "toe",   "tot", "uijt", "uit", "unter", "v",   "van",
      "vd",  "vde", "vden", "vder",  "ver", "vom",   "von", "voor", "vor", "zu",    "zum", "zur"};
  return std::find(std::begin(kPrefixes), std::end(kPrefixes), word) != std::end(kPrefixes);
}

}  // namespace

SearchTerm Surname(std::string_view text) {
  std::vector<std::string> words;
  // "Berg, van der"
  if (const size_t comma = text.find(','); comma != std::string_view::npos) {
    words = Words(text.substr(comma + 1));
    text = text.substr(0, comma);
  }
  for (std::string& word : Words(text)) words.push_back(std::move(word));
  auto name = std::find_if_not(words.begin(), words.end(), IsPrefix);
  if (name == words.end()) name = words.begin();
  SearchTerm term{.kind = "surname", .folded = {}};
  for (; name != words.end(); ++name) term.folded += *name;
  return term;
}

SearchTerm Email(std::string_view text) {
  std::string folded = Mapped(text, kCaseless);
  absl::StripAsciiWhitespace(&folded);
  return {.kind = "email", .folded = std::move(folded)};
}

SearchTerm Bsn(std::string_view text) {
  SearchTerm term{.kind = "bsn", .folded = {}};
  std::copy_if(text.begin(), text.end(), std::back_inserter(term.folded), absl::ascii_isdigit);
  if (term.folded.size() == 8) term.folded.insert(0, 1, '0');
  return term;
}

}  // namespace boulevard::runtime::vault
