#include "services/boulevard/importing/reading/csv_reader.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boulevard::importing {
namespace {

using ::testing::ElementsAre;
using Rows = std::vector<std::vector<std::string>>;

Rows ReadRows(std::string_view text, std::optional<char> delimiter = std::nullopt) {
  CsvReader reader(text, delimiter);
  Rows rows;
  while (auto record = reader.Next()) {
    EXPECT_THAT(record->faults, ElementsAre()) << text;
    std::vector<std::string>& row = rows.emplace_back();
    for (const CsvField& field : record->fields) row.push_back(field.text);
  }
  return rows;
}

std::vector<CsvRecord> ReadAll(std::string_view text) {
  CsvReader reader(text);
  std::vector<CsvRecord> records;
  while (auto record = reader.Next()) records.push_back(*std::move(record));
  return records;
}

TEST(CsvReader, ReadsWhatSpreadsheetsWrite) {
  const struct {
    const char* what;
    std::string_view text;
    Rows rows;
  } kCases[] = {
      {"nothing", "", {}},
      {"byte order mark alone", "\xEF\xBB\xBF", {}},
      {"byte order mark", "\xEF\xBB\xBFname,rent\na,1\n", {{"name", "rent"}, {"a", "1"}}},
      {"semicolons", "name;rent\na,b;1\n", {{"name", "rent"}, {"a,b", "1"}}},
      {"tabs", "name\trent\na,b\t1\n", {{"name", "rent"}, {"a,b", "1"}}},
      {"delimiters within quotes do not count", "\"a;b;c\",d\n1,2\n", {{"a;b;c", "d"}, {"1", "2"}}},
      {"no line end at the end", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
      {"CRLF", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
      {"CR", "a,b\r1,2\r", {{"a", "b"}, {"1", "2"}}},
      {"quotes", "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", {{"a", "b"}, {"x, y", "say \"hi\""}}},
      {"quoted line ends", "a,b\n\"x\ny\",2\n\"x\r\ny\",3\n", {{"a", "b"}, {"x\ny", "2"}, {"x\ny", "3"}}},
      {"empty fields", "a,b,c\n,,\n,x,\n", {{"a", "b", "c"}, {"", "x", ""}}},
      {"empty quotes", "a,b\n\"\",x\n", {{"a", "b"}, {"", "x"}}},
      {"last field empty at the end", "a,b\n1,", {{"a", "b"}, {"1", ""}}},
      {"blank lines", "a,b\n\n  \n1,2\n\n", {{"a", "b"}, {"1", "2"}}},
      {"a quote within a field", "a,b\n5\" pipe,x\n", {{"a", "b"}, {"5\" pipe", "x"}}},
      {"one column", "a\nb\n", {{"a"}, {"b"}}},
      {"UTF-8", "plaats\n\xE2\x82\xAC \xF0\x9F\x8F\xA0\n", {{"plaats"}, {"\xE2\x82\xAC \xF0\x9F\x8F\xA0"}}},
  };
  for (const auto& test : kCases) EXPECT_EQ(ReadRows(test.text), test.rows) << test.what;
}

TEST(CsvReader, TakesTheDelimiterThatItIsGiven) {
  EXPECT_EQ(ReadRows("a;b,c\n", ';'), (Rows{{"a", "b,c"}}));
  EXPECT_EQ(CsvReader("a;b;c,d\n").delimiter(), ';');
}

TEST(CsvReader, KnowsWhereEachFieldStands) {
  const auto records = ReadAll("a,b\n\"x\ny\",\xC3\xA9\xC3\xA9,z\nlast,1\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[1].line, 2);
  EXPECT_EQ(records[1].fields[0].at, (Position{2, 1}));
  EXPECT_EQ(records[1].fields[1].at, (Position{3, 4}));
  EXPECT_EQ(records[1].fields[2].at, (Position{3, 7})) << "two characters, four bytes";
  EXPECT_EQ(records[2].line, 4);
}

TEST(CsvReader, CountsColumnsBehindAByteOrderMark) {
  EXPECT_EQ(ReadAll("\xEF\xBB\xBF"
                    "a,b\n")[0]
                .fields[1]
                .at,
            (Position{1, 3}));
}

TEST(CsvReader, NamesAnUnclosedQuoteAndGoesOnBehindItsLine) {
  const auto records = ReadAll("a,b\n1,\"open\n2,fine\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_THAT(records[1].faults, ElementsAre(CsvFault{{2, 3}, "the quote that opens here is never closed"}));
  EXPECT_THAT(records[2].faults, ElementsAre());
  EXPECT_EQ(records[2].line, 3);
  EXPECT_EQ(records[2].fields[1].text, "fine");
}

TEST(CsvReader, NamesTextBehindAClosingQuote) {
  const auto records = ReadAll("a,b\n\"x\"y,2\n1,2\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_THAT(records[1].faults,
              ElementsAre(CsvFault{{2, 4},
                                   "text after the closing quote; a quote within quotes is written "
                                   "twice"}));
  EXPECT_THAT(records[2].faults, ElementsAre());
}

TEST(CsvReader, NamesEveryFieldThatIsNotUtf8) {
  const auto records = ReadAll("a,b,c\n\xE9,fine,\xC0\xAF\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[1].faults,
              ElementsAre(CsvFault{{2, 1}, "is not UTF-8 (byte 0xE9): save the file as UTF-8"},
                          CsvFault{{2, 8}, "is not UTF-8 (byte 0xC0): save the file as UTF-8"}));
}

}  // namespace
}  // namespace boulevard::importing
