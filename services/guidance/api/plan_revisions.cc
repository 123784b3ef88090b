#include "services/guidance/domain/plan_revisions.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "boulevard/guidance/v1/plans.pb.h"
#include "services/guidance/api/convert_plans.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::PlanRevisions;
using runtime::CallContext;
using runtime::IdFrom;

v1::PlanRevision WholeRevision(const domain::PlanRevision& revision) {
  v1::PlanRevision message = RevisionMessage(revision.note);
  *message.mutable_plan() = PlanMessage(revision.plan);
  return message;
}

void AddDifferences(const std::vector<domain::FieldDifference>& differences, v1::PlanRevision& message) {
  for (const domain::FieldDifference& difference : differences) {
    v1::FieldDifference& added = *message.add_differences();
    added.set_path(difference.path);
    if (difference.before) added.set_old_value(*difference.before);
    if (difference.after) added.set_new_value(*difference.after);
  }
}

struct Compared {
  int one = 0;
  std::optional<int> other;
};

// "3,5", or "3".
absl::StatusOr<Compared> ComparedFrom(const std::string& text) {
  const std::vector<std::string> numbers = absl::StrSplit(text, ',');
  Compared compared;
  bool sound = numbers.size() <= 2 && absl::SimpleAtoi(numbers[0], &compared.one) && compared.one > 0;
  if (sound && numbers.size() == 2) {
    sound = absl::SimpleAtoi(numbers[1], &compared.other.emplace()) && *compared.other > 0;
  }
  if (sound) return compared;
  return runtime::InvalidField("compare", "revisions", "must be the numbers of two revisions as in 3,5");
}

absl::StatusOr<v1::ListPlanRevisionsResponse> Compare(const PlanRevisions& revisions,
                                                      const CallContext& context,
                                                      const v1::ListPlanRevisionsRequest& request) {
  ASSIGN_OR_RETURN(const Compared compared, ComparedFrom(request.compare()));
  ASSIGN_OR_RETURN(const auto comparison,
                   revisions.Compare(context, IdFrom(request.id()), compared.one, compared.other));
  v1::ListPlanRevisionsResponse response;
  v1::PlanRevision& later = *response.add_revisions();
  later = RevisionMessage(comparison.later.note);
  AddDifferences(comparison.differences, later);
  *response.add_revisions() = RevisionMessage(comparison.earlier.note);
  return response;
}

absl::StatusOr<v1::ListPlanRevisionsResponse> List(const PlanRevisions& revisions, const CallContext& context,
                                                   const v1::ListPlanRevisionsRequest& request) {
  if (!request.compare().empty()) return Compare(revisions, context, request);
  ASSIGN_OR_RETURN(const std::string cursor, runtime::CursorFrom(request));
  // A token is ours: it carries the number of the last revision of the page before.
  int last = 0;
  const std::optional<int> before = absl::SimpleAtoi(cursor, &last) ? std::optional(last) : std::nullopt;
  ASSIGN_OR_RETURN(const auto page,
                   revisions.List(context, IdFrom(request.id()), before, runtime::PageSizeFrom(request)));
  v1::ListPlanRevisionsResponse response;
  for (const domain::RevisionNote& note : page.rows) *response.add_revisions() = RevisionMessage(note);
  if (page.more) {
    response.set_next_page_token(runtime::PageTokenAfter(request, absl::StrCat(page.rows.back().number)));
  }
  return response;
}

absl::StatusOr<v1::PlanRevision> Get(const PlanRevisions& revisions, const CallContext& context,
                                     const v1::GetPlanRevisionRequest& request) {
  const domain::Uuid id = IdFrom(request.id());
  if (!request.has_compare()) {
    ASSIGN_OR_RETURN(const auto revision, revisions.Get(context, id, request.number()));
    return WholeRevision(revision);
  }
  ASSIGN_OR_RETURN(const auto comparison,
                   revisions.Compare(context, id, request.number(), request.compare()));
  const bool is_later = request.number() > request.compare();
  v1::PlanRevision message = WholeRevision(is_later ? comparison.later : comparison.earlier);
  AddDifferences(comparison.differences, message);
  return message;
}

}  // namespace

void BindPlanRevisions(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const PlanRevisions revisions(store, clock);
  const std::string service = "boulevard.guidance.v1.PlanService.";
  handlers.Bind<v1::ListPlanRevisionsRequest, v1::ListPlanRevisionsResponse>(
      service + "ListPlanRevisions", std::bind_front(List, revisions));
  handlers.Bind<v1::GetPlanRevisionRequest, v1::PlanRevision>(service + "GetPlanRevision",
                                                              std::bind_front(Get, revisions));
}

}  // namespace boulevard::guidance::api
