#include "services/guidance/domain/record_rules.h"

#include <string>
#include <utility>
#include <vector>

#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

using Faults = std::vector<runtime::FieldViolation>;

void ExpectNotFuture(Day day, Day today, std::string_view field, Faults& faults) {
  if (day > today) faults.push_back({std::string(field), "not-future", "must not be in the future"});
}

absl::Status StatusOf(Faults faults) {
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

}  // namespace

absl::Status CheckFacts(const ContactMoment& moment, Day today) {
  Faults faults;
  ExpectNotFuture(moment.held_on, today, "contactMoment.heldOn", faults);
  return StatusOf(std::move(faults));
}

absl::Status CheckFacts(const DaytimeActivity& activity, Day today) {
  Faults faults;
  if (activity.ends_on && *activity.ends_on <= activity.starts_on) {
    faults.push_back({"daytimeActivity.endsOn", "order", "must be after the start"});
  }
  const bool can_qualify =
      activity.kind == DaytimeActivityKind::kSchool || activity.kind == DaytimeActivityKind::kWork;
  if (activity.start_qualification_on) {
    constexpr char kField[] = "daytimeActivity.startQualificationOn";
    ExpectNotFuture(*activity.start_qualification_on, today, kField, faults);
    if (*activity.start_qualification_on < activity.starts_on) {
      faults.push_back({kField, "order", "must not be before the start"});
    }
    if (!can_qualify) faults.push_back({kField, "kind", "is of school and work alone"});
  }
  return StatusOf(std::move(faults));
}

absl::Status CheckFacts(const Assessment& assessment, Day today) {
  Faults faults;
  ExpectNotFuture(assessment.assessed_on, today, "assessment.assessedOn", faults);
  return StatusOf(std::move(faults));
}

void WithholdTexts(ContactMoment& moment) {
  moment.note.clear();
  moment.withdrawal_reason.clear();
}

void WithholdTexts(DaytimeActivity& activity) {
  activity.organisation.clear();
  activity.withdrawal_reason.clear();
}

void WithholdTexts(Assessment& assessment) {
  assessment.withdrawal_reason.clear();
}

}  // namespace boulevard::guidance::domain
