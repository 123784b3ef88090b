#include <functional>
#include <string>

#include "boulevard/guidance/v1/contact_moments.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/api/record_enums.h"
#include "services/guidance/api/record_paging.h"
#include "services/guidance/domain/records.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::ContactMoment;
using ContactMoments = domain::Records<ContactMoment>;
using runtime::CallContext;
using runtime::IdFrom;

v1::ContactMoment ContactMomentMessage(const ContactMoment& moment) {
  v1::ContactMoment message;
  SetRecord(moment, message);
  message.set_held_on(runtime::DayText(moment.held_on));
  message.set_time(moment.time);
  message.set_way(EnumOf(moment.way));
  if (moment.duration_minutes) message.set_duration_minutes(*moment.duration_minutes);
  message.set_attendance(EnumOf(moment.attendance));
  message.set_note(moment.note);
  runtime::SetEtag(message);
  return message;
}

// What a caller may change.
void Apply(const v1::ContactMoment& message, ContactMoment& moment) {
  moment.held_on = runtime::DayFrom(message.held_on());
  moment.time = message.time();
  moment.way = EnumFrom<domain::ContactWay>(message.way());
  moment.duration_minutes.reset();
  if (message.has_duration_minutes()) moment.duration_minutes = message.duration_minutes();
  moment.attendance = EnumFrom<domain::Attendance>(message.attendance());
  moment.note = message.note();
}

absl::StatusOr<v1::ListContactMomentsResponse> List(const ContactMoments& moments, const CallContext& context,
                                                    const v1::ListContactMomentsRequest& request) {
  ASSIGN_OR_RETURN(const domain::RecordPage page, RecordPageFrom(request));
  const domain::RecordFilter filter{.young_person_id = IdFrom(request.young_person_id()),
                                    .from = runtime::OptionalDayFrom(request.from()),
                                    .until = runtime::OptionalDayFrom(request.until()),
                                    .lasting_on = std::nullopt,
                                    .include_withdrawn = request.include_withdrawn()};
  ASSIGN_OR_RETURN(const auto found, moments.List(context, filter, page));
  v1::ListContactMomentsResponse response;
  for (const ContactMoment& one : found.rows) *response.add_contact_moments() = ContactMomentMessage(one);
  response.set_next_page_token(NextRecordToken(request, found));
  return response;
}

absl::StatusOr<v1::ContactMoment> Get(const ContactMoments& moments, const CallContext& context,
                                      const v1::GetContactMomentRequest& request) {
  ASSIGN_OR_RETURN(const auto moment, moments.Get(context, IdFrom(request.id())));
  return ContactMomentMessage(moment);
}

absl::StatusOr<v1::ContactMoment> Create(const ContactMoments& moments, const CallContext& context,
                                         const v1::CreateContactMomentRequest& request) {
  ContactMoment draft;
  draft.young_person_id = IdFrom(request.contact_moment().young_person_id());
  Apply(request.contact_moment(), draft);
  ASSIGN_OR_RETURN(const auto moment, moments.Create(context, draft));
  return ContactMomentMessage(moment);
}

absl::StatusOr<v1::ContactMoment> Update(const ContactMoments& moments, const CallContext& context,
                                         const v1::UpdateContactMomentRequest& request) {
  const auto change = [&](ContactMoment& moment) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::ContactMoment merged,
                     runtime::Patched(ContactMomentMessage(moment), request.contact_moment(), request));
    Apply(merged, moment);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto moment, moments.Update(context, IdFrom(request.id()), change));
  return ContactMomentMessage(moment);
}

absl::StatusOr<v1::ContactMoment> Withdraw(const ContactMoments& moments, const CallContext& context,
                                           const v1::WithdrawContactMomentRequest& request) {
  ASSIGN_OR_RETURN(const auto moment, moments.Withdraw(context, IdFrom(request.id()), request.reason()));
  return ContactMomentMessage(moment);
}

}  // namespace

void BindContactMoments(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const ContactMoments moments(store, clock);
  const std::string service = "boulevard.guidance.v1.ContactMomentService.";
  handlers.Bind<v1::ListContactMomentsRequest, v1::ListContactMomentsResponse>(
      service + "ListContactMoments", std::bind_front(List, moments));
  handlers.Bind<v1::GetContactMomentRequest, v1::ContactMoment>(service + "GetContactMoment",
                                                                std::bind_front(Get, moments));
  handlers.Bind<v1::CreateContactMomentRequest, v1::ContactMoment>(service + "CreateContactMoment",
                                                                   std::bind_front(Create, moments));
  handlers.Bind<v1::UpdateContactMomentRequest, v1::ContactMoment>(service + "UpdateContactMoment",
                                                                   std::bind_front(Update, moments));
  handlers.Bind<v1::WithdrawContactMomentRequest, v1::ContactMoment>(service + "WithdrawContactMoment",
                                                                     std::bind_front(Withdraw, moments));
}

}  // namespace boulevard::guidance::api
