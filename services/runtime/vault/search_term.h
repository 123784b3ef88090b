#ifndef BOULEVARD_SERVICES_RUNTIME_VAULT_SEARCH_TERM_H_
#define BOULEVARD_SERVICES_RUNTIME_VAULT_SEARCH_TERM_H_

#include <string>
#include <string_view>

// What people are searched by, in the one form that all ways of writing it come to. Records keep a keyed hash
// of that form: it finds equals, and nothing else.
namespace boulevard::runtime::vault {

struct SearchTerm {
  std::string_view kind;  // "surname": the same text of two kinds has two hashes
  std::string folded;     // empty: there is nothing to search by

  friend bool operator==(const SearchTerm&, const SearchTerm&) = default;
};

// Without case, accents, spaces, punctuation and leading prefixes: "Van der Bérg", "v.d. Berg" and "Berg, van
// der" are one. A name that is all prefixes stays as it is.
SearchTerm Surname(std::string_view text);
// Without case and white space around it.
SearchTerm Email(std::string_view text);
// Its digits; eight of them get a zero in front.
SearchTerm Bsn(std::string_view text);

}  // namespace boulevard::runtime::vault

#endif  // BOULEVARD_SERVICES_RUNTIME_VAULT_SEARCH_TERM_H_
