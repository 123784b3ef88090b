#include "services/guidance/domain/plan_differences.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace boulevard::guidance::domain {
namespace {

// The fields of a plan, each with its path, without those that are absent.
class FieldList {
 public:
  explicit FieldList(const Plan& plan);

  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

 private:
  void Put(const std::string& path, const std::string& text) {
    if (!text.empty()) fields_.emplace_back(path, text);
  }
  void Put(const std::string& path, Day day) { Put(path, absl::FormatCivilTime(day)); }
  void Put(const std::string& path, const std::optional<Day>& day) {
    if (day) Put(path, *day);
  }
  template <typename Enum>
  void PutWord(const std::string& path, Enum value) {
    Put(path, std::string(Word(value)));
  }
  void Put(const std::string& at, const Goal& goal);
  void Put(const std::string& at, const Action& action);
  void Put(const std::string& at, const Review& review);
  void Put(const std::string& at, const LevelChange& change);
  template <typename T>
  void PutById(const char* list, const std::vector<T>& things) {
    for (const T& thing : things) Put(absl::StrCat(list, "[", thing.id.ToString(), "]."), thing);
  }

  std::vector<std::pair<std::string, std::string>> fields_;
};

FieldList::FieldList(const Plan& plan) {
  PutWord("state", plan.state);
  PutWord("level", plan.level());
  Put("startsOn", plan.starts_on);
  Put("summary", plan.summary);
  PutById("goals", plan.goals);
  PutById("actions", plan.actions);
  for (size_t i = 0; i < plan.levels.size(); ++i) {
    Put(absl::StrCat("levelChanges[", i, "]."), plan.levels[i]);
  }
  PutById("reviews", plan.reviews);
  Put("nextReviewOn", plan.next_review_on);
  if (plan.agreement) {
    Put("agreement.agreedOn", plan.agreement->agreed_on);
    PutWord("agreement.way", plan.agreement->way);
    Put("agreement.revision", absl::StrCat(plan.agreement->revision));
  }
  Put("activeSince", plan.active_since);
  if (plan.closure) {
    Put("closure.closedOn", plan.closure->closed_on);
    PutWord("closure.reason", plan.closure->reason);
    Put("closure.note", plan.closure->note);
  }
}

void FieldList::Put(const std::string& at, const Goal& goal) {
  PutWord(at + "domain", goal.domain);
  Put(at + "text", goal.text);
  PutWord(at + "lifecycle", goal.lifecycle);
  PutWord(at + "achievement", goal.achievement);
  Put(at + "targetDate", goal.target_date);
}

void FieldList::Put(const std::string& at, const Action& action) {
  if (action.goal_id) Put(at + "goalId", action.goal_id->ToString());
  PutWord(at + "doer", action.doer);
  Put(at + "text", action.text);
  Put(at + "dueOn", action.due_on);
  Put(at + "doneOn", action.done_on);
  Put(at + "cancelled", std::string(action.cancelled ? "true" : "false"));
}

void FieldList::Put(const std::string& at, const Review& review) {
  Put(at + "plannedOn", review.planned_on);
  Put(at + "heldOn", review.held_on);
  Put(at + "outcome", review.outcome);
}

void FieldList::Put(const std::string& at, const LevelChange& change) {
  PutWord(at + "level", change.level);
  Put(at + "since", change.since);
  Put(at + "reason", change.reason);
}

}  // namespace

std::vector<FieldDifference> Differences(const Plan& before, const Plan& after) {
  const FieldList old_list(before), new_list(after);
  std::map<std::string, std::string> old_fields(old_list.fields().begin(), old_list.fields().end());
  std::vector<FieldDifference> differences;
  for (const auto& [path, value] : new_list.fields()) {
    const auto old_field = old_fields.extract(path);
    if (!old_field) {
      differences.push_back({path, std::nullopt, value});
    } else if (old_field.mapped() != value) {
      differences.push_back({path, old_field.mapped(), value});
    }
  }
  for (const auto& [path, value] : old_list.fields()) {
    if (old_fields.contains(path)) differences.push_back({path, value, std::nullopt});
  }
  return differences;
}

}  // namespace boulevard::guidance::domain
