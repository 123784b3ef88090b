#include "services/guidance/domain/people_facts.h"

#include <functional>

#include "boulevard/guidance/v1/people_facts.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

absl::StatusOr<runtime::Principal> ApplicantFrom(const v1::GetPersonFactsRequest& request) {
  const auto role = runtime::ParseRole(request.role());
  if (!role) return runtime::InvalidField("role", "role", "must be the role of a person's token");
  return runtime::Principal{.subject = request.subject(), .role = *role};
}

absl::StatusOr<v1::PersonFacts> GetFacts(const domain::PeopleFacts& people,
                                         const runtime::CallContext& context,
                                         const v1::GetPersonFactsRequest& request) {
  ASSIGN_OR_RETURN(const runtime::Principal applicant, ApplicantFrom(request));
  ASSIGN_OR_RETURN(const domain::PersonFacts facts,
                   people.ForApplication(context, runtime::IdFrom(request.young_person_id()), applicant));
  v1::PersonFacts message;
  message.set_birth_date(runtime::DayText(facts.birth_date));
  message.set_resident_kind(EnumOf(facts.resident_kind));
  if (facts.guidance_level) message.set_guidance_level(EnumOf(*facts.guidance_level));
  return message;
}

}  // namespace

void BindPeopleFacts(domain::Store& store, runtime::rpc::Handlers& handlers) {
  handlers.Bind<v1::GetPersonFactsRequest, v1::PersonFacts>(
      "boulevard.guidance.v1.PeopleFactsService.GetPersonFacts",
      std::bind_front(GetFacts, domain::PeopleFacts(store)));
}

}  // namespace boulevard::guidance::api
