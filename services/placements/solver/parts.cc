#include "services/placements/solver/parts.h"

#include <map>
#include <numeric>

namespace boulevard::placements::solver {
namespace {

using domain::AssignmentProblem;

// Sets of numbers, joined step by step.
class DisjointSets {
 public:
  explicit DisjointSets(int count) : parents_(static_cast<size_t>(count)) {
    std::iota(parents_.begin(), parents_.end(), 0);
  }
  int Find(int member) {
    while (Parent(member) != member) member = Parent(member) = Parent(Parent(member));
    return member;
  }
  void Join(int one, int other) { Parent(Find(one)) = Find(other); }

 private:
  int& Parent(int member) { return parents_[static_cast<size_t>(member)]; }
  std::vector<int> parents_;
};

// The numbers of the whole as they occur in a part, in order of occurrence.
class Renumbering {
 public:
  int Of(int number) {
    const auto [found, is_new] = numbers_.try_emplace(number, static_cast<int>(originals_.size()));
    if (is_new) originals_.push_back(number);
    return found->second;
  }
  // -1: it does not occur.
  int Known(int number) const {
    const auto found = numbers_.find(number);
    return found == numbers_.end() ? -1 : found->second;
  }
  const std::vector<int>& originals() const { return originals_; }

 private:
  std::map<int, int> numbers_;
  std::vector<int> originals_;
};

// Persons, profiles, features and units, each kind after the other.
DisjointSets Connected(const AssignmentProblem& problem) {
  const int profiles = problem.persons;
  const int features = profiles + problem.profiles;
  const int units = features + problem.features;
  DisjointSets sets(units + static_cast<int>(problem.units.size()));
  for (const auto& application : problem.applications) {
    sets.Join(application.person, profiles + application.profile);
  }
  for (const auto& place : problem.places) sets.Join(features + place.feature, units + place.unit);
  for (int profile = 0; profile < problem.profiles; ++profile) {
    for (int feature = 0; feature < problem.features; ++feature) {
      if (problem.Fit(profile, feature) == AssignmentProblem::kNoFit) continue;
      sets.Join(profiles + profile, features + feature);
    }
  }
  return sets;
}

Part Extract(const AssignmentProblem& whole, std::vector<int> applications, std::vector<int> places) {
  Renumbering persons, profiles, features, units;
  Part part{.applications = std::move(applications), .places = std::move(places)};
  AssignmentProblem& problem = part.problem;
  for (const int index : part.applications) {
    AssignmentProblem::Application application = whole.applications[static_cast<size_t>(index)];
    application.person = persons.Of(application.person);
    application.profile = profiles.Of(application.profile);
    problem.applications.push_back(application);
  }
  for (const int index : part.places) {
    const AssignmentProblem::Place& place = whole.places[static_cast<size_t>(index)];
    problem.places.push_back({units.Of(place.unit), features.Of(place.feature)});
  }
  for (const int unit : units.originals()) problem.units.push_back(whole.units[static_cast<size_t>(unit)]);
  problem.persons = static_cast<int>(persons.originals().size());
  problem.profiles = static_cast<int>(profiles.originals().size());
  problem.features = static_cast<int>(features.originals().size());
  for (const int profile : profiles.originals()) {
    for (const int feature : features.originals()) problem.fits.push_back(whole.Fit(profile, feature));
  }
  for (const auto& [one, other] : whole.apart) {
    const std::pair here = {persons.Known(one), persons.Known(other)};
    if (here.first >= 0 && here.second >= 0) problem.apart.push_back(here);
  }
  for (const auto& [person, unit] : whole.barred) {
    const std::pair here = {persons.Known(person), units.Known(unit)};
    if (here.first >= 0 && here.second >= 0) problem.barred.push_back(here);
  }
  return part;
}

}  // namespace

std::vector<Part> PartsOf(const AssignmentProblem& problem) {
  DisjointSets sets = Connected(problem);
  std::map<int, std::pair<std::vector<int>, std::vector<int>>> members;
  for (size_t i = 0; i < problem.applications.size(); ++i) {
    members[sets.Find(problem.applications[i].person)].first.push_back(static_cast<int>(i));
  }
  const int features = problem.persons + problem.profiles;
  for (size_t i = 0; i < problem.places.size(); ++i) {
    members[sets.Find(features + problem.places[i].feature)].second.push_back(static_cast<int>(i));
  }
  std::vector<Part> parts;
  for (auto& [set, of_set] : members) {
    if (of_set.first.empty() || of_set.second.empty()) continue;
    parts.push_back(Extract(problem, std::move(of_set.first), std::move(of_set.second)));
  }
  return parts;
}

}  // namespace boulevard::placements::solver
