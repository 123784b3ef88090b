#include "services/runtime/metrics/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace boulevard::runtime {
namespace {

using ::testing::HasSubstr;

TEST(RegistryTest, AChildIsMadeOnce) {
  Registry registry;
  registry.Counter("boulevard_things_total", "Things.", {{"kind", "a"}}).Increment();
  registry.Counter("boulevard_things_total", "Things.", {{"kind", "a"}}).Increment();
  registry.Counter("boulevard_things_total", "Things.", {{"kind", "b"}}).Increment();
  EXPECT_THAT(registry.Render(), HasSubstr("boulevard_things_total{kind=\"a\"} 2\n"));
  EXPECT_THAT(registry.Render(), HasSubstr("boulevard_things_total{kind=\"b\"} 1\n"));
}

TEST(RegistryTest, WhatIsMadeThroughAPartHasItsLabels) {
  Registry registry;
  Registry part = registry.With({{"component", "placements"}});
  part.Gauge("boulevard_rooms", "Rooms.", {{"state", "idle"}}).Set(1);
  registry.With({{"component", "guidance"}}).Gauge("boulevard_rooms", "Rooms.", {{"state", "idle"}}).Set(2);
  part.With({{"floor", "3"}}).Counter("boulevard_things_total", "Things.").Increment();
  for (Registry* shown : {&registry, &part}) {
    EXPECT_THAT(
        shown->Render(),
        ::testing::AllOf(HasSubstr("boulevard_rooms{component=\"placements\",state=\"idle\"} 1\n"),
                         HasSubstr("boulevard_rooms{component=\"guidance\",state=\"idle\"} 2\n"),
                         HasSubstr("boulevard_things_total{component=\"placements\",floor=\"3\"} 1\n")));
  }
}

TEST(RegistryTest, GaugesAreRefreshedBeforeEachRendering) {
  Registry registry;
  prometheus::Gauge& gauge = registry.Gauge("boulevard_rooms", "Rooms.");
  int scrapes = 0;
  registry.OnScrape([&] { gauge.Set(++scrapes); });
  EXPECT_THAT(registry.Render(), HasSubstr("boulevard_rooms 1\n"));
  EXPECT_THAT(registry.Render(), HasSubstr("boulevard_rooms 2\n"));
}

TEST(RegistryTest, LatencyHasBucketsFromHalfAMillisecondToTenSeconds) {
  Registry registry;
  registry.Latency("boulevard_wait_seconds", "Waits.").Observe(0.0004);
  EXPECT_THAT(registry.Render(), HasSubstr("boulevard_wait_seconds_bucket{le=\"0.0005\"} 1\n"));
  EXPECT_THAT(registry.Render(), HasSubstr("boulevard_wait_seconds_bucket{le=\"10\"} 1\n"));
}

TEST(RegistryTest, PromtoolAcceptsTheText) {
  Registry registry;
  registry.Counter("boulevard_things_total", "Things.", {{"kind", "a\"b\\c\nd"}}).Increment();
  registry.Gauge("boulevard_rooms", "Rooms.").Set(-1.5);
  registry.Latency("boulevard_wait_seconds", "Waits.", {{"way", "x"}}).Observe(0.02);
  const std::filesystem::path path =
      std::filesystem::path(::testing::TempDir()) / absl::StrCat("registry_test.", getpid());
  std::ofstream(path) << registry.Render();
  EXPECT_EQ(std::system(absl::StrCat("promtool check metrics <", path.string()).c_str()), 0);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace boulevard::runtime
