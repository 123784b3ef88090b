#include "services/guidance/domain/summaries.h"

#include <vector>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {

absl::StatusOr<Daytime> Summaries::GetDaytime(const runtime::CallContext& context,
                                              const Uuid& young_person_id) const {
  const AccessEntry entry =
      EntryOf(context, "GetDaytime", AccessAction::kRead, kDaytimeActivityResource, young_person_id);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Daytime> {
    RETURN_IF_ERROR(CheckSeen(tables, context.principal, young_person_id, clock_.Now()));
    ASSIGN_OR_RETURN(const std::vector<DaytimeActivity> activities,
                     tables.figures.Activities(young_person_id));
    RETURN_IF_ERROR(tables.accesses.Append(entry));
    Daytime daytime = DaytimeOn(activities, runtime::Today(clock_));
    daytime.young_person_id = young_person_id;
    return daytime;
  });
}

absl::StatusOr<AssessmentProgress> Summaries::GetProgress(const runtime::CallContext& context,
                                                          const Uuid& young_person_id) const {
  const AccessEntry entry =
      EntryOf(context, "GetAssessmentProgress", AccessAction::kRead, kAssessmentResource, young_person_id);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<AssessmentProgress> {
    RETURN_IF_ERROR(CheckSeen(tables, context.principal, young_person_id, clock_.Now()));
    ASSIGN_OR_RETURN(const std::vector<Assessment> assessments, tables.figures.Assessments(young_person_id));
    RETURN_IF_ERROR(tables.accesses.Append(entry));
    AssessmentProgress progress = ProgressOf(assessments);
    progress.young_person_id = young_person_id;
    if (context.principal.role != runtime::Role::kMentor) progress.domains.clear();
    return progress;
  });
}

}  // namespace boulevard::guidance::domain
