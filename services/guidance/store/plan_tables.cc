#include "services/guidance/store/plan_tables.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "services/guidance/store/plan_document.h"
#include "services/guidance/store/plan_projections.h"
#include "services/runtime/db/query.h"
#include "services/runtime/events/event.h"

namespace boulevard::guidance::store {
namespace {

using domain::GuidanceLevel;
using domain::OwnedPlan;
using domain::PageOf;
using domain::Plan;
using domain::PlanRevision;
using domain::RevisionNote;
using domain::Uuid;
using domain::YoungPerson;
using runtime::db::Conditions;
using runtime::db::Row;
using runtime::vault::RecordKey;
using runtime::vault::Vault;
using runtime::vault::WrappedKey;

constexpr std::string_view kPlans = "plans";
constexpr std::string_view kRevisions = "plan_revisions";
constexpr std::string_view kContent = "content";

// The columns that SealedPlanOf reads, of plans as p and young_people as y.
constexpr char kSelectPlan[] =
    "SELECT p.id, p.young_person_id, p.created_at, p.content, p.master_key, p.data_key, p.state, p.level, "
    "p.starts_on, p.next_review_on, p.revision, y.mentor_id, y.state FROM plans p "
    "JOIN young_people y ON y.id = p.young_person_id";

// A row of plans, its content still sealed.
struct SealedPlan {
  OwnedPlan owned;
  std::string content;
  WrappedKey key;
};

// A plan of someone who was anonymised has no content any more: then the columns are all there is.
SealedPlan SealedPlanOf(const Row& row) {
  SealedPlan read{.content = row.String(3), .key = {.master_key = row.String(4), .bytes = row.String(5)}};
  Plan& plan = read.owned.plan;
  plan.id = row.Id(0);
  plan.young_person_id = row.Id(1);
  plan.created_at = row.Time(2);
  if (row.IsNull(3)) {
    plan.state = domain::ParseWord<domain::PlanState>(row.Text(6)).value();
    plan.starts_on = row.Day(8);
    plan.levels = {{.level = domain::ParseWord<GuidanceLevel>(row.Text(7)).value(), .since = plan.starts_on}};
    plan.next_review_on = row.OptionalDay(9);
    plan.revision = static_cast<int>(row.Int(10));
  }
  read.owned.owner.id = plan.young_person_id;
  read.owned.owner.mentor_id = row.OptionalId(11);
  read.owned.owner.state = domain::ParseWord<domain::DossierState>(row.Text(12)).value();
  return read;
}

absl::StatusOr<OwnedPlan> OpenPlan(Vault& vault, SealedPlan row) {
  if (row.content.empty()) return std::move(row.owned);
  ASSIGN_OR_RETURN(const RecordKey key, vault.OpenKey(kPlans, row.owned.plan.id, row.key));
  ASSIGN_OR_RETURN(const std::string document, key.Open(kContent, row.content));
  RETURN_IF_ERROR(ReadPlanDocument(document, row.owned.plan));
  return std::move(row.owned);
}

std::optional<std::string_view> StateOf(const domain::PlanFilter& filter) {
  return filter.state ? std::optional(Word(*filter.state)) : std::nullopt;
}

std::string KindsText(const std::vector<domain::PlanChangeKind>& kinds) {
  return absl::StrJoin(kinds, ",",
                       [](std::string* out, domain::PlanChangeKind kind) { out->append(Word(kind)); });
}

RevisionNote RevisionNoteOf(const Row& row) {
  RevisionNote note{.number = static_cast<int>(row.Int(0)),
                    .made_at = row.Time(1),
                    .subject = row.String(2),
                    .mentor_id = row.OptionalId(3)};
  for (const std::string& word : std::vector<std::string>(absl::StrSplit(row.String(4), ','))) {
    note.kinds.push_back(domain::ParseWord<domain::PlanChangeKind>(word).value());
  }
  return note;
}

YoungPerson PlanOwnerOf(const Row& row) {
  YoungPerson owner;
  owner.id = row.Id(0);
  owner.mentor_id = row.OptionalId(1);
  owner.state = domain::ParseWord<domain::DossierState>(row.Text(2)).value();
  return owner;
}

std::optional<domain::Day> ClosedOn(const Plan& plan) {
  return plan.closure ? std::optional(plan.closure->closed_on) : std::nullopt;
}

std::optional<std::string_view> ClosingReason(const Plan& plan) {
  return plan.closure ? std::optional(Word(plan.closure->reason)) : std::nullopt;
}

std::optional<Uuid> PlanOpenFor(const Plan& plan) {
  return plan.state == domain::PlanState::kClosed ? std::nullopt : std::optional(plan.young_person_id);
}

}  // namespace

runtime::vault::SealedTable PlansTable() {
  return {.table = kPlans, .sealed = {kContent}};
}

runtime::vault::SealedTable PlanRevisionsTable() {
  return {.table = kRevisions, .sealed = {kContent}};
}

absl::StatusOr<std::optional<GuidanceLevel>> MysqlPlanTables::CurrentLevel(const Uuid& young_person_id) {
  std::optional<GuidanceLevel> level;
  RETURN_IF_ERROR(session_
                      .Query("SELECT level FROM plans WHERE open_for = ? AND state IN ('agreed', 'active')",
                             {young_person_id},
                             [&](const Row& row) { level = domain::ParseWord<GuidanceLevel>(row.Text(0)); })
                      .status());
  return level;
}

absl::StatusOr<OwnedPlan> MysqlPlanTables::GetPlan(const Uuid& id) {
  ASSIGN_OR_RETURN(SealedPlan row,
                   runtime::db::QueryOne(session_, absl::StrCat(kSelectPlan, " WHERE p.id = ?"), id, "plan",
                                         id.ToString(), SealedPlanOf));
  return OpenPlan(vault_, std::move(row));
}

absl::StatusOr<OwnedPlan> MysqlPlanTables::LockPlan(const Uuid& id) {
  // Whose a plan is never changes, so it may be asked for before anything is locked.
  RETURN_IF_ERROR(runtime::db::QueryOne(session_,
                                        "SELECT id, mentor_id, state FROM young_people WHERE id = "
                                        "(SELECT young_person_id FROM plans WHERE id = ?) FOR UPDATE",
                                        id, "plan", id.ToString(), PlanOwnerOf)
                      .status());
  return GetPlan(id);
}

absl::StatusOr<YoungPerson> MysqlPlanTables::LockOwner(const Uuid& young_person_id) {
  return runtime::db::QueryOne(session_,
                               "SELECT id, mentor_id, state FROM young_people WHERE id = ? FOR UPDATE",
                               young_person_id, "young person", young_person_id.ToString(), PlanOwnerOf);
}

absl::StatusOr<std::optional<Uuid>> MysqlPlanTables::FindOpenPlan(const Uuid& young_person_id) {
  std::optional<Uuid> id;
  RETURN_IF_ERROR(session_
                      .Query("SELECT id FROM plans WHERE open_for = ?", {young_person_id},
                             [&](const Row& row) { id = row.Id(0); })
                      .status());
  return id;
}

absl::StatusOr<PageOf<Plan>> MysqlPlanTables::ListPlans(const domain::PlanFilter& filter,
                                                        const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("p.young_person_id = ?", filter.young_person_id);
  conditions.AddIf("y.mentor_id = ?", filter.mentor_id);
  conditions.AddIf("p.state = ?", StateOf(filter));
  conditions.AddIf("p.id > ?", page.after);
  ASSIGN_OR_RETURN(auto rows, runtime::db::QueryPage(session_, kSelectPlan, std::move(conditions), "p.id",
                                                     page.size, SealedPlanOf));
  PageOf<Plan> found{.more = rows.more};
  found.rows.reserve(rows.rows.size());
  for (SealedPlan& row : rows.rows) {
    ASSIGN_OR_RETURN(OwnedPlan owned, OpenPlan(vault_, std::move(row)));
    found.rows.push_back(std::move(owned.plan));
  }
  return found;
}

absl::StatusOr<domain::ReviewWeeks> MysqlPlanTables::GetReviewWeeks() {
  domain::ReviewWeeks weeks;
  RETURN_IF_ERROR(session_
                      .Query("SELECT level, weeks FROM review_intervals", {},
                             [&](const Row& row) {
                               weeks[domain::ParseWord<GuidanceLevel>(row.Text(0)).value()] =
                                   static_cast<int>(row.Int(1));
                             })
                      .status());
  return weeks;
}

absl::Status MysqlPlanTables::Insert(const Plan& plan, const RevisionNote& note) {
  const RecordKey key = vault_.NewKey(kPlans, plan.id);
  const std::string document = PlanDocument(plan);
  const std::string content = key.Seal(kContent, document);
  RETURN_IF_ERROR(
      session_
          .Execute("INSERT INTO plans (id, young_person_id, open_for, state, level, starts_on, "
                   "next_review_on, closed_on, closing_reason, revision, created_at, content, master_key, "
                   "data_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {plan.id, plan.young_person_id, PlanOpenFor(plan), Word(plan.state), Word(plan.level()),
                    plan.starts_on, plan.next_review_on, ClosedOn(plan), ClosingReason(plan), plan.revision,
                    plan.created_at, content, key.wrapped().master_key, key.wrapped().bytes})
          .status());
  RETURN_IF_ERROR(WriteProjections(session_, Plan{}, plan));
  return InsertRevision(plan, document, note);
}

