#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_RULES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_RULES_H_

#include "absl/status/status.h"
#include "services/guidance/domain/record_types.h"

// What each kind of record may say, and what of it a summary leaves out.
namespace boulevard::guidance::domain {

// INVALID_ARGUMENT naming each field at fault.
absl::Status CheckFacts(const ContactMoment& moment, Day today);
absl::Status CheckFacts(const DaytimeActivity& activity, Day today);
absl::Status CheckFacts(const Assessment& assessment, Day today);

// Leaves what coordinators see: no free text.
void WithholdTexts(ContactMoment& moment);
void WithholdTexts(DaytimeActivity& activity);
void WithholdTexts(Assessment& assessment);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_RULES_H_
