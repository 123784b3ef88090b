#include "services/guidance/domain/young_people.h"

#include <functional>
#include <string>

#include "boulevard/guidance/v1/young_people.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/domain/dossiers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Dossiers;
using domain::YoungPeople;
using runtime::CallContext;
using runtime::IdFrom;

v1::YoungPerson YoungPersonMessage(const domain::YoungPerson& person) {
  v1::YoungPerson message;
  message.set_id(person.id.ToString());
  message.set_given_name(person.given_name);
  message.set_surname(person.surname);
  message.set_birth_date(runtime::DayText(person.birth_date));
  message.set_resident_kind(EnumOf(person.resident_kind));
  message.mutable_languages()->Add(person.languages.begin(), person.languages.end());
  message.set_email(person.email);
  message.set_phone(person.phone);
  message.set_bsn(person.bsn);
  if (person.mentor_id) message.set_mentor_id(person.mentor_id->ToString());
  message.set_state(EnumOf(person.state));
  message.set_held(person.held);
  *message.mutable_created_at() = runtime::TimestampOf(person.created_at);
  if (person.closed_on) message.set_closed_on(runtime::DayText(*person.closed_on));
  if (person.closing_reason) message.set_closing_reason(EnumOf(*person.closing_reason));
  runtime::SetEtag(message);
  return message;
}

// What a caller may change.
void Apply(const v1::YoungPerson& message, domain::YoungPerson& person) {
  person.given_name = message.given_name();
  person.surname = message.surname();
  person.birth_date = runtime::DayFrom(message.birth_date());
  person.resident_kind = EnumFrom<domain::ResidentKind>(message.resident_kind());
  person.languages.assign(message.languages().begin(), message.languages().end());
  person.email = message.email();
  person.phone = message.phone();
  person.bsn = message.bsn();
}

// A page of them, in an answer that has `young_people` and `next_page_token`.
template <typename Response, typename Request>
Response PageMessage(const Request& request, const domain::PageOf<domain::YoungPerson>& found) {
  Response response;
  for (const domain::YoungPerson& person : found.rows) {
    *response.add_young_people() = YoungPersonMessage(person);
  }
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::ListYoungPeopleResponse> List(const YoungPeople& people, const CallContext& context,
                                                 const v1::ListYoungPeopleRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  const auto state = OptionalEnumFrom<domain::DossierState>(request.state());
  const domain::YoungPersonFilter filter{.mentor_id = runtime::OptionalIdFrom(request.mentor_id()),
                                         .state = state.value_or(domain::DossierState::kOpen)};
  ASSIGN_OR_RETURN(const auto found, people.List(context, filter, page));
  return PageMessage<v1::ListYoungPeopleResponse>(request, found);
}

absl::StatusOr<v1::YoungPerson> Get(const YoungPeople& people, const CallContext& context,
                                    const v1::GetYoungPersonRequest& request) {
  ASSIGN_OR_RETURN(const auto person, people.Get(context, IdFrom(request.id())));
  return YoungPersonMessage(person);
}

absl::StatusOr<v1::YoungPerson> Create(const YoungPeople& people, const CallContext& context,
                                       const v1::CreateYoungPersonRequest& request) {
  domain::YoungPerson draft;
  Apply(request.young_person(), draft);
  ASSIGN_OR_RETURN(const auto person, people.Create(context, draft));
  return YoungPersonMessage(person);
}

absl::StatusOr<v1::YoungPerson> Update(const YoungPeople& people, const CallContext& context,
                                       const v1::UpdateYoungPersonRequest& request) {
  const auto change = [&](domain::YoungPerson& person) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::YoungPerson merged,
                     runtime::Patched(YoungPersonMessage(person), request.young_person(), request));
    Apply(merged, person);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto person, people.Update(context, IdFrom(request.id()), change));
  return YoungPersonMessage(person);
}

absl::StatusOr<v1::SearchYoungPeopleResponse> Search(const YoungPeople& people, const CallContext& context,
                                                     const v1::SearchYoungPeopleRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  const domain::PersonSearch search{
      .surname = request.surname(), .email = request.email(), .bsn = request.bsn()};
  ASSIGN_OR_RETURN(const auto found, people.Search(context, search, page));
  return PageMessage<v1::SearchYoungPeopleResponse>(request, found);
}

absl::StatusOr<v1::YoungPerson> Close(const Dossiers& dossiers, const CallContext& context,
                                      const v1::CloseDossierRequest& request) {
  const auto reason = EnumFrom<domain::DossierClosingReason>(request.reason());
  ASSIGN_OR_RETURN(const auto person, dossiers.Close(context, IdFrom(request.id()), reason));
  return YoungPersonMessage(person);
}

absl::StatusOr<v1::YoungPerson> Reopen(const Dossiers& dossiers, const CallContext& context,
                                       const v1::ReopenDossierRequest& request) {
  ASSIGN_OR_RETURN(const auto person, dossiers.Reopen(context, IdFrom(request.id())));
  return YoungPersonMessage(person);
}

absl::StatusOr<v1::BrokenGlass> BreakGlass(const Dossiers& dossiers, const CallContext& context,
                                           const v1::BreakGlassRequest& request) {
  ASSIGN_OR_RETURN(const auto glass, dossiers.BreakGlass(context, IdFrom(request.id()), request.reason()));
  v1::BrokenGlass message;
  *message.mutable_until() = runtime::TimestampOf(glass.until);
  return message;
}

}  // namespace

void BindYoungPeople(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const YoungPeople people(store, clock);
  const Dossiers dossiers(store, clock);
  const std::string service = "boulevard.guidance.v1.YoungPersonService.";
  handlers.Bind<v1::ListYoungPeopleRequest, v1::ListYoungPeopleResponse>(service + "ListYoungPeople",
                                                                         std::bind_front(List, people));
  handlers.Bind<v1::GetYoungPersonRequest, v1::YoungPerson>(service + "GetYoungPerson",
                                                            std::bind_front(Get, people));
  handlers.Bind<v1::CreateYoungPersonRequest, v1::YoungPerson>(service + "CreateYoungPerson",
                                                               std::bind_front(Create, people));
  handlers.Bind<v1::UpdateYoungPersonRequest, v1::YoungPerson>(service + "UpdateYoungPerson",
                                                               std::bind_front(Update, people));
  handlers.Bind<v1::SearchYoungPeopleRequest, v1::SearchYoungPeopleResponse>(service + "SearchYoungPeople",
                                                                             std::bind_front(Search, people));
  handlers.Bind<v1::CloseDossierRequest, v1::YoungPerson>(service + "CloseDossier",
                                                          std::bind_front(Close, dossiers));
  handlers.Bind<v1::ReopenDossierRequest, v1::YoungPerson>(service + "ReopenDossier",
                                                           std::bind_front(Reopen, dossiers));
  handlers.Bind<v1::BreakGlassRequest, v1::BrokenGlass>(service + "BreakGlass",
                                                        std::bind_front(BreakGlass, dossiers));
}

}  // namespace boulevard::guidance::api
