#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_ASSIGNMENT_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_ASSIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "services/placements/domain/values.h"

// Who could live where, as a problem for a solver: indices and numbers, and nothing of a person.
namespace boulevard::placements::domain {

// Applications of one profile fit the same places, and wish for them alike; places of one feature fit the
// same applications. All indices count from 0.
struct AssignmentProblem {
  struct Application {
    int person = 0;
    ResidentKind kind = ResidentKind::kYoungPerson;
    int64_t priority = 0;  // 0 to 1,000,000
    int profile = 0;
  };
  struct Place {
    int unit = 0;
    int feature = 0;
  };
  struct Unit {
    std::optional<KindCounts> room;  // for how many more of each kind; nothing: for as many as it has places
  };
  static constexpr int8_t kNoFit = -1;

  int8_t Fit(int profile, int feature) const {
    return fits[static_cast<size_t>(profile) * static_cast<size_t>(features) + static_cast<size_t>(feature)];
  }

  std::vector<Application> applications;
  std::vector<Place> places;
  std::vector<Unit> units;
  int persons = 0;
  int profiles = 0;
  int features = 0;
  // Profile by profile: kNoFit, or how much of what they wish for the places of a feature have.
  std::vector<int8_t> fits;
  std::vector<std::pair<int, int>> apart;  // two persons who must not share a unit
  std::vector<std::pair<int, int>>
      barred;  // a person, and a unit in which somebody lives whom they must not share with
};

struct Assignment {
  struct Line {
    int application = 0;
    int place = 0;
    friend bool operator==(const Line&, const Line&) = default;
  };

  std::vector<Line> lines;  // in the order of the applications
  int64_t total_priority = 0;
  int64_t upper_bound = 0;  // no assignment has more
  // There is none with a greater total.
  bool optimal = false;
};

struct SolveLimits {
  // How many arcs the networks may have, all together: so much is the same on every machine. A million take
  // a second or two.
  int64_t arcs = 3'000'000;
  // Asked before each network. What stops by it may come out otherwise next time.
  std::function<bool()> out_of_time = [] { return false; };
};

// At most one place for each person and one person in each place, all of them fitting, no unit with more of a
// kind than it has room for, nobody with whom they must not share: of those assignments one of the greatest
// total priority, among these one of many persons, among these one that meets many wishes. The last two give
// way when keeping persons apart takes more than a network can say. Pure: the same problem and the same
// limits give the same assignment, unless time ran out.
using AssignmentSolver = std::function<Assignment(const AssignmentProblem&, const SolveLimits&)>;

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_ASSIGNMENT_H_
