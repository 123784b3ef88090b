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

void WithholdTexts(ContactMoment& moment) {
  moment.note.clear();
  moment.withdrawal_reason.clear();
}

}  // namespace boulevard::guidance::domain
