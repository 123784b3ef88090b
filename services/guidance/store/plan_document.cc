#include "services/guidance/store/plan_document.h"

#include <simdjson.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

namespace boulevard::guidance::store {
namespace {

using domain::Day;
using domain::Plan;
using Json = nlohmann::json;
namespace dom = simdjson::dom;

// A form that is written anew gets the next number, and this one is still read.
constexpr int64_t kForm = 1;

// Days are counted from the first: reading a date costs more than reading all the rest of a goal.
constexpr Day kFirstDay(1970, 1, 1);

int64_t DayNumber(Day day) {
  return day - kFirstDay;
}

template <typename Enum>
Json WordJson(Enum value) {
  return Json(std::string(domain::Word(value)));
}

void PutIfAny(Json& object, const char* name, const std::optional<Day>& day) {
  if (day) object[name] = DayNumber(*day);
}

Json JsonOf(const domain::LevelChange& change) {
  return {{"level", WordJson(change.level)}, {"since", DayNumber(change.since)}, {"reason", change.reason}};
}

Json JsonOf(const domain::Goal& goal) {
  Json object = {{"id", goal.id.ToString()},
                 {"domain", WordJson(goal.domain)},
                 {"text", goal.text},
                 {"lifecycle", WordJson(goal.lifecycle)},
                 {"achievement", WordJson(goal.achievement)}};
  PutIfAny(object, "target", goal.target_date);
  return object;
}

Json JsonOf(const domain::Action& action) {
  Json object = {{"id", action.id.ToString()}, {"doer", WordJson(action.doer)}, {"text", action.text}};
  if (action.goal_id) object["goal"] = action.goal_id->ToString();
  PutIfAny(object, "due", action.due_on);
  PutIfAny(object, "done", action.done_on);
  if (action.cancelled) object["cancelled"] = true;
  return object;
}

Json JsonOf(const domain::Review& review) {
  Json object = {
      {"id", review.id.ToString()}, {"held", DayNumber(review.held_on)}, {"outcome", review.outcome}};
  PutIfAny(object, "planned", review.planned_on);
  return object;
}

template <typename T>
Json ListOf(const std::vector<T>& items) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(JsonOf(item));
  return list;
}

// Reads what PlanDocument writes. A value that is not what it should be is noted, and reads as nothing.
class DocumentReader {
 public:
  bool sound() const { return sound_; }

  template <typename T>
  T Get(dom::object object, const char* name) {
    T value{};
    if (object[name].get(value) != simdjson::SUCCESS) sound_ = false;
    return value;
  }
  std::string Text(dom::object object, const char* name) {
    return std::string(Get<std::string_view>(object, name));
  }
  domain::Uuid Id(dom::object object, const char* name) {
    const auto id = domain::Uuid::Parse(Get<std::string_view>(object, name));
    if (!id) sound_ = false;
    return id.value_or(domain::Uuid{});
  }
  Day GetDay(dom::object object, const char* name) { return kFirstDay + Get<int64_t>(object, name); }
  std::optional<Day> OptionalDay(dom::object object, const char* name) {
    return Has(object, name) ? std::optional(GetDay(object, name)) : std::nullopt;
  }
  template <typename Enum>
  Enum GetWord(dom::object object, const char* name) {
    const std::optional<Enum> value = domain::ParseWord<Enum>(Get<std::string_view>(object, name));
    if (!value) sound_ = false;
    return value.value_or(Enum{1});
  }
  static bool Has(dom::object object, const char* name) { return object[name].error() == simdjson::SUCCESS; }

  template <typename T>
  void Fill(dom::object object, const char* name, std::vector<T>& items) {
    const auto list = Get<dom::array>(object, name);
    if (!sound_) return;
    items.reserve(list.size());
    for (const dom::element element : list) {
      dom::object item;
      if (element.get(item) != simdjson::SUCCESS) sound_ = false;
      if (!sound_) return;
      Read(item, items.emplace_back());
    }
  }

  void Read(dom::object object, Plan& plan);

