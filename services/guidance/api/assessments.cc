#include <functional>
#include <string>

#include "boulevard/guidance/v1/assessments.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/api/record_paging.h"
#include "services/guidance/domain/records.h"
#include "services/guidance/domain/summaries.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Assessment;
using Assessments = domain::Records<Assessment>;
using runtime::CallContext;
using runtime::IdFrom;

// The fields of the scores have the numbers of LifeDomain.
v1::Scores ScoresMessage(const domain::Scores& scores) {
  v1::Scores message;
  const auto& type = *message.GetDescriptor();
  for (int number = 1; number <= static_cast<int>(scores.size()); ++number) {
    message.GetReflection()->SetInt32(&message, type.FindFieldByNumber(number), scores[number - 1]);
  }
  return message;
}

domain::Scores ScoresFrom(const v1::Scores& message) {
  domain::Scores scores;
  const auto& type = *message.GetDescriptor();
  for (int number = 1; number <= static_cast<int>(scores.size()); ++number) {
    scores[number - 1] = message.GetReflection()->GetInt32(message, type.FindFieldByNumber(number));
  }
  return scores;
}

v1::Assessment AssessmentMessage(const Assessment& assessment) {
  v1::Assessment message;
  SetRecord(assessment, message);
  message.set_assessed_on(runtime::DayText(assessment.assessed_on));
  *message.mutable_scores() = ScoresMessage(assessment.scores);
  runtime::SetEtag(message);
  return message;
}

// What a caller may change.
void Apply(const v1::Assessment& message, Assessment& assessment) {
  assessment.assessed_on = runtime::DayFrom(message.assessed_on());
  assessment.scores = ScoresFrom(message.scores());
}

v1::DomainProgress DomainMessage(const domain::DomainProgress& progress) {
  v1::DomainProgress message;
  message.set_life_domain(EnumOf(progress.life_domain));
  message.set_first(progress.first);
  message.set_last(progress.last);
  message.set_change_since_first(progress.last - progress.first);
  if (progress.previous) {
    message.set_previous(*progress.previous);
    message.set_change_since_previous(progress.last - *progress.previous);
  }
  return message;
}

v1::AssessmentProgress ProgressMessage(const domain::AssessmentProgress& progress) {
  v1::AssessmentProgress message;
  message.set_young_person_id(progress.young_person_id.ToString());
  if (progress.first_on) message.set_first_on(runtime::DayText(*progress.first_on));
  if (progress.previous_on) message.set_previous_on(runtime::DayText(*progress.previous_on));
  if (progress.last_on) message.set_last_on(runtime::DayText(*progress.last_on));
  message.set_improved(progress.improved);
  message.set_worsened(progress.worsened);
  message.set_below_three(progress.below_three);
  for (const domain::DomainProgress& one : progress.domains) *message.add_domains() = DomainMessage(one);
  return message;
}

absl::StatusOr<v1::ListAssessmentsResponse> List(const Assessments& assessments, const CallContext& context,
                                                 const v1::ListAssessmentsRequest& request) {
  ASSIGN_OR_RETURN(const domain::RecordPage page, RecordPageFrom(request));
  const domain::RecordFilter filter{.young_person_id = IdFrom(request.young_person_id()),
                                    .from = std::nullopt,
                                    .until = std::nullopt,
                                    .lasting_on = std::nullopt,
                                    .include_withdrawn = request.include_withdrawn()};
  ASSIGN_OR_RETURN(const auto found, assessments.List(context, filter, page));
  v1::ListAssessmentsResponse response;
  for (const Assessment& one : found.rows) *response.add_assessments() = AssessmentMessage(one);
  response.set_next_page_token(NextRecordToken(request, found));
  return response;
}

absl::StatusOr<v1::Assessment> Get(const Assessments& assessments, const CallContext& context,
                                   const v1::GetAssessmentRequest& request) {
  ASSIGN_OR_RETURN(const auto assessment, assessments.Get(context, IdFrom(request.id())));
  return AssessmentMessage(assessment);
}

absl::StatusOr<v1::Assessment> Create(const Assessments& assessments, const CallContext& context,
                                      const v1::CreateAssessmentRequest& request) {
  Assessment draft;
  draft.young_person_id = IdFrom(request.assessment().young_person_id());
  Apply(request.assessment(), draft);
  ASSIGN_OR_RETURN(const auto assessment, assessments.Create(context, draft));
  return AssessmentMessage(assessment);
}

absl::StatusOr<v1::Assessment> Update(const Assessments& assessments, const CallContext& context,
                                      const v1::UpdateAssessmentRequest& request) {
  const auto change = [&](Assessment& assessment) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Assessment merged,
                     runtime::Patched(AssessmentMessage(assessment), request.assessment(), request));
    Apply(merged, assessment);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto assessment, assessments.Update(context, IdFrom(request.id()), change));
  return AssessmentMessage(assessment);
}

absl::StatusOr<v1::Assessment> Withdraw(const Assessments& assessments, const CallContext& context,
                                        const v1::WithdrawAssessmentRequest& request) {
  ASSIGN_OR_RETURN(const auto assessment,
                   assessments.Withdraw(context, IdFrom(request.id()), request.reason()));
  return AssessmentMessage(assessment);
}

absl::StatusOr<v1::AssessmentProgress> GetProgress(const domain::Summaries& summaries,
                                                   const CallContext& context,
                                                   const v1::GetAssessmentProgressRequest& request) {
  ASSIGN_OR_RETURN(const auto progress, summaries.GetProgress(context, IdFrom(request.id())));
  return ProgressMessage(progress);
}

}  // namespace

void BindAssessments(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Assessments assessments(store, clock);
  const std::string service = "boulevard.guidance.v1.AssessmentService.";
  handlers.Bind<v1::ListAssessmentsRequest, v1::ListAssessmentsResponse>(service + "ListAssessments",
                                                                         std::bind_front(List, assessments));
  handlers.Bind<v1::GetAssessmentRequest, v1::Assessment>(service + "GetAssessment",
                                                          std::bind_front(Get, assessments));
  handlers.Bind<v1::CreateAssessmentRequest, v1::Assessment>(service + "CreateAssessment",
                                                             std::bind_front(Create, assessments));
  handlers.Bind<v1::UpdateAssessmentRequest, v1::Assessment>(service + "UpdateAssessment",
                                                             std::bind_front(Update, assessments));
  handlers.Bind<v1::WithdrawAssessmentRequest, v1::Assessment>(service + "WithdrawAssessment",
                                                               std::bind_front(Withdraw, assessments));
  handlers.Bind<v1::GetAssessmentProgressRequest, v1::AssessmentProgress>(
      service + "GetAssessmentProgress", std::bind_front(GetProgress, domain::Summaries(store, clock)));
}

}  // namespace boulevard::guidance::api
