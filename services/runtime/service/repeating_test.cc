#include "services/runtime/service/repeating.h"

#include <gtest/gtest.h>

namespace boulevard::runtime::service {
namespace {

TEST(RepeatingTest, WorksAgainAndAgainUntilItGoes) {
  absl::Notification thrice;
  int times = 0;
  {
    const Repeating repeating([&] {
      if (++times == 3) thrice.Notify();
      return absl::Milliseconds(1);
    });
    thrice.WaitForNotification();
  }
  EXPECT_GE(times, 3);
}

}  // namespace
}  // namespace boulevard::runtime::service
