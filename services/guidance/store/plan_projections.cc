#include "services/guidance/store/plan_projections.h"

#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "services/runtime/db/query.h"

namespace boulevard::guidance::store {
namespace {

using domain::Plan;
using runtime::db::Param;
using runtime::db::Session;

// What a row says of a thing, beside the ids that never change.
auto Shown(const domain::Goal& goal) {
  return std::tuple(goal.domain, goal.lifecycle, goal.achievement, goal.target_date);
}

// What was called off is due on no day.
std::optional<domain::Day> DueOn(const domain::Action& action) {
  return action.cancelled ? std::nullopt : action.due_on;
}

auto Shown(const domain::Action& action) {
  return std::tuple(action.goal_id, DueOn(action), action.done_on);
}

auto Shown(const domain::Review& review) {
  return std::tuple(review.planned_on, review.held_on);
}

// Those of which the row is new or says something else. Things keep their places: new ones come at the end.
template <typename T>
std::vector<const T*> ToWrite(const std::vector<T>& before, const std::vector<T>& after) {
  std::vector<const T*> changed;
  for (size_t i = 0; i < after.size(); ++i) {
    if (i >= before.size() || Shown(before[i]) != Shown(after[i])) changed.push_back(&after[i]);
  }
  return changed;
}

struct Projection {
  std::string_view insert;  // "INSERT INTO plan_goals (...) VALUES "
  std::string_view row;     // "(?, ?)"
  std::string_view update;  // " ON DUPLICATE KEY UPDATE ..."
};

constexpr Projection kGoals = {
    "INSERT INTO plan_goals (id, plan_id, young_person_id, domain, lifecycle, achievement, target_on) "
    "VALUES ",
    "(?, ?, ?, ?, ?, ?, ?)",
    " ON DUPLICATE KEY UPDATE domain = VALUES(domain), lifecycle = VALUES(lifecycle), "
    "achievement = VALUES(achievement), target_on = VALUES(target_on)"};
constexpr Projection kActions = {
    "INSERT INTO plan_actions (id, plan_id, young_person_id, goal_id, due_on, done_on) VALUES ",
    "(?, ?, ?, ?, ?, ?)",
    " ON DUPLICATE KEY UPDATE goal_id = VALUES(goal_id), due_on = VALUES(due_on), "
    "done_on = VALUES(done_on)"};
constexpr Projection kReviews = {
    "INSERT INTO plan_reviews (id, plan_id, young_person_id, planned_on, held_on) VALUES ", "(?, ?, ?, ?, ?)",
    " ON DUPLICATE KEY UPDATE planned_on = VALUES(planned_on), held_on = VALUES(held_on)"};

std::vector<Param> RowOf(const Plan& plan, const domain::Goal& goal) {
  return {goal.id,
          plan.id,
          plan.young_person_id,
          Word(goal.domain),
          Word(goal.lifecycle),
          Word(goal.achievement),
          goal.target_date};
}

std::vector<Param> RowOf(const Plan& plan, const domain::Action& action) {
  return {action.id, plan.id, plan.young_person_id, action.goal_id, DueOn(action), action.done_on};
}

std::vector<Param> RowOf(const Plan& plan, const domain::Review& review) {
  return {review.id, plan.id, plan.young_person_id, review.planned_on, review.held_on};
}

// Of `things`, in statements of eight rows and of one, so that a connection prepares two for each projection.
template <typename T>
absl::Status WriteRows(Session& session, const Projection& projection, const Plan& plan,
                       std::span<const T* const> things) {
  constexpr size_t kMany = 8;
  while (!things.empty()) {
    const size_t rows = things.size() < kMany ? 1 : kMany;
    std::vector<Param> params;
    for (const T* thing : things.first(rows)) {
      const std::vector<Param> row = RowOf(plan, *thing);
      params.insert(params.end(), row.begin(), row.end());
    }
    std::string sql(projection.insert);
    sql.append(runtime::db::Repeated(projection.row, rows)).append(projection.update);
    RETURN_IF_ERROR(session.Execute(sql, params).status());
    things = things.subspan(rows);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteProjections(Session& session, const Plan& before, const Plan& after) {
  RETURN_IF_ERROR(WriteRows<domain::Goal>(session, kGoals, after, ToWrite(before.goals, after.goals)));
  RETURN_IF_ERROR(
      WriteRows<domain::Action>(session, kActions, after, ToWrite(before.actions, after.actions)));
  return WriteRows<domain::Review>(session, kReviews, after, ToWrite(before.reviews, after.reviews));
}

}  // namespace boulevard::guidance::store
