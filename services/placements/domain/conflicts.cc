#include "services/placements/domain/conflicts.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {
namespace {

using runtime::AbslView;

// The days that `occupancy` takes from `other`.
Period TakenFrom(const Occupancy& occupancy, const Occupancy& other) {
  const bool with_closure =
      occupancy.source == OccupancySource::kClosure || other.source == OccupancySource::kClosure;
  return {occupancy.period.from, with_closure ? occupancy.period.until : occupancy.busy_until};
}

}  // namespace

Day BusyUntil(Day ends_on, int turnaround_days) {
  return std::min(ends_on + turnaround_days, kForever);
}

bool Clash(const Occupancy& one, const Occupancy& other) {
  return TakenFrom(one, other).Overlaps(TakenFrom(other, one));
}

absl::Status CheckClash(const Occupancy& wanted, std::span<const Occupancy> of_place) {
  for (const Occupancy& other : of_place) {
    if (other.source_id == wanted.source_id || !Clash(wanted, other)) continue;
    const Period taken = TakenFrom(other, wanted);
    const std::string until =
        taken.until == kForever ? " on" : absl::StrCat(" until ", absl::FormatCivilTime(taken.until));
    return runtime::Conflict(
        absl::StrCat("the place is taken from ", absl::FormatCivilTime(taken.from), until, " by ",
                     other.source == OccupancySource::kOffer ? "an " : "a ", AbslView(Word(other.source))));
  }
  return absl::OkStatus();
}

}  // namespace boulevard::placements::domain
