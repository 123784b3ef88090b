#include "services/guidance/domain/caseloads.h"

#include <functional>
#include <string>

#include "boulevard/guidance/v1/caseloads.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Caseloads;
using runtime::CallContext;
using runtime::IdFrom;

v1::Assignment AssignmentMessage(const domain::Assignment& assignment) {
  v1::Assignment message;
  message.set_id(assignment.id.ToString());
  message.set_young_person_id(assignment.young_person_id.ToString());
  message.set_mentor_id(assignment.mentor_id.ToString());
  if (assignment.from_mentor_id) message.set_from_mentor_id(assignment.from_mentor_id->ToString());
  message.set_starts_on(runtime::DayText(assignment.starts_on));
  if (assignment.ends_on) message.set_ends_on(runtime::DayText(*assignment.ends_on));
  return message;
}

absl::StatusOr<v1::ListAssignmentsResponse> List(const Caseloads& caseloads, const CallContext& context,
                                                 const v1::ListAssignmentsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, caseloads.List(context, IdFrom(request.id()), page));
  v1::ListAssignmentsResponse response;
  for (const domain::Assignment& one : found.rows) *response.add_assignments() = AssignmentMessage(one);
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Assignment> Assign(const Caseloads& caseloads, const CallContext& context,
                                      const v1::AssignMentorRequest& request) {
  ASSIGN_OR_RETURN(const auto assignment,
                   caseloads.Assign(context, IdFrom(request.id()), IdFrom(request.mentor_id())));
  return AssignmentMessage(assignment);
}

absl::StatusOr<v1::Assignment> HandOver(const Caseloads& caseloads, const CallContext& context,
                                        const v1::HandOverRequest& request) {
  ASSIGN_OR_RETURN(const auto assignment,
                   caseloads.HandOver(context, IdFrom(request.id()), IdFrom(request.from_mentor_id()),
                                      IdFrom(request.to_mentor_id())));
  return AssignmentMessage(assignment);
}

}  // namespace

void BindCaseloads(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Caseloads caseloads(store, clock);
  const std::string service = "boulevard.guidance.v1.CaseloadService.";
  handlers.Bind<v1::ListAssignmentsRequest, v1::ListAssignmentsResponse>(service + "ListAssignments",
                                                                         std::bind_front(List, caseloads));
  handlers.Bind<v1::AssignMentorRequest, v1::Assignment>(service + "AssignMentor",
                                                         std::bind_front(Assign, caseloads));
  handlers.Bind<v1::HandOverRequest, v1::Assignment>(service + "HandOver",
                                                     std::bind_front(HandOver, caseloads));
}

}  // namespace boulevard::guidance::api
