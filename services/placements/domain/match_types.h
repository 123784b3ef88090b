#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_TYPES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_TYPES_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "services/placements/domain/priority.h"
#include "services/placements/domain/types.h"

// What matching looks at: places that are free, and who could live there.
namespace boulevard::placements::domain {

// What somebody may wish for. A wish excludes nothing; it decides between places that are equal otherwise.
enum class Wish { kDistrict = 1, kSelfContained };

template <>
inline constexpr std::array<std::string_view, 2> kWords<Wish> = {"district", "self-contained"};

struct WishOutcome {
  Wish wish = Wish::kDistrict;
  bool met = false;
  friend bool operator==(const WishOutcome&, const WishOutcome&) = default;
};

// A place that is free, and not merely expected to be, in a whole period.
struct OpenPlace {
  Place place;
  std::string unit_name;
  std::string facility_name;
  ResidentKinds kinds;  // that its unit has room for
  int64_t version = 0;
};

// An application that waits, as matching looks at it: of the application no more than rules, priority and
// wishes look at.
struct Candidate {
  Application application;
  int64_t version = 0;  // how often it was changed
  Priority priority;
  int rank = 0;  // in the waiting list of the programme
  int rule_set_version = 0;
  std::vector<Uuid> must_not_share;  // young persons, whoever of the two said so
};

// Two young persons who must not share a unit.
struct KeptApart {
  Uuid one;
  Uuid other;
};

// A unit with quotas, and for how many more of each kind it has room on every day of a period.
struct UnitRoom {
  Uuid unit_id;
  KindCounts room;
};

// Somebody lives in the unit, or is to, in the period.
struct Occupant {
  Uuid young_person_id;
  Uuid unit_id;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_TYPES_H_
