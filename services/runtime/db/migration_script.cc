#include "services/runtime/db/migration_script.h"

#include <openssl/sha.h>

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::db {

std::vector<std::string> StatementsOf(std::string_view sql) {
  std::vector<std::string> statements;
  std::string statement;
  const auto finish = [&] {
    if (!statement.empty()) statements.push_back(std::move(statement));
    statement.clear();
  };
  for (const absl::string_view raw : absl::StrSplit(AbslView(sql), '\n')) {
    absl::string_view line = absl::StripTrailingAsciiWhitespace(raw);
    const absl::string_view text = absl::StripLeadingAsciiWhitespace(line);
    if (text.empty() || text.substr(0, 2) == "--") continue;
    const bool ends = line.back() == ';';
    if (ends) line.remove_suffix(1);
    absl::StrAppend(&statement, statement.empty() ? "" : "\n", line);
    if (ends) finish();
  }
  finish();
  return statements;
}

std::string ChecksumOf(std::string_view sql) {
  std::array<char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(sql.data()), sql.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return absl::BytesToHexString(absl::string_view(digest.data(), digest.size()));
}

}  // namespace boulevard::runtime::db
