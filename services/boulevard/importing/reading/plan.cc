#include "services/boulevard/importing/reading/plan.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/boulevard/importing/reading/row_filler.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::importing {
namespace {

namespace v1 = placements::v1;
using runtime::AbslView;

// Stands for the id of a parent that is not made yet, so that the field rules find one.
std::string AnyId() {
  return runtime::Uuid{}.ToString();
}

// What became of the row of a premises key.
struct Premises {
  CsvRecord record;
  enum class Fate { kPlanned, kSkipped, kBad } fate = Fate::kBad;
  size_t facility = 0;
  bool has_rooms = false;
  // By reference: the unit's place in the facility.
  absl::flat_hash_map<std::string, size_t> units;
};

// Puts what was found while it lived in the order of the file: a row is held against one rule after the
// other.
class InFileOrder {
 public:
  explicit InFileOrder(Report& report)
      : report_(report), faults_(report.faults.size()), warnings_(report.warnings.size()) {}
  ~InFileOrder() {
    Sort(report_.faults, faults_);
    Sort(report_.warnings, warnings_);
  }

 private:
  static void Sort(std::vector<Finding>& findings, size_t from) {
    std::stable_sort(findings.begin() + static_cast<std::ptrdiff_t>(from), findings.end(),
                     [](const Finding& a, const Finding& b) {
                       return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
                     });
  }

  Report& report_;
  const size_t faults_;
  const size_t warnings_;
};

class Planner {
 public:
  Planner(const Mapping& mapping, Table& premises, Table& rooms, Report& report)
      : mapping_(mapping), premises_(premises), rooms_(rooms), report_(report) {}

  void ReadPremises() {
    const InFileOrder order(report_);
    RowCounts counts{premises_.file()};
    while (std::optional<CsvRecord> record = premises_.Next(report_, counts)) {
      AddPremises(*std::move(record), counts);
    }
    report_.files.push_back(std::move(counts));
  }

  void ReadRooms(const std::function<void(size_t)>& progress) {
    const InFileOrder order(report_);
    RowCounts counts{rooms_.file()};
    while (std::optional<CsvRecord> record = rooms_.Next(report_, counts)) {
      AddRoom(*record, counts);
      if (progress) progress(rooms_.offset());
    }
    report_.files.push_back(std::move(counts));
  }

  Plan Take() {
    for (const Premises* premises : in_order_) {
      if (premises->fate != Premises::Fate::kPlanned || premises->has_rooms) continue;
      const Row row{&premises_, &premises->record};
      report_.warnings.push_back(row.At(mapping_.premises.key, "has no rooms: it comes without places"));
    }
    return std::move(plan_);
  }

 private:
  void AddPremises(CsvRecord record, RowCounts& counts) {
    auto premises = std::make_unique<Premises>();
    premises->record = std::move(record);
    const Row row{&premises_, &premises->record};
    const std::string key(row.Text(mapping_.premises.key));
    if (FirstMet(mapping_.premises.skip, row) != nullptr) {
      premises->fate = Premises::Fate::kSkipped;
      ++counts.skipped;
    } else if (PlanFacility(row, key, *premises)) {
      premises->fate = Premises::Fate::kPlanned;
    } else {
      ++counts.bad;
    }
    in_order_.push_back(premises.get());
    by_key_.try_emplace(key, premises.get());
    owned_.push_back(std::move(premises));
  }

  bool PlanFacility(const Row& row, const std::string& key, Premises& premises) {
    WarnAbout(mapping_.premises, row);
    v1::CreateFacilityRequest request;
    v1::Facility& facility = *request.mutable_facility();
    bool good = FillFromRow(mapping_.facility, row, facility, request, report_);
    if (key.empty()) good = Refuse(row, mapping_.premises.key, "is empty: nothing joins rooms to it");
    if (!key.empty() && by_key_.contains(key)) {
      good = Refuse(row, mapping_.premises.key,
                    absl::StrCat("\"", key, "\" is on line ", by_key_.at(key)->record.line, " too"));
    }
    if (!good || !TakeReference(row, facility.reference(), facility_lines_)) return false;
    premises.facility = plan_.size();
    plan_.push_back({facility, row.At("", ""), {}});
    return true;
  }

