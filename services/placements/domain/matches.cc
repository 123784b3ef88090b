#include "services/placements/domain/matches.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "services/placements/domain/applications.h"
#include "services/placements/domain/match_rules.h"
#include "services/placements/domain/match_world.h"
#include "services/placements/domain/reading.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

constexpr size_t kExamples = 3;

absl::StatusOr<Period> PeriodOf(const MatchQuery& query, Day today) {
  const Period period = {query.starts_on.value_or(today), query.ends_on};
  if (period.from < today) return runtime::InvalidField("startsOn", "not-past", "must not be in the past");
  if (period.Empty()) return runtime::InvalidField("endsOn", "order", "must be after startsOn");
  return period;
}

// The open places of a programme, group by group, for one application.
class PlaceFinder {
 public:
  PlaceFinder(Tables& tables, const MatchRules& rules, const Application& application, const Period& period,
              absl::Time now, bool sees_where)
      : tables_(tables),
        rules_(rules),
        application_(application),
        period_(period),
        now_(now),
        sees_where_(sees_where) {}

  absl::StatusOr<ApplicationMatches> Find(int limit) {
    found_.period = period_;
    found_.rule_set_version = rules_.version();
    ASSIGN_OR_RETURN(groups_, tables_.matches.OpenGroups(rules_.programme().id));
    const std::vector<runtime::RuleBreach> breaches = rules_.BrokenByAnyPlace(application_, period_);
    for (const runtime::RuleBreach& breach : breaches) {
      RETURN_IF_ERROR(Exclude(breach.rule, {.period = period_}, [](const OpenGroup&) { return true; }));
    }
    if (!breaches.empty()) return std::move(found_);
    RETURN_IF_ERROR(FindUnitsToAvoid());
    RETURN_IF_ERROR(ExcludeByPlace());
    RETURN_IF_ERROR(Match(static_cast<size_t>(limit)));
    return std::move(found_);
  }

 private:
  bool OpenToKind(const OpenGroup& group) const { return group.kinds.Has(application_.resident_kind); }

  absl::Status FindUnitsToAvoid() {
    if (!rules_.BrokenBySharing()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::vector<Uuid> others,
                     tables_.applications.ApartFrom(application_.young_person_id));
    ASSIGN_OR_RETURN(const std::vector<Occupant> where, tables_.matches.WhereTheyLive(others, period_, now_));
    for (const Occupant& occupant : where) avoided_units_.insert(occupant.unit_id);
    for (const Uuid& unit : avoided_units_) {
      ASSIGN_OR_RETURN(const std::vector<OpenPlace> open, tables_.matches.OpenPlacesInUnit(unit, period_));
      avoided_.insert(avoided_.end(), open.begin(), open.end());
    }
    return absl::OkStatus();
  }

  // Counts the places of some groups that pass the filter, and takes a few of them for examples.
  template <typename Wanted>
  absl::Status Exclude(std::string_view rule, const OpenGroupFilter& filter, Wanted wanted) {
    ExcludedPlaces excluded{.rule = std::string(rule)};
    for (const OpenGroup& group : groups_) {
      if (!wanted(group) || excluded.count >= ApplicationMatches::kMostCounted) continue;
      ASSIGN_OR_RETURN(const int count,
                       tables_.matches.CountOpenPlacesOf(rules_.programme().id, group, filter,
                                                         ApplicationMatches::kMostCounted - excluded.count));
      excluded.count += count;
      if (count == 0 || excluded.examples.size() >= kExamples) continue;
      ASSIGN_OR_RETURN(
          std::vector<OpenPlace> examples,
          tables_.matches.CheapestOpenPlaces(rules_.programme().id, group, filter,
                                             static_cast<int>(kExamples - excluded.examples.size())));
      for (OpenPlace& open : examples) AddExample(excluded, std::move(open));
    }
    if (excluded.count > 0) found_.excluded.push_back(std::move(excluded));
    return absl::OkStatus();
  }

  void AddExample(ExcludedPlaces& excluded, OpenPlace open) const {
    for (runtime::RuleBreach& breach : rules_.BrokenBy(application_, open, period_)) {
      if (breach.rule == excluded.rule) excluded.examples.push_back({std::move(open), std::move(breach)});
    }
  }

