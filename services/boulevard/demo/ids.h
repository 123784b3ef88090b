#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_IDS_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_IDS_H_

#include <cstdint>

#include "absl/time/time.h"
#include "services/boulevard/demo/dice.h"
#include "services/runtime/id/uuid.h"

namespace boulevard::demo {

enum class Kind : uint64_t {
  kProvider = 1,
  kFacility,
  kUnit,
  kPlace,
  kApplication,
  kYoungPerson,
  kPlacement,
  kClosure,
  kOffer,
  kMentor,
  kAssignment,
  kPlan,
  kGoal,
  kAction,
  kReview,
  kContactMoment,
  kAssessment,
  kDaytimeActivity,
  kReadiness
};

// The ids of one city: in the order in which they are asked for, so that rows land at the end of each index.
class Ids {
 public:
  Ids(uint64_t seed, int city) : seed_(seed), city_(city) {}

  runtime::Uuid Next(Kind kind) {
    const uint64_t serial = serials_[static_cast<size_t>(kind)]++;
    const uint64_t low =
        Dice(seed_, static_cast<uint64_t>(kind) << 48 | serial << 32 | static_cast<uint64_t>(city_)).Next();
    // The first city of the demo was made, so to speak, as 2025 began, and the others each a second later.
    const absl::Time made =
        absl::FromUnixSeconds(1735689600 + city_) + absl::Milliseconds(static_cast<int64_t>(serial >> 12));
    return runtime::DeterministicUuid(made, serial & 0xFFF, low);
  }

 private:
  uint64_t seed_;
  int city_;
  uint64_t serials_[32] = {};
};

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_IDS_H_
