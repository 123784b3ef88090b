#include "services/boulevard/importing/reading/csv_reader.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_format.h"
#include "services/runtime/text/utf8.h"

namespace boulevard::importing {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kDelimiters = ",;\t";

// The byte at which `text` is no longer UTF-8.
std::optional<size_t> FindBadUtf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t length = runtime::Utf8CharacterLength(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

void CheckText(const CsvField& field, CsvRecord& record) {
  const std::optional<size_t> bad = FindBadUtf8(field.text);
  if (!bad) return;
  record.faults.push_back({field.at, absl::StrFormat("is not UTF-8 (byte 0x%02X): save the file as UTF-8",
                                                     static_cast<uint8_t>(field.text[*bad]))});
}

bool IsBlank(const CsvRecord& record) {
  return record.faults.empty() &&
         std::all_of(record.fields.begin(), record.fields.end(), [](const CsvField& field) {
           return field.text.find_first_not_of(" \t") == std::string::npos;
         });
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::optional<char> delimiter) : text_(text) {
  if (text_.substr(0, kByteOrderMark.size()) == kByteOrderMark) offset_ = kByteOrderMark.size();
  delimiter_ = delimiter ? *delimiter : FindDelimiter();
}

char CsvReader::FindDelimiter() const {
  size_t counts[kDelimiters.size()] = {};
  bool quoted = false;
  for (size_t i = offset_; i < text_.size(); ++i) {
    if (text_[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text_[i] == '\n' || text_[i] == '\r') break;
    if (const size_t which = kDelimiters.find(text_[i]); which != std::string_view::npos) ++counts[which];
  }
  return kDelimiters[static_cast<size_t>(std::max_element(counts, counts + kDelimiters.size()) - counts)];
}

void CsvReader::Advance() {
  const char here = Here();
  ++offset_;
  if (here == '\r' && !AtEnd() && Here() == '\n') ++offset_;
  if (here == '\n' || here == '\r') {
    ++position_.line;
    position_.column = 1;
  } else if (AtEnd() || (static_cast<uint8_t>(Here()) & 0xC0) != 0x80) {
    ++position_.column;  // the byte after it begins a character
  }
}

void CsvReader::AdvanceInto(std::string& text) {
  // A line end within quotes is one, however the file writes it.
  text.push_back(Here() == '\r' ? '\n' : Here());
  Advance();
}

std::optional<CsvRecord> CsvReader::Next() {
  while (!AtEnd()) {
    CsvRecord record = ReadRecord();
    if (!IsBlank(record)) return record;
  }
  return std::nullopt;
}

CsvRecord CsvReader::ReadRecord() {
  CsvRecord record;
  record.line = position_.line;
  ReadField(record);
  while (!AtEnd() && Here() == delimiter_) {
    Advance();
    ReadField(record);
  }
  if (!AtEnd()) Advance();
  return record;
}

void CsvReader::ReadField(CsvRecord& record) {
  CsvField field;
  field.at = position_;
  if (AtLineEnd() || Here() != '"') {
    while (!AtLineEnd() && Here() != delimiter_) AdvanceInto(field.text);
  } else if (!ReadQuoted(field, record)) {
    return;
  }
  CheckText(field, record);
  record.fields.push_back(std::move(field));
}

bool CsvReader::ReadQuoted(CsvField& field, CsvRecord& record) {
  const size_t start = offset_;
  Advance();
  while (!AtEnd()) {
    if (Here() != '"') {
      AdvanceInto(field.text);
      continue;
    }
    Advance();
    if (!AtEnd() && Here() == '"') {
      AdvanceInto(field.text);
      continue;
    }
    if (AtLineEnd() || Here() == delimiter_) return true;
    record.faults.push_back(
        {position_, "text after the closing quote; a quote within quotes is written twice"});
    SkipLine();
    return false;
  }
  record.faults.push_back({field.at, "the quote that opens here is never closed"});
  offset_ = start;
  position_ = field.at;
  SkipLine();
  return false;
}

void CsvReader::SkipLine() {
  while (!AtLineEnd()) Advance();
}

}  // namespace boulevard::importing