  void AddRoom(const CsvRecord& record, RowCounts& counts) {
    Row row{&rooms_, &record};
    const auto found = by_key_.find(AbslView(row.Text(mapping_.rooms.key)));
    if (found == by_key_.end()) {
      Refuse(row, mapping_.rooms.key,
             absl::StrCat("no premises of \"", AbslView(row.Text(mapping_.rooms.key)), "\""));
      ++counts.bad;
      return;
    }
    Premises& premises = *found->second;
    premises.has_rooms = true;
    const Row premises_row{&premises_, &premises.record};
    row.premises = &premises_row;
    if (premises.fate == Premises::Fate::kSkipped || FirstMet(mapping_.rooms.skip, row) != nullptr) {
      ++counts.skipped;
    } else if (premises.fate == Premises::Fate::kBad) {
      ++counts.bad;
      Refuse(row, mapping_.rooms.key,
             absl::StrCat("its premises, on line ", premises.record.line, ", have a fault"));
    } else if (!PlanPlace(row, premises)) {
      ++counts.bad;
    }
  }

  bool PlanPlace(const Row& row, Premises& premises) {
    WarnAbout(mapping_.rooms, row);
    v1::CreateUnitRequest unit;
    v1::CreatePlaceRequest place;
    unit.mutable_unit()->set_facility_id(AnyId());
    place.mutable_place()->set_unit_id(AnyId());
    const bool good_unit = FillFromRow(mapping_.unit, row, *unit.mutable_unit(), unit, report_);
    const bool good_place = FillFromRow(mapping_.place, row, *place.mutable_place(), place, report_);
    if (!good_unit || !good_place) return false;
    PlannedFacility& facility = plan_[premises.facility];
    const auto known = premises.units.find(unit.unit().reference());
    if (known != premises.units.end() && !AgreesWith(facility.units[known->second], unit.unit(), row)) {
      return false;
    }
    const std::string reference = absl::StrCat(facility.facility.reference(), "\n", unit.unit().reference(),
                                               "\n", place.place().reference());
    if (!TakeReference(row, reference, place_lines_, place.place().reference())) return false;
    const auto [at, is_new] = premises.units.try_emplace(unit.unit().reference(), facility.units.size());
    if (is_new) facility.units.push_back({unit.unit(), row.At("", ""), {}});
    facility.units[at->second].places.push_back({place.place(), row.At("", "")});
    return true;
  }

  // Rooms of one unit say the same of it.
  bool AgreesWith(const PlannedUnit& known, const v1::Unit& unit, const Row& row) {
    for (const FieldMapping& mapping : mapping_.unit.fields) {
      if (SameValue(known.unit, unit, *mapping.field)) continue;
      return Refuse(row, "",
                    absl::StrCat("unit ", unit.reference(), " has another ", mapping.field->name(),
                                 " on line ", known.source.at.line));
    }
    return true;
  }

  using LineOf = absl::flat_hash_map<std::string, int>;
  bool TakeReference(const Row& row, const std::string& reference, LineOf& lines) {
    return TakeReference(row, reference, lines, reference);
  }
  bool TakeReference(const Row& row, const std::string& unique, LineOf& lines, const std::string& shown) {
    if (shown.empty()) return Refuse(row, "", "has no reference: a second import could not find it again");
    const auto [at, is_new] = lines.try_emplace(unique, row.record->line);
    return is_new ||
           Refuse(row, "", absl::StrCat("reference \"", shown, "\" is on line ", at->second, " too"));
  }

  bool Refuse(const Row& row, const std::string& column, std::string reason) {
    report_.faults.push_back(row.At(column, std::move(reason)));
    return false;
  }

  void WarnAbout(const FileMapping& file, const Row& row) {
    const Condition* met = FirstMet(file.warn, row);
    if (met != nullptr) {
      report_.warnings.push_back(
          row.At(met->column, met->says.empty() ? std::string(row.Text(met->column)) : met->says));
    }
  }

  const Mapping& mapping_;
  Table& premises_;
  Table& rooms_;
  Report& report_;
  Plan plan_;
  std::vector<std::unique_ptr<Premises>> owned_;
  std::vector<const Premises*> in_order_;
  absl::flat_hash_map<std::string, Premises*> by_key_;
  LineOf facility_lines_;
  LineOf place_lines_;
};

}  // namespace

Plan MakePlan(const Mapping& mapping, Table& premises, Table& rooms, Report& report,
              const std::function<void(size_t)>& progress) {
  Planner planner(mapping, premises, rooms, report);
  planner.ReadPremises();
  planner.ReadRooms(progress);
  return planner.Take();
}

}  // namespace boulevard::importing
