#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TYPES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TYPES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/placements/domain/application.h"
#include "services/placements/domain/values.h"

// The things of placements, one word each (docs: the proto contract). All days are days in Europe/Amsterdam.
namespace boulevard::placements::domain {

struct Programme {
  std::string id;
  std::string name;
  GuidanceLevel guidance_level = GuidanceLevel::kNone;
  int minimum_age = 18;
  int maximum_age = 27;
  ResidentKinds resident_kinds;
  int turnaround_days = 0;
  int offer_hours = 72;
  bool closed = false;
};

struct Provider {
  Uuid id;
  std::string name;
  std::string contact_email;
  std::string contact_phone;
};

struct SupervisionWindow {
  Weekday weekday = Weekday::kMonday;
  std::string from;  // "HH:MM"
  std::string until;
  std::string supervised_by;
  friend bool operator==(const SupervisionWindow&, const SupervisionWindow&) = default;
};

struct Facility {
  Uuid id;
  Uuid provider_id;
  std::string programme_id;
  std::string name;
  std::string reference;  // empty: none
  std::string address_line;
  std::string postcode;
  std::string city;
  std::string district;
  std::vector<SupervisionWindow> supervision_windows;
};

struct Unit {
  Uuid id;
  Uuid facility_id;
  Uuid provider_id;  // of its facility
  std::string name;
  std::string reference;             // empty: none
  std::optional<KindCounts> quotas;  // none: anyone
  KindCounts residents;              // arrived and not departed
};

struct Place {
  Uuid id;
  Uuid unit_id;
  Uuid facility_id;
  Uuid provider_id;
  std::string programme_id;
  std::string district;
  std::string name;
  std::string reference;  // empty: none
  int rent_cents = 0;     // a month
  bool furnished = false;
  bool accessible = false;
  bool self_contained = false;
  Day available_from;
  bool withdrawn = false;
};

struct Closure {
  Uuid id;
  Uuid place_id;
  Period period;
  ClosureReason reason = ClosureReason::kOther;
  ClosurePayer payer = ClosurePayer::kProvider;
  std::string note;
  bool cancelled = false;
};

struct Offer {
  Uuid id;
  Uuid application_id;
  Uuid place_id;
  Uuid provider_id;  // of its place
  ResidentKind resident_kind = ResidentKind::kYoungPerson;
  Period period;
  absl::Time expires_at;
  OfferState state = OfferState::kOpen;
  absl::Time created_at;
  std::optional<absl::Time> closed_at;
  std::optional<Decline> decline;
  std::optional<RevokeReason> revoke_reason;
  std::optional<Uuid> placement_id;
  int rule_set_version = 1;  // that it was made under
};

struct Placement {
  Uuid id;
  Uuid place_id;
  Uuid provider_id;  // of its place
  Uuid application_id;
  Uuid young_person_id;
  ResidentKind resident_kind = ResidentKind::kYoungPerson;
  PlacementState state = PlacementState::kConfirmed;
  Period period;
  std::optional<DepartureReason> departure_reason;
  std::optional<DepartureDestination> departure_destination;
  std::optional<Uuid> transferred_to;
  std::optional<Uuid> transferred_from;
  absl::Time created_at;
  // Of someone who is ready to move on: since when the place is blocked, and why.
  std::optional<Day> blocked_since = {};
  std::optional<BlockedCause> blocked_cause = {};
};

// What takes a place in a period.
struct Occupancy {
  Uuid place_id;
  Uuid unit_id;
  Uuid source_id;
  OccupancySource source = OccupancySource::kClosure;
  Period period;
  Day busy_until;        // period.until and the turnaround after a stay
  bool planned = false;  // the end is a plan: nobody has departed yet
  std::optional<ResidentKind> resident_kind;
};

// Someone who lives in a unit, or has an offer there, in a period.
struct Sharer {
  Uuid young_person_id;
  Period period;
};

// A period in which a place is free, and to whom.
struct FreePeriod {
  Period period;
  bool expected = false;  // begins with a planned end
  ResidentKinds kinds;    // that the unit has room for, throughout
  bool listed = true;     // shown when no kind is asked for: one of each place that covers a day

  friend bool operator==(const FreePeriod&, const FreePeriod&) = default;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TYPES_H_
