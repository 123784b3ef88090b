#include "services/placements/api/convert_applications.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/runtime/message/etag.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::api {
namespace {

using runtime::AbslView;

void Fill(const domain::Contact& contact, v1::Contact& message) {
  message.set_name(contact.name);
  message.set_email(contact.email);
  message.set_phone(contact.phone);
}

domain::Contact ContactFrom(const v1::Contact& message) {
  return {message.name(), message.email(), message.phone()};
}

void Fill(const domain::Wishes& wishes, v1::Wishes& message) {
  for (const std::string& district : wishes.districts) message.add_districts(district);
  if (wishes.max_rent_cents) message.set_max_rent_cents(*wishes.max_rent_cents);
  message.set_accessible_needed(wishes.accessible_needed);
  message.set_self_contained(wishes.self_contained);
}

domain::Wishes WishesFrom(const v1::Wishes& message) {
  domain::Wishes wishes{.districts = {message.districts().begin(), message.districts().end()},
                        .accessible_needed = message.accessible_needed(),
                        .self_contained = message.self_contained()};
  if (message.has_max_rent_cents()) wishes.max_rent_cents = message.max_rent_cents();
  return wishes;
}

void FillFacts(const domain::Application& application, v1::Application& message) {
  message.set_birth_date(DayText(application.birth_date));
  message.set_resident_kind(EnumOf(application.resident_kind));
  message.set_guidance_level(EnumOf(application.guidance_level));
  message.set_urgency(EnumOf(application.urgency));
  message.set_situation(EnumOf(application.situation));
  if (application.situation_since) message.set_situation_since(DayText(*application.situation_since));
  message.set_referrer_organisation(application.referrer_organisation);
  if (application.referring_contact != domain::Contact{}) {
    Fill(application.referring_contact, *message.mutable_referring_contact());
  }
  if (application.receiving_contact != domain::Contact{}) {
    Fill(application.receiving_contact, *message.mutable_receiving_contact());
  }
  if (application.wishes != domain::Wishes{}) Fill(application.wishes, *message.mutable_wishes());
  for (const domain::Uuid& other : application.must_not_share_with) {
    message.add_must_not_share_with(other.ToString());
  }
  message.set_step_down_from(application.step_down_from);
  message.set_relapse_return(application.relapse_return);
}

void FillProgress(const domain::Application& application, v1::Application& message) {
  message.set_state(EnumOf(application.state));
  if (application.confirmed_at) *message.mutable_confirmed_at() = TimestampOf(*application.confirmed_at);
  if (application.expires_at) *message.mutable_expires_at() = TimestampOf(*application.expires_at);
  if (application.waiting_since) *message.mutable_waiting_since() = TimestampOf(*application.waiting_since);
  if (application.pause) *message.mutable_pause() = PauseMessage(*application.pause);
  if (application.closing_reason) message.set_closing_reason(EnumOf(*application.closing_reason));
  if (application.rule_set_version) message.set_rule_set_version(*application.rule_set_version);
}

}  // namespace

v1::Application ApplicationMessage(const domain::Application& application) {
  v1::Application message;
  message.set_id(application.id.ToString());
  message.set_young_person_id(application.young_person_id.ToString());
  message.set_programme_id(application.programme_id);
  *message.mutable_created_at() = TimestampOf(application.created_at);
  FillFacts(application, message);
  FillProgress(application, message);
  runtime::SetEtag(message);
  return message;
}

v1::Pause PauseMessage(const domain::Pause& pause) {
  v1::Pause message;
  message.set_until(DayText(pause.until));
  message.set_reason(
      absl::StrCat(AbslView(Word(pause.because.side)), ": ", AbslView(Word(pause.because.reason))));
  return message;
}

v1::ApplicationHistoryEntry ChangeMessage(const domain::ApplicationChange& change) {
  v1::ApplicationHistoryEntry message;
  *message.mutable_changed_at() = TimestampOf(change.changed_at);
  message.set_subject(change.actor.subject);
  message.set_role(std::string(runtime::RoleName(change.actor.role)));
  message.set_step(change.step);
  if (change.from) message.set_from_state(EnumOf(*change.from));
  message.set_to_state(EnumOf(change.to));
  for (const std::string& field : change.fields) message.add_fields(field);
  return message;
}

void Apply(const v1::Application& message, domain::Application& application) {
  application.guidance_level =
      OptionalEnumFrom<domain::GuidanceLevel>(message.guidance_level()).value_or(application.guidance_level);
  application.urgency =
      OptionalEnumFrom<domain::Urgency>(message.urgency()).value_or(domain::Urgency::kNormal);
  application.situation =
      OptionalEnumFrom<domain::Situation>(message.situation()).value_or(domain::Situation::kOther);
  application.situation_since = OptionalDayFrom(message.situation_since());
  application.referrer_organisation = message.referrer_organisation();
  application.referring_contact = ContactFrom(message.referring_contact());
  application.receiving_contact = ContactFrom(message.receiving_contact());
  application.wishes = WishesFrom(message.wishes());
  application.must_not_share_with.clear();
  for (const std::string& other : message.must_not_share_with()) {
    application.must_not_share_with.push_back(IdFrom(other));
  }
  std::sort(application.must_not_share_with.begin(), application.must_not_share_with.end());
  application.step_down_from = message.step_down_from();
  application.relapse_return = message.relapse_return();
}

domain::Application ApplicationFrom(const v1::Application& message) {
  domain::Application application{.young_person_id = IdFrom(message.young_person_id()),
                                  .programme_id = message.programme_id()};
  Apply(message, application);
  return application;
}

}  // namespace boulevard::placements::api
