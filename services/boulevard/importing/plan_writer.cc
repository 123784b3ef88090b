#include "services/boulevard/importing/plan_writer.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/boulevard/importing/contract_client.h"
#include "services/boulevard/importing/joined_store.h"
#include "services/boulevard/importing/stock_reader.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::importing {
namespace {

namespace v1 = placements::v1;
using google::protobuf::FieldMask;

// Refused for what the row says, and not for the state of the database.
bool IsFaultOfRow(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status) ||
         absl::IsAlreadyExists(status) || absl::IsNotFound(status);
}

std::string ReasonOf(const absl::Status& status) {
  std::string reason(runtime::StdView(status.message()));
  for (const auto& violation : runtime::DetailsOf(status).fields) {
    absl::StrAppend(&reason, "; ", violation.field, ": ", violation.description);
  }
  return reason;
}

// The mapped fields in which the two differ. A day that the file leaves open is kept as it is.
template <typename Message>
FieldMask Differences(const ResourceMapping& mapping, const Message& planned, const Message& existing) {
  FieldMask mask;
  for (const FieldMapping& mapped : mapping.fields) {
    const FieldDescriptor& field = *mapped.field;
    if (SameValue(planned, existing, field)) continue;
    if (IsDate(field) && planned.GetReflection()->GetString(planned, &field).empty()) continue;
    mask.add_paths(field.name());
  }
  return mask;
}

// The field of a request that holds the resource.
v1::Facility& ResourceOf(v1::CreateFacilityRequest& request) {
  return *request.mutable_facility();
}
v1::Facility& ResourceOf(v1::UpdateFacilityRequest& request) {
  return *request.mutable_facility();
}
v1::Unit& ResourceOf(v1::CreateUnitRequest& request) {
  return *request.mutable_unit();
}
v1::Unit& ResourceOf(v1::UpdateUnitRequest& request) {
  return *request.mutable_unit();
}
v1::Place& ResourceOf(v1::CreatePlaceRequest& request) {
  return *request.mutable_place();
}
v1::Place& ResourceOf(v1::UpdatePlaceRequest& request) {
  return *request.mutable_place();
}

// Rows that are left out, by file and line.
using Rows = std::set<std::pair<std::string, int>>;

class Writer {
 public:
  Writer(ContractClient& client, const Mapping& mapping, const Rows& left_out)
      : client_(client), mapping_(mapping), left_out_(left_out) {}

  absl::Status Write(const Plan& plan, const std::function<void(size_t)>& progress) {
    RETURN_IF_ERROR(MakeProgrammes(client_, mapping_));
    ASSIGN_OR_RETURN(provider_id_, FindOrMakeProvider(client_, mapping_));
    ASSIGN_OR_RETURN(const auto facilities, ReadFacilities(client_, provider_id_));
    size_t done = 0;
    for (const PlannedFacility& planned : plan) {
      RETURN_IF_ERROR(WriteFacility(planned, facilities));
      if (progress) progress(++done);
    }
    return absl::OkStatus();
  }

  const std::vector<Finding>& faults() const { return faults_; }
  // Why the row of the last fault was refused.
  const absl::Status& refusal() const { return refusal_; }
  std::vector<ChangeCounts> counts() const { return {facilities_, units_, places_}; }

 private:
  absl::Status WriteFacility(const PlannedFacility& planned, const ByReference<v1::Facility>& existing) {
    v1::Facility facility = planned.facility;
    facility.set_provider_id(provider_id_);
    const auto known = existing.find(facility.reference());
    const v1::Facility* before = known == existing.end() ? nullptr : &known->second;
    std::string id;
    RETURN_IF_ERROR((Bring<v1::CreateFacilityRequest, v1::UpdateFacilityRequest>(
        facility, before, mapping_.facility, planned.source, facilities_, id)));
    if (id.empty()) return absl::OkStatus();
    ByReference<v1::Unit> units;
    ByReference<v1::Place> places;
    if (before != nullptr) {
      ASSIGN_OR_RETURN(units, ReadUnits(client_, id));
      ASSIGN_OR_RETURN(places, ReadPlaces(client_, id));
    }
    for (const PlannedUnit& unit : planned.units) RETURN_IF_ERROR(WriteUnit(id, unit, units, places));
    return absl::OkStatus();
  }

  absl::Status WriteUnit(const std::string& facility_id, const PlannedUnit& planned,
                         const ByReference<v1::Unit>& units, const ByReference<v1::Place>& places) {
    v1::Unit unit = planned.unit;
    unit.set_facility_id(facility_id);
    const auto known = units.find(unit.reference());
    std::string id;
    RETURN_IF_ERROR((Bring<v1::CreateUnitRequest, v1::UpdateUnitRequest>(
        unit, known == units.end() ? nullptr : &known->second, mapping_.unit, planned.source, units_, id)));
    if (id.empty()) return absl::OkStatus();
    for (const PlannedPlace& row : planned.places) {
      v1::Place place = row.place;
      place.set_unit_id(id);
      const auto there = places.find(PlaceKey(place));
      std::string place_id;
      RETURN_IF_ERROR((Bring<v1::CreatePlaceRequest, v1::UpdatePlaceRequest>(
          place, there == places.end() ? nullptr : &there->second, mapping_.place, row.source, places_,
          place_id)));
    }
    return absl::OkStatus();
  }