  absl::Status ExcludeByPlace() {
    if (const std::optional<int> most = rules_.MostRentFor(application_)) {
      RETURN_IF_ERROR(Exclude("rent", {.period = period_, .rent = {.least = *most + 1}},
                              [&](const OpenGroup& group) { return group.rent.most > *most; }));
    }
    if (rules_.MustBeAccessibleFor(application_)) {
      RETURN_IF_ERROR(Exclude("accessibility", {.period = period_},
                              [](const OpenGroup& group) { return !group.accessible; }));
    }
    RETURN_IF_ERROR(Exclude("unit-quota", {.period = period_, .closed_to = application_.resident_kind},
                            [&](const OpenGroup& group) { return !OpenToKind(group); }));
    if (avoided_.empty()) return absl::OkStatus();
    ExcludedPlaces excluded{.rule = std::string("must-not-share"),
                            .count = static_cast<int>(avoided_.size())};
    if (sees_where_) {
      for (size_t i = 0; i < std::min(avoided_.size(), kExamples); ++i) {
        excluded.examples.push_back({avoided_[i], *rules_.BrokenBySharing()});
      }
    }
    found_.excluded.push_back(std::move(excluded));
    return absl::OkStatus();
  }

  // The groups that fit, those that meet most wishes first: their places are alike but for the rent.
  std::map<int, std::vector<const OpenGroup*>> GroupsByWishes() const {
    std::map<int, std::vector<const OpenGroup*>> groups;
    for (const OpenGroup& group : groups_) {
      if (!OpenToKind(group) || (rules_.MustBeAccessibleFor(application_) && !group.accessible)) continue;
      const Place like = {.district = group.district, .self_contained = group.self_contained};
      groups[-CountMet(WishesMet(application_, like))].push_back(&group);
    }
    return groups;
  }

  absl::Status Match(size_t limit) {
    OpenGroupFilter filter{.period = period_};
    if (const std::optional<int> most = rules_.MostRentFor(application_)) filter.rent.most = *most;
    for (const auto& [wishes, groups] : GroupsByWishes()) {
      if (found_.matches.size() > limit) break;
      // One more than asked for shows that there are more.
      const size_t wanted = limit + 1 - found_.matches.size() + avoided_.size();
      std::vector<OpenPlace> places;
      for (const OpenGroup* group : groups) {
        if (group->rent.least > filter.rent.most) continue;
        ASSIGN_OR_RETURN(std::vector<OpenPlace> of_group,
                         tables_.matches.CheapestOpenPlaces(rules_.programme().id, *group, filter,
                                                            static_cast<int>(wanted)));
        std::move(of_group.begin(), of_group.end(), std::back_inserter(places));
      }
      Append(std::move(places));
    }
    found_.more = found_.matches.size() > limit;
    if (found_.more) found_.matches.resize(limit);
    return absl::OkStatus();
  }

  void Append(std::vector<OpenPlace> places) {
    std::sort(places.begin(), places.end(), [](const OpenPlace& a, const OpenPlace& b) {
      return std::tie(a.place.rent_cents, a.place.id) < std::tie(b.place.rent_cents, b.place.id);
    });
    for (OpenPlace& open : places) {
      if (avoided_units_.contains(open.place.unit_id)) continue;
      std::vector<WishOutcome> wishes = WishesMet(application_, open.place);
      found_.matches.push_back({std::move(open), std::move(wishes)});
    }
  }

  Tables& tables_;
  const MatchRules& rules_;
  const Application& application_;
  const Period period_;
  const absl::Time now_;
  const bool sees_where_;
  std::vector<OpenGroup> groups_;
  std::set<Uuid> avoided_units_;    // somebody lives there with whom the person must not share
  std::vector<OpenPlace> avoided_;  // the open places of those
  ApplicationMatches found_;
};

// Those who wait for a place of the programme, for one place.
class CandidateFinder {
 public:
  CandidateFinder(const MatchRules& rules, OpenPlace open, const std::vector<Sharer>& sharers, size_t limit)
      : rules_(rules), open_(std::move(open)), limit_(limit) {
    for (const Sharer& sharer : sharers) residents_.insert(sharer.young_person_id);
  }

