#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_PLAN_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_PLAN_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/units.pb.h"
#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/report.h"
#include "services/boulevard/importing/reading/table.h"

namespace boulevard::importing {

// What the files say should be there, without ids: references tell what is what.
struct PlannedPlace {
  placements::v1::Place place;
  Finding source;  // the row that it comes from, for what is found later
};
struct PlannedUnit {
  placements::v1::Unit unit;
  Finding source;
  std::vector<PlannedPlace> places;
};
struct PlannedFacility {
  placements::v1::Facility facility;
  Finding source;
  std::vector<PlannedUnit> units;
};
using Plan = std::vector<PlannedFacility>;

// Reads both files to their ends and holds each row against the mapping and the field rules of the contract.
// A row with a fault is not in the plan; every one of its faults is in the report. `progress` is called after
// each row of rooms with the bytes read so far.
Plan MakePlan(const Mapping& mapping, Table& premises, Table& rooms, Report& report,
              const std::function<void(size_t)>& progress = nullptr);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_PLAN_H_
