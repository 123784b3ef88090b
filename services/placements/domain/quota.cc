#include "services/placements/domain/quota.h"

#include <algorithm>
#include <map>
#include <optional>

namespace boulevard::placements::domain {

int MostAtOnce(std::span<const Occupancy> of_unit, ResidentKind kind, const Period& period,
               const Uuid& ignored) {
  const auto counts_on = [&](const Occupancy& stay, Day day) {
    return stay.resident_kind == kind && stay.source_id != ignored && stay.period.from <= day &&
           day < stay.period.until;
  };
  const auto count_on = [&](Day day) {
    return static_cast<int>(std::count_if(of_unit.begin(), of_unit.end(),
                                          [&](const Occupancy& stay) { return counts_on(stay, day); }));
  };
  // The number rises only on a day that a stay begins.
  int most = count_on(period.from);
  for (const Occupancy& stay : of_unit) {
    if (period.from < stay.period.from && stay.period.from < period.until) {
      most = std::max(most, count_on(stay.period.from));
    }
  }
  return most;
}

std::vector<Room> RoomInUnit(std::span<const Occupancy> of_unit, ResidentKind kind, int quota) {
  struct Change {
    int difference = 0;
    int planned_ends = 0;
  };
  std::map<Day, Change> changes;
  for (const Occupancy& stay : of_unit) {
    if (stay.resident_kind != kind || stay.period.Empty()) continue;
    ++changes[stay.period.from].difference;
    --changes[stay.period.until].difference;
    if (stay.planned) ++changes[stay.period.until].planned_ends;
  }

  std::vector<Room> rooms;
  std::optional<Room> room;
  if (quota > 0) room = Room{{kBeginning}};
  int count = 0;
  for (const auto& [day, change] : changes) {
    count += change.difference;
    if (room && count >= quota) {
      room->period.until = day;
      rooms.push_back(*room);
      room.reset();
    } else if (!room && count < quota) {
      room = Room{{day}, count + change.planned_ends >= quota};
    }
  }
  if (room && !room->period.Empty()) rooms.push_back(*room);
  return rooms;
}

}  // namespace boulevard::placements::domain