  // In the order of the waiting list.
  void Look(const Candidate& candidate, const Period& period) {
    std::vector<runtime::RuleBreach> breaches = BreachesOf(candidate, period);
    if (!breaches.empty()) return Exclude(candidate, std::move(breaches));
    found_.more = found_.matches.size() == limit_;
    if (!found_.more) found_.matches.push_back({candidate, WishesMet(candidate.application, open_.place)});
  }

  PlaceMatches Take() { return std::move(found_); }

 private:
  std::vector<runtime::RuleBreach> BreachesOf(const Candidate& candidate, const Period& period) const {
    std::vector<runtime::RuleBreach> breaches = rules_.BrokenByAnyPlace(candidate.application, period);
    std::ranges::move(rules_.BrokenBy(candidate.application, open_, period), std::back_inserter(breaches));
    const auto lives_there = [&](const Uuid& other) { return residents_.contains(other); };
    if (auto sharing = rules_.BrokenBySharing();
        sharing && std::ranges::any_of(candidate.must_not_share, lives_there)) {
      breaches.push_back(*std::move(sharing));
    }
    return breaches;
  }

  void Exclude(const Candidate& candidate, std::vector<runtime::RuleBreach> breaches) {
    for (runtime::RuleBreach& breach : breaches) {
      auto of_rule = std::ranges::find(found_.excluded, breach.rule, &ExcludedCandidates::rule);
      if (of_rule == found_.excluded.end()) {
        of_rule = found_.excluded.insert(of_rule, {.rule = breach.rule});
      }
      ++of_rule->count;
      if (of_rule->examples.size() >= kExamples) continue;
      of_rule->examples.push_back({candidate.application.id, std::move(breach)});
    }
  }

  const MatchRules& rules_;
  const OpenPlace open_;
  std::set<Uuid> residents_;
  const size_t limit_;
  PlaceMatches found_;
};

}  // namespace

absl::StatusOr<ApplicationMatches> Matches::OfApplication(const runtime::CallContext& context, const Uuid& id,
                                                          const MatchQuery& query) const {
  const absl::Time now = clock_.Now();
  ASSIGN_OR_RETURN(const Period period, PeriodOf(query, runtime::TodayIn(now)));
  ASSIGN_OR_RETURN(const Application application, Applications(store_, clock_).Get(context, id));
  const bool sees_where = context.principal.role == runtime::Role::kCoordinator;
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<ApplicationMatches> {
    ASSIGN_OR_RETURN(const MatchRules rules, MatchRules::Of(tables, application.programme_id));
    return PlaceFinder(tables, rules, application, period, now, sees_where).Find(query.limit);
  });
}

absl::StatusOr<PlaceMatches> Matches::OfPlace(const runtime::CallContext& context, const Uuid& id,
                                              const MatchQuery& query) const {
  const absl::Time now = clock_.Now();
  ASSIGN_OR_RETURN(const Period period, PeriodOf(query, runtime::TodayIn(now)));
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PlaceMatches> {
    ASSIGN_OR_RETURN(const Place place, tables.stock.GetPlace(id));
    ASSIGN_OR_RETURN(const MatchRules rules, MatchRules::Of(tables, place.programme_id));
    ASSIGN_OR_RETURN(const std::vector<OpenPlace> open_in_unit,
                     tables.matches.OpenPlacesInUnit(place.unit_id, period));
    const auto open = std::find_if(open_in_unit.begin(), open_in_unit.end(),
                                   [&](const OpenPlace& other) { return other.place.id == id; });
    ASSIGN_OR_RETURN(std::vector<Sharer> sharers, tables.bookings.SharersOf(place.unit_id, now));
    std::erase_if(sharers, [&](const Sharer& sharer) { return !sharer.period.Overlaps(period); });
    ASSIGN_OR_RETURN(const std::vector<Candidate> candidates, ReadCandidates(tables, rules, now));
    const bool is_open = open != open_in_unit.end();
    CandidateFinder finder(rules, is_open ? *open : OpenPlace{.place = place, .kinds = ResidentKinds::All()},
                           sharers, static_cast<size_t>(query.limit));
    for (const Candidate& candidate : candidates) finder.Look(candidate, period);
    PlaceMatches found = finder.Take();
    found.period = period;
    found.rule_set_version = rules.version();
    found.open = is_open;
    return found;
  });
}

}  // namespace boulevard::placements::domain
