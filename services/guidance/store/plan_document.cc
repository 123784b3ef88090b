#include "services/guidance/store/plan_document.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "services/guidance/store/document_writer.h"

namespace boulevard::guidance::store {
namespace {

using domain::Day;
using domain::Plan;
namespace dom = simdjson::dom;

// A form that is written anew gets the next number, and this one is still read.
constexpr int64_t kForm = 1;

// A day as 20260302: counting days from another costs more than reading all the rest of a goal.
int64_t DayNumber(Day day) {
  return day.year() * 10'000 + day.month() * 100 + day.day();
}

Day DayOf(int64_t number) {
  return Day(number / 10'000, number / 100 % 100, number % 100);
}

void PutIfAny(DocumentWriter& out, const char* name, const std::optional<Day>& day) {
  if (day) out.Put(name, DayNumber(*day));
}

void WritePart(DocumentWriter& out, const domain::LevelChange& change) {
  out.Put("level", Word(change.level));
  out.Put("since", DayNumber(change.since));
  out.Put("reason", change.reason);
}

void WritePart(DocumentWriter& out, const domain::Goal& goal) {
  out.Put("id", goal.id.ToString());
  out.Put("domain", Word(goal.domain));
  out.Put("text", goal.text);
  out.Put("lifecycle", Word(goal.lifecycle));
  out.Put("achievement", Word(goal.achievement));
  PutIfAny(out, "target", goal.target_date);
}

void WritePart(DocumentWriter& out, const domain::Action& action) {
  out.Put("id", action.id.ToString());
  if (action.goal_id) out.Put("goal", action.goal_id->ToString());
  out.Put("doer", Word(action.doer));
  out.Put("text", action.text);
  PutIfAny(out, "due", action.due_on);
  PutIfAny(out, "done", action.done_on);
  if (action.cancelled) out.Put("cancelled", 1);
}

void WritePart(DocumentWriter& out, const domain::Review& review) {
  out.Put("id", review.id.ToString());
  PutIfAny(out, "planned", review.planned_on);
  out.Put("held", DayNumber(review.held_on));
  out.Put("outcome", review.outcome);
}

void WritePart(DocumentWriter& out, const domain::Agreement& agreement) {
  out.Put("on", DayNumber(agreement.agreed_on));
  out.Put("way", Word(agreement.way));
  out.Put("revision", agreement.revision);
}

void WritePart(DocumentWriter& out, const domain::PlanClosure& closure) {
  out.Put("on", DayNumber(closure.closed_on));
  out.Put("reason", Word(closure.reason));
  out.Put("note", closure.note);
}

template <typename T>
void WriteObject(DocumentWriter& out, const T& part) {
  out.Open('{');
  WritePart(out, part);
  out.Close('}');
}

template <typename T>
void WriteList(DocumentWriter& out, const char* name, const std::vector<T>& parts) {
  out.Name(name);
  out.Open('[');
  for (const T& part : parts) WriteObject(out, part);
  out.Close(']');
}

template <typename T>
void WriteIfAny(DocumentWriter& out, const char* name, const std::optional<T>& part) {
  if (!part) return;
  out.Name(name);
  WriteObject(out, *part);
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
  Day GetDay(dom::object object, const char* name) { return DayOf(Get<int64_t>(object, name)); }
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
  DocumentWriter out;
  out.Open('{');
  out.Put("form", kForm);
  out.Put("state", Word(plan.state));
  out.Put("starts", DayNumber(plan.starts_on));
  out.Put("summary", plan.summary);
  WriteList(out, "levels", plan.levels);
  WriteList(out, "goals", plan.goals);
  WriteList(out, "actions", plan.actions);
  WriteList(out, "reviews", plan.reviews);
  PutIfAny(out, "nextReview", plan.next_review_on);
  PutIfAny(out, "activeSince", plan.active_since);
  WriteIfAny(out, "agreement", plan.agreement);
  WriteIfAny(out, "closure", plan.closure);
  out.Put("revision", plan.revision);
  out.Put("contentRevision", plan.content_revision);
  out.Close('}');
  return std::move(out).Take();
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
