#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/placements/domain/intake_words.h"
#include "services/placements/domain/values.h"

namespace boulevard::placements::domain {

struct Contact {
  std::string name;  // empty: none
  std::string email;
  std::string phone;
  friend bool operator==(const Contact&, const Contact&) = default;
};

// What a place has to be, and what would be welcome.
struct Wishes {
  std::vector<std::string> districts;  // welcome; any when empty
  std::optional<int> max_rent_cents;   // a month; rule rent
  bool accessible_needed = false;      // rule accessibility
  bool self_contained = false;         // welcome
  friend bool operator==(const Wishes&, const Wishes&) = default;
};

struct Decline {
  DeclineSide side = DeclineSide::kYoungPerson;
  DeclineReason reason = DeclineReason::kOther;
  friend bool operator==(const Decline&, const Decline&) = default;
};

// A time without offers, after one was declined.
struct Pause {
  Day until;  // the first day with offers again
  Decline because;
  friend bool operator==(const Pause&, const Pause&) = default;
};

// A request for a place in a programme. What changes it holds the lock of the young person's row
// (BookingTables::LockResident), whichever of their applications it is.
struct Application {
  Uuid id;
  Uuid young_person_id;
  Day birth_date;
  ResidentKind resident_kind = ResidentKind::kYoungPerson;
  GuidanceLevel guidance_level = GuidanceLevel::kNone;
  std::string created_by;  // subject of the token
  absl::Time created_at;

  std::string programme_id;  // empty only when a program of an earlier release wrote it
  ApplicationState state = ApplicationState::kSubmitted;
  Urgency urgency = Urgency::kNormal;
  Situation situation = Situation::kOther;
  std::optional<Day> situation_since;
  std::string referrer_organisation;
  Contact referring_contact;
  Contact receiving_contact;
  Wishes wishes;
  std::vector<Uuid> must_not_share_with;  // young people; sorted
  std::string step_down_from;             // a programme; empty: none
  bool relapse_return = false;

  std::optional<absl::Time> confirmed_at;   // made or last confirmed
  std::optional<absl::Time> expires_at;     // see ExpiresUnconfirmed
  std::optional<absl::Time> waiting_since;  // on the list; kept while offered
  std::optional<Pause> pause;
  std::optional<ClosingReason> closing_reason;
  std::optional<int> rule_set_version;  // of a rejected one
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_H_
