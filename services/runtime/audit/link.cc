#include "services/runtime/audit/link.h"

#include "services/runtime/auth/crypto.h"

namespace boulevard::runtime::audit {
namespace {

// Stands for the order of the columns and how they are written: another one has another text here.
constexpr std::string_view kFormat = "boulevard access log 1";

void AppendNumber(std::string& text, uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) text.push_back(static_cast<char>(number >> shift));
}

}  // namespace

std::string ContentOf(const db::Row& row) {
  std::string content;
  for (int column = 0; column < kHashedColumnCount; ++column) {
    // With its length, so that nothing moves from one column into the next.
    content.push_back(row.IsNull(column) ? '\0' : '\1');
    const std::string_view text = row.IsNull(column) ? std::string_view() : row.Text(column);
    AppendNumber(content, text.size());
    content.append(text);
  }
  return content;
}

std::string LinkHash(std::string_view previous_hash, int64_t number, std::string_view content) {
  std::string text(kFormat);
  text.append(previous_hash);
  AppendNumber(text, static_cast<uint64_t>(number));
  text.append(content);
  return std::string(View(Sha256(text)));
}

}  // namespace boulevard::runtime::audit
