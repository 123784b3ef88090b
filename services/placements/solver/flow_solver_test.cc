#include "services/placements/solver/flow_solver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"

namespace boulevard::placements::solver {
namespace {

using domain::Assignment;
using domain::AssignmentProblem;
using domain::KindCounts;
using domain::ResidentKind;

int Below(std::mt19937& random, int end) {
  return static_cast<int>(random() % static_cast<uint32_t>(end));
}

ResidentKind SomeKind(std::mt19937& random) {
  return domain::kAllResidentKinds[static_cast<size_t>(Below(random, 3))];
}

struct Size {
  int persons, places, units, profiles, features;
  int apart_percent;  // of all pairs
};

AssignmentProblem RandomProblem(std::mt19937& random, const Size& size) {
  AssignmentProblem problem{.persons = size.persons, .profiles = size.profiles, .features = size.features};
  for (int person = 0; person < size.persons; ++person) {
    for (int i = Below(random, 4) == 0 ? 2 : 1; i > 0; --i) {
      problem.applications.push_back({.person = person,
                                      .kind = SomeKind(random),
                                      .priority = Below(random, 5) == 0 ? 0 : Below(random, 40),
                                      .profile = Below(random, size.profiles)});
    }
  }
  for (int place = 0; place < size.places; ++place) {
    problem.places.push_back({.unit = Below(random, size.units), .feature = Below(random, size.features)});
  }
  for (int unit = 0; unit < size.units; ++unit) {
    AssignmentProblem::Unit& made = problem.units.emplace_back();
    if (Below(random, 2) == 0) made.room = KindCounts{{Below(random, 3), Below(random, 3), Below(random, 3)}};
  }
  for (int i = 0; i < size.profiles * size.features; ++i) {
    problem.fits.push_back(static_cast<int8_t>(Below(random, 4) == 0 ? -1 : Below(random, 3)));
  }
  for (int one = 0; one < size.persons; ++one) {
    for (int other = one + 1; other < size.persons; ++other) {
      if (Below(random, 100) < size.apart_percent) problem.apart.emplace_back(one, other);
    }
    if (Below(random, 5) == 0) problem.barred.emplace_back(one, Below(random, size.units));
  }
  return problem;
}

// What is wrong with an assignment; empty: nothing. Written apart from the solver, rule by rule.
std::string Faults(const AssignmentProblem& problem, const std::vector<Assignment::Line>& lines) {
  std::set<int> places, persons;
  std::vector<std::vector<int>> persons_in(problem.units.size());
  std::vector<KindCounts> kinds_in(problem.units.size());
  for (const Assignment::Line& line : lines) {
    const auto& application = problem.applications.at(static_cast<size_t>(line.application));
    const auto& place = problem.places.at(static_cast<size_t>(line.place));
    if (!places.insert(line.place).second) return absl::StrCat("place ", line.place, " twice");
    if (!persons.insert(application.person).second)
      return absl::StrCat("person ", application.person, " twice");
    if (problem.Fit(application.profile, place.feature) < 0)
      return absl::StrCat(line.application, " does not fit");
    persons_in[static_cast<size_t>(place.unit)].push_back(application.person);
    ++kinds_in[static_cast<size_t>(place.unit)][application.kind];
  }
  for (size_t unit = 0; unit < problem.units.size(); ++unit) {
    const auto has = [&](int person) {
      return std::count(persons_in[unit].begin(), persons_in[unit].end(), person) > 0;
    };
    for (const auto& [one, other] : problem.apart) {
      if (has(one) && has(other)) return absl::StrCat(one, " and ", other, " share unit ", unit);
    }
    for (const auto& [person, barred] : problem.barred) {
      if (static_cast<size_t>(barred) == unit && has(person))
        return absl::StrCat(person, " is in unit ", unit);
    }
    if (!problem.units[unit].room) continue;
    for (const ResidentKind kind : domain::kAllResidentKinds) {
      if (kinds_in[unit][kind] > (*problem.units[unit].room)[kind])
        return absl::StrCat("too many in unit ", unit);
    }
  }
  return "";
}

// The greatest total of all assignments that there are.
int64_t BruteForce(const AssignmentProblem& problem, size_t next, std::vector<Assignment::Line>& lines) {
  if (next == problem.applications.size()) return 0;
  int64_t best = BruteForce(problem, next + 1, lines);
  for (size_t place = 0; place < problem.places.size(); ++place) {
    lines.push_back({static_cast<int>(next), static_cast<int>(place)});
    if (Faults(problem, lines).empty()) {
      best = std::max(best, problem.applications[next].priority + BruteForce(problem, next + 1, lines));
    }
    lines.pop_back();
  }
  return best;
}

int64_t TotalOf(const AssignmentProblem& problem, const Assignment& assignment) {
  int64_t total = 0;
  for (const Assignment::Line& line : assignment.lines) {
    total += problem.applications[static_cast<size_t>(line.application)].priority;
  }
  return total;
}

TEST(FlowSolverTest, FindsWhatBruteForceFinds) {
  for (uint32_t seed = 0; seed < 3000; ++seed) {
    std::mt19937 random(seed);
    const Size size{.persons = 1 + Below(random, 5),
                    .places = 1 + Below(random, 4),
                    .units = 1 + Below(random, 3),
                    .profiles = 1 + Below(random, 4),
                    .features = 1 + Below(random, 3),
                    .apart_percent = Below(random, 3) * 30};
    const AssignmentProblem problem = RandomProblem(random, size);
    const Assignment assignment = SolveByFlow(problem, {});
    ASSERT_EQ(Faults(problem, assignment.lines), "") << "seed " << seed;
    ASSERT_EQ(assignment.total_priority, TotalOf(problem, assignment)) << "seed " << seed;
    std::vector<Assignment::Line> lines;
    const int64_t best = BruteForce(problem, 0, lines);
    ASSERT_GE(assignment.total_priority, best) << "seed " << seed;
    ASSERT_EQ(assignment.upper_bound, best) << "seed " << seed;
    ASSERT_TRUE(assignment.optimal) << "seed " << seed;
  }
}

TEST(FlowSolverTest, NeverBreaksARuleNorClaimsTooMuch) {
  for (uint32_t seed = 0; seed < 25; ++seed) {
    std::mt19937 random(seed);
    const AssignmentProblem problem = RandomProblem(random, {.persons = 120,
                                                             .places = 60,
                                                             .units = 15,
                                                             .profiles = 30,
                                                             .features = 6,
                                                             .apart_percent = Below(random, 3) * 8});
    const Assignment full = SolveByFlow(problem, {});
    ASSERT_EQ(Faults(problem, full.lines), "") << "seed " << seed;
    ASSERT_LE(full.total_priority, full.upper_bound);
    ASSERT_EQ(full.optimal, full.total_priority == full.upper_bound);
    // Cut short it says so, or has found the best all the same.
    for (const int64_t arcs : {0, 1000, 5000}) {
      const Assignment part = SolveByFlow(problem, {.arcs = arcs});
      ASSERT_EQ(Faults(problem, part.lines), "") << "seed " << seed;
      ASSERT_GE(part.upper_bound, full.total_priority) << "seed " << seed;
      if (part.optimal) {
        ASSERT_GE(part.total_priority, full.total_priority) << "seed " << seed;
      }
    }
  }
}

TEST(FlowSolverTest, GivesTheSameAgain) {
  std::mt19937 random(7);
  const AssignmentProblem problem = RandomProblem(
      random, {.persons = 200, .places = 80, .units = 20, .profiles = 40, .features = 8, .apart_percent = 5});
  const Assignment first = SolveByFlow(problem, {});
  const Assignment second = SolveByFlow(problem, {});
  EXPECT_EQ(first.lines, second.lines);
  EXPECT_EQ(first.upper_bound, second.upper_bound);
}

TEST(FlowSolverTest, StopsWhenTimeIsUp) {
  std::mt19937 random(7);
  const AssignmentProblem problem = RandomProblem(
      random, {.persons = 50, .places = 20, .units = 5, .profiles = 10, .features = 4, .apart_percent = 5});
  const Assignment assignment = SolveByFlow(problem, {.out_of_time = [] { return true; }});
  EXPECT_EQ(Faults(problem, assignment.lines), "");
  EXPECT_FALSE(assignment.lines.empty());
  EXPECT_LT(assignment.total_priority, assignment.upper_bound);
  EXPECT_FALSE(assignment.optimal);
}

// One place; two persons, the first of higher priority; and what they wish for.
TEST(FlowSolverTest, WishesNeverOutweighPriorityNorAPerson) {
  AssignmentProblem problem{.persons = 2, .profiles = 2, .features = 2};
  problem.units.resize(2);
  problem.places = {{.unit = 0, .feature = 0}};
  problem.applications = {{.person = 0, .priority = 11, .profile = 0},
                          {.person = 1, .priority = 10, .profile = 1}};
  problem.fits = {0, 0, 3, 3};
  EXPECT_EQ(SolveByFlow(problem, {}).lines, (std::vector<Assignment::Line>{{0, 0}}));

  // The second fits the first place alone: the first one does not get it, however much it is wished for.
  problem.places.push_back({.unit = 1, .feature = 1});
  problem.fits = {3, 0, 0, AssignmentProblem::kNoFit};
  EXPECT_EQ(SolveByFlow(problem, {}).lines, (std::vector<Assignment::Line>{{0, 1}, {1, 0}}));

  // Where nothing else decides, wishes do.
  problem.fits = {0, 3, 0, 0};
  EXPECT_EQ(SolveByFlow(problem, {}).lines, (std::vector<Assignment::Line>{{0, 1}, {1, 0}}));
}

TEST(FlowSolverTest, WithoutAnythingToDoThereIsNothing) {
  const Assignment assignment = SolveByFlow({}, {});
  EXPECT_TRUE(assignment.lines.empty());
  EXPECT_TRUE(assignment.optimal);
}

}  // namespace
}  // namespace boulevard::placements::solver
