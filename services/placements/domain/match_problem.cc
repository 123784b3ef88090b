#include "services/placements/domain/match_problem.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/placements/domain/rules.h"

namespace boulevard::placements::domain {
namespace {

// Numbers for things, in the order in which they come.
class Numbers {
 public:
  int Of(const Uuid& id) { return numbers_.try_emplace(id, static_cast<int>(numbers_.size())).first->second; }
  // -1: it has none.
  int Known(const Uuid& id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? -1 : found->second;
  }
  int count() const { return static_cast<int>(numbers_.size()); }

 private:
  absl::flat_hash_map<Uuid, int> numbers_;
};

// Gives the same number to what is alike, and keeps one of each.
template <typename Thing, typename Key>
class Classes {
 public:
  int Of(const Thing& thing, Key key) {
    const auto [found, is_new] = numbers_.try_emplace(std::move(key), static_cast<int>(examples_.size()));
    if (is_new) examples_.push_back(&thing);
    return found->second;
  }
  const std::vector<const Thing*>& examples() const { return examples_; }

 private:
  std::map<Key, int> numbers_;
  std::vector<const Thing*> examples_;
};

// All that a rule or a wish looks at; of a birth date that is the age on the first day of the stay.
auto ProfileKey(const Application& application, Day starts_on) {
  const Wishes& wishes = application.wishes;
  return std::tuple(application.programme_id, AgeOn(application.birth_date, starts_on),
                    application.resident_kind, application.guidance_level, wishes.districts,
                    wishes.max_rent_cents, wishes.accessible_needed, wishes.self_contained);
}

auto FeatureKey(const OpenPlace& open) {
  const Place& place = open.place;
  return std::tuple(place.programme_id, place.district, place.rent_cents, place.accessible,
                    place.self_contained);
}

class ProblemBuilder {
 public:
  explicit ProblemBuilder(const MatchWorld& world) : world_(world) {}

  AssignmentProblem Build(FitBetween fit_of) {
    AddApplications();
    AddPlaces();
    AddFits(fit_of);
    AddRooms();
    AddApart();
    problem_.persons = persons_.count();
    return std::move(problem_);
  }

 private:
  void AddApplications() {
    for (const Candidate& candidate : world_.candidates) {
      problem_.applications.push_back(
          {.person = persons_.Of(candidate.application.young_person_id),
           .kind = candidate.application.resident_kind,
           .priority = std::max(candidate.priority.Total(), 0),
           .profile = profiles_.Of(candidate, ProfileKey(candidate.application, world_.period.from))});
    }
  }

  void AddPlaces() {
    for (const OpenPlace& open : world_.places) {
      problem_.places.push_back({units_.Of(open.place.unit_id), features_.Of(open, FeatureKey(open))});
    }
    problem_.units.resize(static_cast<size_t>(units_.count()));
  }

  void AddFits(FitBetween fit_of) {
    problem_.profiles = static_cast<int>(profiles_.examples().size());
    problem_.features = static_cast<int>(features_.examples().size());
    problem_.fits.reserve(profiles_.examples().size() * features_.examples().size());
    for (const Candidate* candidate : profiles_.examples()) {
      for (const OpenPlace* place : features_.examples()) {
        const std::optional<int> wishes = fit_of(*candidate, *place);
        problem_.fits.push_back(wishes ? static_cast<int8_t>(*wishes) : AssignmentProblem::kNoFit);
      }
    }
  }

  void AddRooms() {
    for (const UnitRoom& of_unit : world_.rooms) {
      const int unit = units_.Known(of_unit.unit_id);
      if (unit >= 0) problem_.units[static_cast<size_t>(unit)].room = of_unit.room;
    }
  }

  void AddApart() {
    absl::flat_hash_map<Uuid, std::vector<int>> units_of;
    for (const Occupant& occupant : world_.occupants) {
      const int unit = units_.Known(occupant.unit_id);
      if (unit >= 0) units_of[occupant.young_person_id].push_back(unit);
    }
    std::set<std::pair<int, int>> apart, barred;
    for (const Candidate& candidate : world_.candidates) {
      const int person = persons_.Known(candidate.application.young_person_id);
      for (const Uuid& other_id : candidate.must_not_share) {
        const int other = persons_.Known(other_id);
        if (other >= 0 && other != person) apart.insert(std::minmax(person, other));
        const auto lives = units_of.find(other_id);
        if (lives == units_of.end()) continue;
        for (const int unit : lives->second) barred.emplace(person, unit);
      }
    }
    problem_.apart.assign(apart.begin(), apart.end());
    problem_.barred.assign(barred.begin(), barred.end());
  }

  const MatchWorld& world_;
  AssignmentProblem problem_;
  Numbers persons_;
  Numbers units_;
  Classes<Candidate, decltype(ProfileKey(std::declval<Application>(), Day()))> profiles_;
  Classes<OpenPlace, decltype(FeatureKey(std::declval<OpenPlace>()))> features_;
};

}  // namespace

AssignmentProblem ProblemOf(const MatchWorld& world, FitBetween fit_of) {
  return ProblemBuilder(world).Build(fit_of);
}

std::vector<int> FittingPlaces(const AssignmentProblem& problem) {
  std::vector<int> of_feature(static_cast<size_t>(problem.features));
  for (const auto& place : problem.places) ++of_feature[static_cast<size_t>(place.feature)];
  std::vector<int> of_profile(static_cast<size_t>(problem.profiles));
  for (int profile = 0; profile < problem.profiles; ++profile) {
    for (int feature = 0; feature < problem.features; ++feature) {
      if (problem.Fit(profile, feature) == AssignmentProblem::kNoFit) continue;
      of_profile[static_cast<size_t>(profile)] += of_feature[static_cast<size_t>(feature)];
    }
  }
  std::vector<int> fitting;
  for (const auto& application : problem.applications) {
    fitting.push_back(of_profile[static_cast<size_t>(application.profile)]);
  }
  return fitting;
}

}  // namespace boulevard::placements::domain
