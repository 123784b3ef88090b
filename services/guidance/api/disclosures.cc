#include "services/guidance/domain/disclosures.h"

#include <functional>
#include <string>

#include "boulevard/guidance/v1/disclosures.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Disclosure;
using domain::DisclosureCategory;
using domain::Disclosures;
using runtime::CallContext;
using runtime::IdFrom;

v1::Disclosure DisclosureMessage(const Disclosure& disclosure) {
  v1::Disclosure message;
  message.set_id(disclosure.id.ToString());
  message.set_young_person_id(disclosure.young_person_id.ToString());
  message.set_recipient(EnumOf(disclosure.recipient));
  message.set_organisation(disclosure.organisation);
  for (const DisclosureCategory category : disclosure.categories) message.add_categories(EnumOf(category));
  message.set_consent_id(disclosure.consent_id.ToString());
  message.set_disclosed_by(disclosure.disclosed_by);
  *message.mutable_disclosed_at() = runtime::TimestampOf(disclosure.disclosed_at);
  return message;
}

void AddData(const domain::YoungPerson& person, DisclosureCategory category, v1::DisclosedData& data) {
  switch (category) {
    case DisclosureCategory::kIdentity: {
      v1::DisclosedIdentity& identity = *data.mutable_identity();
      identity.set_given_name(person.given_name);
      identity.set_surname(person.surname);
      identity.set_birth_date(runtime::DayText(person.birth_date));
      identity.set_resident_kind(EnumOf(person.resident_kind));
      identity.mutable_languages()->Add(person.languages.begin(), person.languages.end());
      return;
    }
    case DisclosureCategory::kContact:
      data.mutable_contact()->set_email(person.email);
      data.mutable_contact()->set_phone(person.phone);
      return;
  }
}

absl::StatusOr<v1::ListDisclosuresResponse> ListDisclosures(const Disclosures& disclosures,
                                                            const CallContext& context,
                                                            const v1::ListDisclosuresRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, disclosures.List(context, IdFrom(request.id()), page));
  v1::ListDisclosuresResponse response;
  for (const Disclosure& one : found.rows) *response.add_disclosures() = DisclosureMessage(one);
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Disclosure> Disclose(const Disclosures& disclosures, const CallContext& context,
                                        const v1::DiscloseDataRequest& request) {
  domain::DisclosureRequest asked{.young_person_id = IdFrom(request.id()),
                                  .recipient = EnumFrom<domain::RecipientKind>(request.recipient()),
                                  .organisation = request.organisation(),
                                  .categories = {}};
  for (const int category : request.categories()) {
    asked.categories.push_back(EnumFrom<DisclosureCategory>(static_cast<v1::DisclosureCategory>(category)));
  }
  ASSIGN_OR_RETURN(const domain::Disclosed disclosed, disclosures.Disclose(context, asked));
  v1::Disclosure message = DisclosureMessage(disclosed.disclosure);
  for (const DisclosureCategory category : asked.categories) {
    AddData(disclosed.person, category, *message.mutable_data());
  }
  return message;
}

}  // namespace

void BindDisclosures(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Disclosures disclosures(store, clock);
  const std::string service = "boulevard.guidance.v1.DisclosureService.";
  handlers.Bind<v1::ListDisclosuresRequest, v1::ListDisclosuresResponse>(
      service + "ListDisclosures", std::bind_front(ListDisclosures, disclosures));
  handlers.Bind<v1::DiscloseDataRequest, v1::Disclosure>(service + "DiscloseData",
                                                         std::bind_front(Disclose, disclosures));
}

}  // namespace boulevard::guidance::api
