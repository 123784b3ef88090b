#include "services/guidance/domain/mentors.h"

#include <functional>
#include <string>

#include "boulevard/guidance/v1/mentors.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Mentors;
using runtime::CallContext;
using runtime::IdFrom;

v1::Mentor MentorMessage(const domain::Mentor& mentor) {
  v1::Mentor message;
  message.set_id(mentor.id.ToString());
  message.set_name(mentor.name);
  message.set_subject(mentor.subject);
  message.set_team(mentor.team);
  message.set_inactive(mentor.inactive);
  runtime::SetEtag(message);
  return message;
}

// What a caller may change: the subject stays as it is.
void Apply(const v1::Mentor& message, domain::Mentor& mentor) {
  mentor.name = message.name();
  mentor.team = message.team();
  mentor.inactive = message.inactive();
}

absl::StatusOr<v1::ListMentorsResponse> List(const Mentors& mentors, const CallContext& context,
                                             const v1::ListMentorsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, mentors.List(context, request.team(), page));
  v1::ListMentorsResponse response;
  for (const domain::Mentor& mentor : found.rows) *response.add_mentors() = MentorMessage(mentor);
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Mentor> Get(const Mentors& mentors, const CallContext& context,
                               const v1::GetMentorRequest& request) {
  ASSIGN_OR_RETURN(const auto mentor, mentors.Get(context, IdFrom(request.id())));
  return MentorMessage(mentor);
}

absl::StatusOr<v1::Mentor> Create(const Mentors& mentors, const CallContext& context,
                                  const v1::CreateMentorRequest& request) {
  domain::Mentor draft{.subject = request.mentor().subject()};
  Apply(request.mentor(), draft);
  ASSIGN_OR_RETURN(const auto mentor, mentors.Create(context, draft));
  return MentorMessage(mentor);
}

absl::StatusOr<v1::Mentor> Update(const Mentors& mentors, const CallContext& context,
                                  const v1::UpdateMentorRequest& request) {
  const auto change = [&](domain::Mentor& mentor) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Mentor merged,
                     runtime::Patched(MentorMessage(mentor), request.mentor(), request));
    Apply(merged, mentor);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto mentor, mentors.Update(context, IdFrom(request.id()), change));
  return MentorMessage(mentor);
}

}  // namespace

void BindMentors(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Mentors mentors(store, clock);
  const std::string service = "boulevard.guidance.v1.MentorService.";
  handlers.Bind<v1::ListMentorsRequest, v1::ListMentorsResponse>(service + "ListMentors",
                                                                 std::bind_front(List, mentors));
  handlers.Bind<v1::GetMentorRequest, v1::Mentor>(service + "GetMentor", std::bind_front(Get, mentors));
  handlers.Bind<v1::CreateMentorRequest, v1::Mentor>(service + "CreateMentor",
                                                     std::bind_front(Create, mentors));
  handlers.Bind<v1::UpdateMentorRequest, v1::Mentor>(service + "UpdateMentor",
                                                     std::bind_front(Update, mentors));
}

}  // namespace boulevard::guidance::api
