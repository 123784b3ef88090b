#include "services/placements/solver/flow_solver.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <set>
#include <utility>
#include <vector>

#include "services/placements/solver/housing.h"
#include "services/placements/solver/parts.h"
#include "services/placements/solver/plan.h"
#include "services/placements/solver/pools.h"
#include "services/placements/solver/relaxation.h"

namespace boulevard::placements::solver {
namespace {

using domain::Assignment;
using domain::AssignmentProblem;
using domain::SolveLimits;

// A network of a million arcs takes some hundred megabytes.
constexpr int64_t kMostArcsAtOnce = 6'000'000;
// Rounds in which every clash is resolved at once, before they are branched on one by one.
constexpr int kDives = 8;

struct Branch {
  int64_t bound = 0;
  int64_t number = 0;  // the earlier first, of two with the same bound
  std::set<Ban> bans;

  friend bool operator<(const Branch& a, const Branch& b) {
    return std::pair(a.bound, -a.number) < std::pair(b.bound, -b.number);
  }
};

// The priorities of as many persons as there are places: what no assignment can exceed.
int64_t CrudeBound(const AssignmentProblem& problem) {
  std::vector<int64_t> best(static_cast<size_t>(problem.persons));
  for (const auto& application : problem.applications) {
    int64_t& of_person = best[static_cast<size_t>(application.person)];
    of_person = std::max(of_person, application.priority);
  }
  std::sort(best.begin(), best.end(), std::greater<>());
  best.resize(std::min(best.size(), problem.places.size()));
  int64_t bound = 0;
  for (const int64_t priority : best) bound += priority;
  return bound;
}

class Search {
 public:
  Search(const AssignmentProblem& problem, const SolveLimits& limits)
      : problem_(problem),
        limits_(limits),
        neighbours_(problem),
        pools_(problem),
        best_(problem, neighbours_),
        bound_(CrudeBound(problem)) {
    best_.Fill();
  }

  Assignment Run() {
    const std::set<Ban> barred(problem_.barred.begin(), problem_.barred.end());
    if (Dive(barred)) BranchFrom(barred);
    return {.lines = best_.Lines(),
            .total_priority = best_.total_priority(),
            .upper_bound = std::max(bound_, best_.total_priority()),
            .optimal = best_.total_priority() >= bound_};
  }

 private:
  // Whether the next network is within the limits; counts it.
  bool MayGoOn() {
    const int64_t arcs = ArcsOf(problem_, pools_);
    if (arcs > kMostArcsAtOnce || limits_.out_of_time()) return false;
    // One is worth it in any case.
    if (spent_ > 0 && spent_ + arcs > limits_.arcs) return false;
    spent_ += arcs;
    return true;
  }

  // The relaxed solution under the bans with its places looked for, the pools made finer until they do. False
  // at a limit.
  bool Look(const std::set<Ban>& bans, Relaxed& relaxed, Housing& housing) {
    for (;;) {
      if (!MayGoOn()) return false;
      relaxed = Relax(problem_, pools_, bans);
      housing = House(problem_, neighbours_, pools_, bans, relaxed);
      Offer(housing.plan);
      if (housing.too_coarse.empty()) return true;
      for (const int pool : housing.too_coarse) pools_.Split(pool);
    }
  }

  void Offer(Plan plan) {
    plan.Fill();
    // The first one also when it has no more: it meets more wishes than a greedy one.
    const int64_t least = best_.total_priority() + (has_flow_ ? 1 : 0);
    has_flow_ = true;
    if (plan.total_priority() >= least) best_ = std::move(plan);
  }

  // Resolves all clashes of a solution at once, each by keeping out the lowest priority, and again: with luck
  // that leads to an assignment that meets the bound. Whether anything is left to look for.
  bool Dive(std::set<Ban> bans) {
    Relaxed relaxed;
    Housing housing{Plan(problem_, neighbours_), {}, {}};
    for (int round = 0; round < kDives; ++round) {
      if (!Look(bans, relaxed, housing)) return false;
      if (round == 0) bound_ = std::min(bound_, relaxed.total_priority);
      if (best_.total_priority() >= bound_) return false;
      if (housing.clashes.empty()) return true;
      for (const Clash& clash : housing.clashes) bans.emplace(clash.persons.back(), clash.unit);
    }
    return true;
  }

  void BranchFrom(std::set<Ban> barred) {
    std::priority_queue<Branch> open;
    open.push({bound_, 0, std::move(barred)});
    int64_t number = 0;
    Relaxed relaxed;
    Housing housing{Plan(problem_, neighbours_), {}, {}};
    while (!open.empty()) {
      Branch branch = open.top();
      bound_ = std::min(bound_, branch.bound);
      if (branch.bound <= best_.total_priority()) return;
      if (!Look(branch.bans, relaxed, housing)) return;
      open.pop();
      if (housing.clashes.empty()) continue;
      const Clash& clash = housing.clashes.front();
      for (const int person : clash.persons) {
        Branch child{std::min(branch.bound, relaxed.total_priority), ++number, branch.bans};
        child.bans.emplace(person, clash.unit);
        if (child.bound > best_.total_priority()) open.push(std::move(child));
      }
    }
    // Nothing is left that could be better.
    bound_ = best_.total_priority();
  }

  const AssignmentProblem& problem_;
  const SolveLimits& limits_;
  const Neighbours neighbours_;
  Pools pools_;
  Plan best_;
  bool has_flow_ = false;  // a network was solved
  int64_t bound_;
  int64_t spent_ = 0;
};

}  // namespace

Assignment SolveByFlow(const AssignmentProblem& problem, const SolveLimits& limits) {
  const std::vector<Part> parts = PartsOf(problem);
  int64_t all_arcs = 0;
  std::vector<int64_t> arcs;
  for (const Part& part : parts) {
    arcs.push_back(ArcsOf(part.problem, Pools(part.problem)));
    all_arcs += arcs.back();
  }
  Assignment whole{.optimal = true};
  for (size_t i = 0; i < parts.size(); ++i) {
    // To each its share: a hard one does not use up what the others need.
    const SolveLimits share{limits.arcs / all_arcs * arcs[i] + limits.arcs % all_arcs * arcs[i] / all_arcs,
                            limits.out_of_time};
    const Assignment solved = Search(parts[i].problem, share).Run();
    for (const Assignment::Line& line : solved.lines) {
      whole.lines.push_back({parts[i].applications[static_cast<size_t>(line.application)],
                             parts[i].places[static_cast<size_t>(line.place)]});
    }
    whole.total_priority += solved.total_priority;
    whole.upper_bound += solved.upper_bound;
    whole.optimal = whole.optimal && solved.optimal;
  }
  std::sort(whole.lines.begin(), whole.lines.end(), [](const Assignment::Line& a, const Assignment::Line& b) {
    return a.application < b.application;
  });
  return whole;
}

}  // namespace boulevard::placements::solver