absl::Status MysqlPlanTables::Update(const Plan& before, const Plan& after, const RevisionNote& note,
                                     std::span<const domain::PlanEvent> events) {
  const std::optional<Uuid> open_for = PlanOpenFor(after);
  const RecordKey key = vault_.NewKey(kPlans, after.id);
  const std::string document = PlanDocument(after);
  const std::string content = key.Seal(kContent, document);
  RETURN_IF_ERROR(runtime::db::FoundOne(
      session_.Execute(
          "UPDATE plans SET open_for = ?, state = ?, level = ?, starts_on = ?, next_review_on = ?, "
          "closed_on = ?, closing_reason = ?, revision = ?, content = ?, master_key = ?, data_key = ? "
          "WHERE id = ?",
          {open_for, Word(after.state), Word(after.level()), after.starts_on, after.next_review_on,
           ClosedOn(after), ClosingReason(after), after.revision, content, key.wrapped().master_key,
           key.wrapped().bytes, after.id}),
      "plan", after.id.ToString()));
  RETURN_IF_ERROR(WriteProjections(session_, before, after));
  RETURN_IF_ERROR(InsertRevision(after, document, note));
  for (const domain::PlanEvent& event : events) RETURN_IF_ERROR(Tell(after, event));
  return absl::OkStatus();
}

