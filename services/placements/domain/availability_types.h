#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_TYPES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_TYPES_H_

#include <optional>
#include <string>
#include <vector>

#include "services/placements/domain/types.h"

namespace boulevard::placements::domain {

struct AvailablePlaceFilter {
  Period period;  // free on every day of it
  std::optional<Uuid> provider_id;
  std::string programme_id;  // empty: any
  std::string district;      // empty: any
  std::optional<int> max_rent_cents;
  std::optional<ResidentKind> resident_kind;
  std::optional<bool> accessible;
  std::optional<bool> furnished;
  std::optional<bool> self_contained;
  bool include_expected = false;
};

struct AvailablePlace {
  Place place;
  std::string unit_name;
  std::string facility_name;
  std::string provider_name;
  Period free;
  bool expected = false;
  // Of a unit with more than one place: who lives there now.
  std::optional<KindCounts> unit_residents;
};

struct AvailabilityFilter {
  Day on;
  std::string programme_id;  // empty: any
  std::string district;      // empty: any
  std::optional<ResidentKind> resident_kind;
};

struct AvailabilityCount {
  std::string programme_id;
  std::string district;
  int places = 0;  // in the stock, not withdrawn
  int free = 0;
  int expected = 0;  // not free, but expected by then
  CapacityCode capacity = CapacityCode::kNoCapacity;
  std::optional<int> waiting;  // who would live there; nothing: not shown to this role
};

// Those waiting for a programme who wish for the same districts.
struct WaitingCount {
  std::string programme_id;
  std::vector<std::string> districts;  // empty: any
  int count = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_TYPES_H_