  // Adds or changes one thing; `id` stays empty when that was refused for what its row says.
  template <typename Create, typename Update, typename Resource>
  absl::Status Bring(const Resource& planned, const Resource* existing, const ResourceMapping& mapping,
                     const Finding& source, ChangeCounts& counts, std::string& id) {
    if (left_out_.contains({source.file, source.at.line})) return absl::OkStatus();
    const std::string name = Resource::descriptor()->name();
    absl::Status status;
    if (existing == nullptr) {
      Create create;
      ResourceOf(create) = planned;
      absl::StatusOr<Resource> made =
          client_.Call<Resource>(absl::StrCat(name, "Service.Create", name), create);
      status = made.status();
      if (made.ok()) id = made->id();
      if (made.ok()) ++counts.added;
    } else if (FieldMask mask = Differences(mapping, planned, *existing); mask.paths().empty()) {
      id = existing->id();
      ++counts.unchanged;
    } else {
      Update update;
      update.set_id(existing->id());
      ResourceOf(update) = planned;
      *update.mutable_update_mask() = std::move(mask);
      // The file says what its fields hold, whatever they held before.
      update.set_etag("*");
      status = client_.Call<Resource>(absl::StrCat(name, "Service.Update", name), update).status();
      if (status.ok()) id = existing->id();
      if (status.ok()) ++counts.changed;
    }
    if (status.ok()) return status;
    faults_.push_back({source.file, source.at, "", ReasonOf(status)});
    refusal_ = status;
    return IsFaultOfRow(status) ? absl::OkStatus() : status;
  }

  ContractClient& client_;
  const Mapping& mapping_;
  const Rows& left_out_;
  std::string provider_id_;
  absl::Status refusal_;
  std::vector<Finding> faults_;
  ChangeCounts facilities_{"facilities"};
  ChangeCounts units_{"units"};
  ChangeCounts places_{"places"};
};

class Import {
 public:
  Import(placements::domain::Store& store, const runtime::Clock& clock, const WriteOptions& options)
      : store_(store), clock_(clock), options_(options), deadline_(clock.Now() + options.timeout) {}

  // A conflict (someone lives in a place that is to be withdrawn) cannot be told from a deadlock within the
  // transaction, and after a deadlock nothing may follow. So it ends the transaction, and when bad rows are
  // to be skipped, another one goes without that row.
  absl::Status Write(const Mapping& mapping, const Plan& plan, Report& report) {
    absl::Status status;
    do {
      status = Try(mapping, plan, report);
    } while (absl::IsAborted(status) && status == refusal_ && options_.skip_bad_rows && LeaveOutLast());
    report.written = status.ok();
    faults_.insert(faults_.begin(), conflicts_.begin(), conflicts_.end());
    report.faults.insert(report.faults.end(), faults_.begin(), faults_.end());
    return absl::IsCancelled(status) || status == refusal_ ? absl::OkStatus() : status;
  }

 private:
  absl::Status Try(const Mapping& mapping, const Plan& plan, Report& report) {
    return store_.InTransaction(deadline_, [&](placements::domain::Tables& tables) -> absl::Status {
      JoinedStore joined(tables);
      ContractClient client(joined, clock_, deadline_);
      Writer writer(client, mapping, left_out_);
      const absl::Status written = writer.Write(plan, options_.progress);
      faults_ = writer.faults();
      refusal_ = writer.refusal();
      RETURN_IF_ERROR(written);
      report.changes = writer.counts();
      const bool commit = !options_.dry_run && (faults_.empty() || options_.skip_bad_rows);
      return commit ? absl::OkStatus() : absl::CancelledError("rolled back");
    });
  }

  bool LeaveOutLast() {
    conflicts_.push_back(faults_.back());
    return left_out_.emplace(faults_.back().file, faults_.back().at.line).second;
  }

  placements::domain::Store& store_;
  const runtime::Clock& clock_;
  const WriteOptions& options_;
  const absl::Time deadline_;
  Rows left_out_;
  std::vector<Finding> conflicts_;
  // Of the last try: a transaction that met a deadlock runs again.
  std::vector<Finding> faults_;
  absl::Status refusal_;
};

}  // namespace

absl::Status WritePlan(placements::domain::Store& store, const runtime::Clock& clock, const Mapping& mapping,
                       const Plan& plan, const WriteOptions& options, Report& report) {
  return Import(store, clock, options).Write(mapping, plan, report);
}

}  // namespace boulevard::importing
