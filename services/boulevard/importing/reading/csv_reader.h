#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_CSV_READER_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_CSV_READER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boulevard::importing {

// Where something stands in a file, both from 1; columns count characters, not bytes.
struct Position {
  int line = 1;
  int column = 1;
  friend bool operator==(const Position&, const Position&) = default;
};

struct CsvFault {
  Position at;
  std::string reason;
  friend bool operator==(const CsvFault&, const CsvFault&) = default;
};

struct CsvField {
  std::string text;
  Position at;
};

// One row. With faults its fields are not to be used.
struct CsvRecord {
  int line = 0;  // that it starts on
  std::vector<CsvField> fields;
  std::vector<CsvFault> faults;
};

// Reads comma-separated text (RFC 4180) as spreadsheets write it: with or without a byte order mark, fields
// apart by `,`, `;` or a tab, lines by LF, CRLF or CR, quotes around what holds any of these. A quote in the
// middle of an unquoted field is a character like any other. Rows without any text are passed over.
//
// After a quote that is never closed the reader goes on with the line after it, so that one slip does not
// hide the rest of the file.
class CsvReader {
 public:
  // `text` outlives the reader. Without a delimiter the one that the first row has most of is taken.
  explicit CsvReader(std::string_view text, std::optional<char> delimiter = std::nullopt);

  // Nothing at the end.
  std::optional<CsvRecord> Next();

  char delimiter() const { return delimiter_; }
  // Bytes read so far.
  size_t offset() const { return offset_; }

 private:
  char FindDelimiter() const;
  bool AtEnd() const { return offset_ >= text_.size(); }
  char Here() const { return text_[offset_]; }
  bool AtLineEnd() const { return AtEnd() || Here() == '\n' || Here() == '\r'; }
  // One byte on, or both of CRLF; keeps the position.
  void Advance();
  void AdvanceInto(std::string& text);

  CsvRecord ReadRecord();
  void ReadField(CsvRecord& record);
  // False when the quote is never closed.
  bool ReadQuoted(CsvField& field, CsvRecord& record);
  void SkipLine();

  std::string_view text_;
  size_t offset_ = 0;
  Position position_;
  char delimiter_;
};

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_CSV_READER_H_
