#ifndef BOULEVARD_TESTS_RACE_ACTOR_H_
#define BOULEVARD_TESTS_RACE_ACTOR_H_

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/support/site/site.h"

namespace boulevard::tests {

// What the site acknowledged to an actor (2xx): it must be found in the database afterwards.
struct Acknowledged {
  std::string table;  // offers, placements or closures
  std::string id;
  std::string place;                // empty: not known to who took the step
  std::vector<std::string> states;  // the states that can follow; empty: any
};

// One coordinator among many, on a connection of its own. Each step gives nothing when it was refused, which
// is normal in a race; an answer that is neither a success nor an honest refusal is a surprise.
class Actor {
 public:
  Actor(const Site& site, int number, uint64_t seed);

  int number() const { return number_; }
  // From `low` to `high`, both included.
  int Pick(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
  template <typename T>
  const T& PickFrom(const std::vector<T>& all) {
    return all[static_cast<size_t>(Pick(0, static_cast<int>(all.size()) - 1))];
  }

  std::optional<std::string> Offer(const std::string& application, const std::string& place, int from_day,
                                   int until_day, absl::Duration expires_in = absl::ZeroDuration());
  std::optional<std::string> Accept(const std::string& offer);
  bool Decline(const std::string& offer);
  bool Revoke(const std::string& offer);
  bool Arrive(const std::string& placement);
  bool Cancel(const std::string& placement);
  bool Depart(const std::string& placement);
  bool Extend(const std::string& placement, int until_day);
  // The stay that it started.
  std::optional<std::string> Transfer(const std::string& placement, const std::string& place);
  std::optional<std::string> Close(const std::string& place, int from_day, int until_day);
  bool Reopen(const std::string& closure);

  const std::vector<Acknowledged>& acknowledged() const { return acknowledged_; }
  const std::vector<std::string>& surprises() const { return surprises_; }
  const std::map<int, int>& answers() const { return answers_; }

 private:
  Answer Post(const std::string& target, const Json& body = Json::object());
  bool Step(const std::string& table, const std::string& id, const std::string& step,
            std::vector<std::string> states, const Json& body = Json::object());

  int number_;
  std::mt19937_64 random_;
  ApiClient client_;
  std::vector<Acknowledged> acknowledged_;
  std::vector<std::string> surprises_;
  std::map<int, int> answers_;  // how many of each status; 0: none came
};

// All that the actors of one race saw.
struct Outcome {
  std::vector<Acknowledged> acknowledged;
  std::vector<std::string> surprises;
  std::map<int, int> answers;
};

using Meanwhile = std::function<void(const std::atomic<int>& acts)>;

// Lets that many actors do `act` again and again, all at once, for RaceDuration, while `meanwhile` runs in
// this thread and sees how many acts there have been. The seed is printed; BOULEVARD_RACE_SEED sets it.
Outcome Race(const Site& site, int actors, const std::function<void(Actor&)>& act,
             const Meanwhile& meanwhile = {});

// BOULEVARD_RACE_SECONDS; 5 when not set.
absl::Duration RaceDuration();

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_RACE_ACTOR_H_
