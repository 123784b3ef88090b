#include "services/placements/api/convert_stock.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/runtime/message/etag.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::api {
namespace {

constexpr int kDefaultOfferHours = 72;

}  // namespace

v1::Programme ProgrammeMessage(const domain::Programme& programme) {
  v1::Programme message;
  message.set_id(programme.id);
  message.set_name(programme.name);
  message.set_guidance_level(EnumOf(programme.guidance_level));
  message.set_minimum_age(programme.minimum_age);
  message.set_maximum_age(programme.maximum_age);
  for (const domain::ResidentKind kind : domain::kAllResidentKinds) {
    if (programme.resident_kinds.Has(kind)) message.add_resident_kinds(EnumOf(kind));
  }
  message.set_turnaround_days(programme.turnaround_days);
  message.set_offer_hours(programme.offer_hours);
  message.set_closed(programme.closed);
  runtime::SetEtag(message);
  return message;
}

void Apply(const v1::Programme& message, domain::Programme& programme) {
  programme.name = message.name();
  programme.guidance_level = EnumFrom<domain::GuidanceLevel>(message.guidance_level());
  programme.minimum_age = message.minimum_age();
  programme.maximum_age = message.maximum_age();
  programme.resident_kinds = {};
  for (const int kind : message.resident_kinds()) {
    programme.resident_kinds.Add(static_cast<domain::ResidentKind>(kind));
  }
  programme.turnaround_days = message.turnaround_days();
  programme.offer_hours = message.has_offer_hours() ? message.offer_hours() : kDefaultOfferHours;
  programme.closed = message.closed();
}

v1::Provider ProviderMessage(const domain::Provider& provider) {
  v1::Provider message;
  message.set_id(provider.id.ToString());
  message.set_name(provider.name);
  message.set_contact_email(provider.contact_email);
  message.set_contact_phone(provider.contact_phone);
  runtime::SetEtag(message);
  return message;
}

void Apply(const v1::Provider& message, domain::Provider& provider) {
  provider.name = message.name();
  provider.contact_email = message.contact_email();
  provider.contact_phone = message.contact_phone();
}

v1::Facility FacilityMessage(const domain::Facility& facility) {
  v1::Facility message;
  message.set_id(facility.id.ToString());
  message.set_provider_id(facility.provider_id.ToString());
  message.set_programme_id(facility.programme_id);
  message.set_name(facility.name);
  message.set_reference(facility.reference);
  message.set_address_line(facility.address_line);
  message.set_postcode(facility.postcode);
  message.set_city(facility.city);
  message.set_district(facility.district);
  for (const domain::SupervisionWindow& window : facility.supervision_windows) {
    v1::SupervisionWindow& added = *message.add_supervision_windows();
    added.set_weekday(EnumOf(window.weekday));
    added.set_from(window.from);
    added.set_until(window.until);
    added.set_supervised_by(window.supervised_by);
  }
  runtime::SetEtag(message);
  return message;
}

void Apply(const v1::Facility& message, domain::Facility& facility) {
  facility.name = message.name();
  facility.reference = message.reference();
  facility.address_line = message.address_line();
  facility.postcode = message.postcode();
  facility.city = message.city();
  facility.district = message.district();
  facility.supervision_windows.clear();
  for (const v1::SupervisionWindow& window : message.supervision_windows()) {
    facility.supervision_windows.push_back({.weekday = EnumFrom<domain::Weekday>(window.weekday()),
                                            .from = window.from(),
                                            .until = window.until(),
                                            .supervised_by = window.supervised_by()});
  }
}

v1::Unit UnitMessage(const domain::Unit& unit) {
  v1::Unit message;
  message.set_id(unit.id.ToString());
  message.set_facility_id(unit.facility_id.ToString());
  message.set_name(unit.name);
  message.set_reference(unit.reference);
  for (const domain::ResidentKind kind : domain::kAllResidentKinds) {
    if (unit.quotas) {
      v1::Quota& quota = *message.add_quotas();
      quota.set_resident_kind(EnumOf(kind));
      quota.set_places((*unit.quotas)[kind]);
    }
    v1::ResidentCount& residents = *message.add_residents();
    residents.set_resident_kind(EnumOf(kind));
    residents.set_count(unit.residents[kind]);
  }
  runtime::SetEtag(message);
  return message;
}

void Apply(const v1::Unit& message, domain::Unit& unit) {
  unit.name = message.name();
  unit.reference = message.reference();
  unit.quotas.reset();
  for (const v1::Quota& quota : message.quotas()) {
    if (!unit.quotas) unit.quotas.emplace();
    (*unit.quotas)[EnumFrom<domain::ResidentKind>(quota.resident_kind())] = quota.places();
  }
}

absl::Status CheckQuotaKinds(const v1::Unit& message) {
  domain::ResidentKinds seen;
  std::vector<runtime::FieldViolation> faults;
  for (int i = 0; i < message.quotas_size(); ++i) {
    const auto kind = EnumFrom<domain::ResidentKind>(message.quotas(i).resident_kind());
    if (seen.Has(kind)) {
      faults.push_back({absl::StrCat("unit.quotas[", i, "].residentKind"), "unique", "has a quota already"});
    }
    seen.Add(kind);
  }
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

v1::Place PlaceMessage(const domain::Place& place) {
  v1::Place message;
  message.set_id(place.id.ToString());
  message.set_unit_id(place.unit_id.ToString());
  message.set_name(place.name);
  message.set_reference(place.reference);
  message.set_rent_cents(place.rent_cents);
  message.set_furnished(place.furnished);
  message.set_accessible(place.accessible);
  message.set_self_contained(place.self_contained);
  message.set_available_from(DayText(place.available_from));
  message.set_withdrawn(place.withdrawn);
  message.set_facility_id(place.facility_id.ToString());
  message.set_provider_id(place.provider_id.ToString());
  message.set_programme_id(place.programme_id);
  message.set_district(place.district);
  runtime::SetEtag(message);
  return message;
}

void Apply(const v1::Place& message, domain::Day today, domain::Place& place) {
  place.name = message.name();
  place.reference = message.reference();
  place.rent_cents = message.rent_cents();
  place.furnished = message.furnished();
  place.accessible = message.accessible();
  place.self_contained = message.self_contained();
  place.available_from = OptionalDayFrom(message.available_from()).value_or(today);
  place.withdrawn = message.withdrawn();
}

}  // namespace boulevard::placements::api
