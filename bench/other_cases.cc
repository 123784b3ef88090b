#include "bench/other_cases.h"

#include <stdlib.h>

#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "tests/support/site/process.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {
namespace {

std::filesystem::path NewFolder() {
  std::string pattern = "/tmp/boulevard-bench.XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) tests::Die("no folder can be made in /tmp");
  return pattern;
}

}  // namespace

Line LongRace(const Options& options) {
  const std::filesystem::path folder = NewFolder();
  std::cout << "Racing, " << options.race_seconds << " s for each of the races ..." << std::endl;
  const tests::Finished race =
      tests::RunToEnd({"/usr/bin/env", absl::StrCat("BOULEVARD_RACE_SECONDS=", options.race_seconds),
                       tests::ProgramPath("race_test"), "--gtest_brief=1"},
                      folder / "race.log", absl::Minutes(30));
  if (race.exit_code != 0) std::cout << race.output;
  std::filesystem::remove_all(folder);
  return {.subject = "never two people in one place: 64 bookers, two replicas, kill -9",
          .measured = absl::StrCat(options.race_seconds, " s a race"),
          .ratio = race.exit_code == 0 ? "held" : "broken",
          .wanted = "held",
          .enough = race.exit_code == 0};
}

Line CleanBuild() {
  const std::filesystem::path folder = NewFolder();
  std::cout << "Building everything from nothing ..." << std::endl;
  const absl::Time began = absl::Now();
  const std::string build = absl::StrCat("cd ", BOULEVARD_SOURCE, " && cmake --preset release -B ",
                                         folder.string(), " && CCACHE_DISABLE=1 ninja -C ", folder.string());
  const tests::Finished built =
      tests::RunToEnd({"/bin/sh", "-c", build}, folder / "build.log", absl::Minutes(30));
  if (built.exit_code != 0) tests::Die("the build failed", built.output);
  const absl::Duration taken = absl::Now() - began;
  std::filesystem::remove_all(folder);
  return {.subject = "clean build of everything, tests too, without ccache",
          .measured = absl::StrFormat("%.0f s", absl::ToDoubleSeconds(taken)),
          .wanted = "within 300 s",
          .enough = taken <= absl::Minutes(5)};
}

}  // namespace boulevard::bench
