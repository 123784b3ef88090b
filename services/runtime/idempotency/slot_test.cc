#include "services/runtime/idempotency/slot.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "services/runtime/time/clock.h"

namespace boulevard::runtime::idempotency {
namespace {

const Principal kAnna{.subject = "anna", .role = Role::kCoordinator};

TEST(SlotTest, OpensWhatItSealed) {
  const Slot slot(kAnna, "m", "key");
  for (const std::string& answer : {std::string(), std::string("answer"), std::string(100'000, 'x')}) {
    EXPECT_EQ(slot.Open("request", slot.Seal("request", answer)), answer);
  }
  EXPECT_EQ(Slot(kAnna, "m", "key").Open("", slot.Seal("", "answer")), "answer");
}

TEST(SlotTest, OpensNothingForAnotherRequest) {
  const Slot slot(kAnna, "m", "key");
  const std::string sealed = slot.Seal("request", "answer");
  EXPECT_EQ(slot.Open("another", sealed), std::nullopt);
  EXPECT_EQ(slot.Open("request", sealed.substr(1)), std::nullopt);
  EXPECT_EQ(slot.Open("request", ""), std::nullopt);
}

TEST(SlotTest, IsOfOneCallerMethodAndKey) {
  const Uuid provider = NewUuid(Clock::System().Now());
  std::set<std::string> ids;
  for (const Principal& caller :
       {kAnna, Principal{.subject = "anna", .role = Role::kAdmin},
        Principal{.subject = "annab", .role = Role::kCoordinator},
        Principal{.subject = "anna", .role = Role::kProvider, .provider_id = provider}}) {
    for (const char* method : {"m", "n"}) {
      for (const char* key : {"key", "bkey"}) ids.insert(std::string(Slot(caller, method, key).id()));
    }
  }
  EXPECT_EQ(ids.size(), 16u);
  EXPECT_EQ(ids.begin()->size(), 32u);
  EXPECT_EQ(Slot(kAnna, "m", "key").id(), Slot(kAnna, "m", "key").id());
}

TEST(SlotTest, ShowsNothingOfWhatItKeeps) {
  const Slot slot(kAnna, "m", "key");
  const std::string sealed = slot.Seal("request", "answer");
  EXPECT_EQ(sealed.find("answer"), std::string::npos);
  EXPECT_NE(sealed, slot.Seal("request", "answer"));
  EXPECT_EQ(Slot(kAnna, "m", "other").Open("request", sealed), std::nullopt);
}

}  // namespace
}  // namespace boulevard::runtime::idempotency
