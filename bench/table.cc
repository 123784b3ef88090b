#include "bench/table.h"

#include <algorithm>
#include <array>
#include <iostream>

#include "absl/strings/str_cat.h"

namespace boulevard::bench {
namespace {

constexpr size_t kColumns = 6;
using Cells = std::array<std::string, kColumns>;

Cells CellsOf(const Line& line) {
  return {line.subject, line.measured, line.against,
          line.ratio,   line.wanted,   line.enough ? "PASS" : "FALLS SHORT"};
}

}  // namespace

void Print(const std::vector<Line>& lines) {
  std::vector<Cells> rows = {{"what", "measured", "against", "ratio", "wanted", ""}};
  for (const Line& line : lines) rows.push_back(CellsOf(line));
  std::array<size_t, kColumns> widths{};
  for (const Cells& row : rows) {
    for (size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::cout << '\n';
  for (const Cells& row : rows) {
    std::string text;
    for (size_t i = 0; i < kColumns; ++i) {
      absl::StrAppend(&text, row[i], std::string(widths[i] - row[i].size() + 2, ' '));
    }
    std::cout << text.substr(0, text.find_last_not_of(' ') + 1) << '\n';
  }
  std::cout << std::flush;
}

}  // namespace boulevard::bench