 private:
  void Read(dom::object object, domain::LevelChange& change) {
    change = {.level = GetWord<domain::GuidanceLevel>(object, "level"),
              .since = GetDay(object, "since"),
              .reason = Text(object, "reason")};
  }
  void Read(dom::object object, domain::Goal& goal) {
    goal = {.id = Id(object, "id"),
            .domain = GetWord<domain::LifeDomain>(object, "domain"),
            .text = Text(object, "text"),
            .lifecycle = GetWord<domain::GoalLifecycle>(object, "lifecycle"),
            .achievement = GetWord<domain::GoalAchievement>(object, "achievement"),
            .target_date = OptionalDay(object, "target")};
  }
  void Read(dom::object object, domain::Action& action) {
    action = {.id = Id(object, "id"),
              .doer = GetWord<domain::ActionDoer>(object, "doer"),
              .text = Text(object, "text"),
              .due_on = OptionalDay(object, "due"),
              .done_on = OptionalDay(object, "done"),
              .cancelled = Has(object, "cancelled")};
    if (Has(object, "goal")) action.goal_id = Id(object, "goal");
  }
  void Read(dom::object object, domain::Review& review) {
    review = {.id = Id(object, "id"),
              .planned_on = OptionalDay(object, "planned"),
              .held_on = GetDay(object, "held"),
              .outcome = Text(object, "outcome")};
  }

  bool sound_ = true;
};

void DocumentReader::Read(dom::object object, Plan& plan) {
  if (Get<int64_t>(object, "form") != kForm) sound_ = false;
  plan.state = GetWord<domain::PlanState>(object, "state");
  plan.starts_on = GetDay(object, "starts");
  plan.summary = Text(object, "summary");
  plan.next_review_on = OptionalDay(object, "nextReview");
  plan.active_since = OptionalDay(object, "activeSince");
  plan.revision = static_cast<int>(Get<int64_t>(object, "revision"));
  plan.content_revision = static_cast<int>(Get<int64_t>(object, "contentRevision"));
  Fill(object, "levels", plan.levels);
  Fill(object, "goals", plan.goals);
  Fill(object, "actions", plan.actions);
  Fill(object, "reviews", plan.reviews);
  if (Has(object, "agreement")) {
    const auto agreement = Get<dom::object>(object, "agreement");
    plan.agreement = {.agreed_on = GetDay(agreement, "on"),
                      .way = GetWord<domain::AgreementWay>(agreement, "way"),
                      .revision = static_cast<int>(Get<int64_t>(agreement, "revision"))};
  }
  if (Has(object, "closure")) {
    const auto closure = Get<dom::object>(object, "closure");
    plan.closure = {.closed_on = GetDay(closure, "on"),
                    .reason = GetWord<domain::PlanClosingReason>(closure, "reason"),
                    .note = Text(closure, "note")};
  }
}

}  // namespace

std::string PlanDocument(const Plan& plan) {
  Json document = {{"form", kForm},
                   {"state", WordJson(plan.state)},
                   {"starts", DayNumber(plan.starts_on)},
                   {"summary", plan.summary},
                   {"levels", ListOf(plan.levels)},
                   {"goals", ListOf(plan.goals)},
                   {"actions", ListOf(plan.actions)},
                   {"reviews", ListOf(plan.reviews)},
                   {"revision", plan.revision},
                   {"contentRevision", plan.content_revision}};
  PutIfAny(document, "nextReview", plan.next_review_on);
  PutIfAny(document, "activeSince", plan.active_since);
  if (const auto& agreement = plan.agreement) {
    document["agreement"] = {{"on", DayNumber(agreement->agreed_on)},
                             {"way", WordJson(agreement->way)},
                             {"revision", agreement->revision}};
  }
  if (const auto& closure = plan.closure) {
    document["closure"] = {{"on", DayNumber(closure->closed_on)},
                           {"reason", WordJson(closure->reason)},
                           {"note", closure->note}};
  }
  return document.dump();
}

absl::Status ReadPlanDocument(std::string_view document, Plan& plan) {
  // Keeps its memory from plan to plan.
  thread_local dom::parser parser;
  DocumentReader reader;
  dom::object object;
  if (parser.parse(document.data(), document.size()).get(object) != simdjson::SUCCESS) {
    return absl::DataLossError("the content of a plan is no document");
  }
  reader.Read(object, plan);
  if (!reader.sound() || plan.levels.empty()) {
    return absl::DataLossError("the content of a plan is not in a form that is known here");
  }
  return absl::OkStatus();
}

}  // namespace boulevard::guidance::store