absl::Status MysqlPlanTables::InsertRevision(const Plan& plan, std::string_view document,
                                             const RevisionNote& note) {
  const Uuid id = runtime::NewUuid(note.made_at);
  const RecordKey key = vault_.NewKey(kRevisions, id);
  const std::string content = key.Seal(kContent, document);
  return session_
      .Execute(
          "INSERT INTO plan_revisions (id, plan_id, young_person_id, number, made_at, subject, "
          "mentor_id, kinds, content, master_key, data_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {id, plan.id, plan.young_person_id, note.number, note.made_at, note.subject, note.mentor_id,
           KindsText(note.kinds), content, key.wrapped().master_key, key.wrapped().bytes})
      .status();
}

absl::Status MysqlPlanTables::Tell(const Plan& plan, const domain::PlanEvent& event) {
  const bool agreed = event.kind == domain::PlanEvent::Kind::kAgreed;
  const std::string payload =
      absl::StrCat(R"({"planId":")", plan.id.ToString(), R"(","level":")", std::string(Word(event.level)),
                   R"(","on":")", absl::FormatCivilTime(event.on), R"("})");
  return runtime::events::Write(session_, agreed ? "plan.agreed" : "guidance.level-changed",
                                plan.young_person_id, payload);
}

absl::StatusOr<PageOf<RevisionNote>> MysqlPlanTables::ListRevisions(const Uuid& plan_id,
                                                                    std::optional<int> before, int size) {
  Conditions conditions;
  conditions.Add("plan_id = ?", plan_id);
  conditions.AddIf("number < ?", before);
  return runtime::db::QueryPage(session_,
                                "SELECT number, made_at, subject, mentor_id, kinds FROM plan_revisions",
                                std::move(conditions), "number DESC", size, RevisionNoteOf);
}

// The content of someone who was anonymised is gone, and with it the revision.
absl::StatusOr<PlanRevision> MysqlPlanTables::GetRevision(const Uuid& plan_id, int number) {
  struct Sealed {
    PlanRevision revision;
    Uuid id;
    std::string content;
    WrappedKey key;
  };
  const std::array<runtime::db::Param, 2> params = {plan_id, number};
  ASSIGN_OR_RETURN(
      std::vector<Sealed> rows,
      runtime::db::QueryAll(
          session_,
          "SELECT r.number, r.made_at, r.subject, r.mentor_id, r.kinds, r.id, r.content, r.master_key, "
          "r.data_key, p.young_person_id, p.created_at FROM plan_revisions r JOIN plans p ON "
          "p.id = r.plan_id WHERE r.plan_id = ? AND r.number = ? AND r.content IS NOT NULL",
          params, [&](const Row& row) {
            Sealed read{.revision = {.note = RevisionNoteOf(row)},
                        .id = row.Id(5),
                        .content = row.String(6),
                        .key = {.master_key = row.String(7), .bytes = row.String(8)}};
            read.revision.plan.id = plan_id;
            read.revision.plan.young_person_id = row.Id(9);
            read.revision.plan.created_at = row.Time(10);
            return read;
          }));
  if (rows.empty()) return runtime::NoSuch("revision", absl::StrCat(number));
  Sealed& row = rows.front();
  ASSIGN_OR_RETURN(const RecordKey key, vault_.OpenKey(kRevisions, row.id, row.key));
  ASSIGN_OR_RETURN(const std::string document, key.Open(kContent, row.content));
  RETURN_IF_ERROR(ReadPlanDocument(document, row.revision.plan));
  return std::move(row.revision);
}

}  // namespace boulevard::guidance::store
