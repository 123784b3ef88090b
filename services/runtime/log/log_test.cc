#include "services/runtime/log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/runtime/log/json_line.h"

namespace boulevard::runtime::log {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Line(std::string_view event, std::initializer_list<Field> fields) {
  std::string line;
  AppendJsonLine(line, absl::FromUnixMicros(1'754'000'000'000'042), Level::kWarning, "p", event, fields);
  return line;
}

TEST(JsonLineTest, HoldsTimeLevelProgramEventAndFieldsInOrder) {
  EXPECT_EQ(Line("rpc", {{"method", "GetPlace"}, {"ms", 1.5}, {"rows", int64_t{-3}}, {"ok", true}}),
            R"({"time":"2025-07-31T22:13:20.000042Z","level":"warning","program":"p","event":"rpc",)"
            R"("method":"GetPlace","ms":1.5,"rows":-3,"ok":true})");
}

TEST(JsonLineTest, EscapesWhatJsonCannotHold) {
  EXPECT_THAT(Line("a\"b\\c\nd\te\x01\x7f", {}), EndsWith(R"("event":"a\"b\\c\nd\te\u0001\u007f"})"));
}

TEST(JsonLineTest, KeepsUtf8AndReplacesOtherBytes) {
  EXPECT_THAT(Line("Ünïcode 你 🏠", {}), EndsWith("\"event\":\"Ünïcode 你 🏠\"}"));
  EXPECT_THAT(Line("a\xC0\xAF", {}), EndsWith("\"a\uFFFD\uFFFD\"}"));
  EXPECT_THAT(Line("\xED\xA0\x80", {}), EndsWith("\"\uFFFD\uFFFD\uFFFD\"}"));
  EXPECT_THAT(Line("cut \xE4\xBD", {}), EndsWith("\"cut \uFFFD\uFFFD\"}"));
}

TEST(JsonLineTest, NumbersThatJsonCannotHoldAreNull) {
  EXPECT_THAT(Line("e", {{"nan", std::nan("")}, {"inf", HUGE_VAL}}), EndsWith(R"("nan":null,"inf":null})"));
}

TEST(LogTest, LinesOfManyThreadsReachTheFileWhole) {
  const std::filesystem::path path =
      std::filesystem::path(::testing::TempDir()) / absl::StrCat("log_test.", getpid());
  Start("log_test", path.string());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 250; ++i) Info("line", {{"n", int64_t{i}}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  Flush();

  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  std::filesystem::remove(path);
  const std::vector<std::string> lines = absl::StrSplit(text.str(), '\n', absl::SkipEmpty());
  EXPECT_EQ(lines.size(), 1000);
  for (const std::string& line : lines) {
    EXPECT_THAT(line, StartsWith(R"({"time":")"));
    EXPECT_THAT(line, HasSubstr(R"("program":"log_test","event":"line","n":)"));
    EXPECT_THAT(line, EndsWith("}"));
  }
}

}  // namespace
}  // namespace boulevard::runtime::log
