#include "services/placements/store/bulk_tables.h"

#include <deque>
#include <string>

#include "services/placements/store/application_rows.h"
#include "services/placements/store/availability_kinds.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/free_period_rows.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/stock_rows.h"
#include "services/placements/store/stock_tables.h"
#include "services/runtime/events/event.h"

namespace boulevard::placements::store {
namespace {

using domain::Facility;
using domain::Place;
using domain::ResidentKind;
using domain::Unit;
using domain::Word;
using runtime::db::Param;

// Places of a batch come unit by unit, mostly: once for each is nearly once.
absl::Status CountPlaces(runtime::db::Session& session, std::span<const Place> places) {
  for (size_t i = 0, next = 0; i < places.size(); i = next) {
    while (next < places.size() && places[next].unit_id == places[i].unit_id) ++next;
    RETURN_IF_ERROR(session
                        .Execute("UPDATE units SET places = places + ? WHERE id = ?",
                                 {static_cast<int64_t>(next - i), places[i].unit_id})
                        .status());
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MysqlBulkTables::Insert(std::span<const Facility> facilities) {
  MultiInsert rows(
      "INSERT INTO facilities (id, provider_id, programme_id, name, reference, address_line, postcode, city, "
      "district) VALUES ",
      9);
  for (const Facility& facility : facilities) {
    rows.Add({facility.id, facility.provider_id, facility.programme_id, facility.name,
              NullIfEmpty(facility.reference), facility.address_line, facility.postcode, facility.city,
              facility.district});
  }
  RETURN_IF_ERROR(rows.Run(session_));
  for (const Facility& facility : facilities) RETURN_IF_ERROR(InsertSupervisionWindows(session_, facility));
  return absl::OkStatus();
}

absl::Status MysqlBulkTables::Insert(std::span<const Unit> units) {
  MultiInsert rows(
      "INSERT INTO units (id, facility_id, name, reference, quota_young_person, quota_status_holder, "
      "quota_student, residents_young_person, residents_status_holder, residents_student) VALUES ",
      10);
  for (const Unit& unit : units) {
    rows.Add({unit.id, unit.facility_id, unit.name, NullIfEmpty(unit.reference),
              QuotaOf(unit, ResidentKind::kYoungPerson), QuotaOf(unit, ResidentKind::kStatusHolder),
              QuotaOf(unit, ResidentKind::kStudent), unit.residents[ResidentKind::kYoungPerson],
              unit.residents[ResidentKind::kStatusHolder], unit.residents[ResidentKind::kStudent]});
  }
  return rows.Run(session_);
}

absl::Status MysqlBulkTables::Insert(std::span<const Place> places) {
  MultiInsert rows(
      "INSERT INTO places (id, unit_id, facility_id, provider_id, programme_id, district, name, reference, "
      "rent_cents, is_furnished, is_accessible, is_self_contained, available_from, withdrawn) VALUES ",
      14);
  for (const Place& place : places) {
    rows.Add({place.id, place.unit_id, place.facility_id, place.provider_id, place.programme_id,
              place.district, place.name, NullIfEmpty(place.reference), place.rent_cents, place.furnished,
              place.accessible, place.self_contained, place.available_from, place.withdrawn});
  }
  RETURN_IF_ERROR(rows.Run(session_));
  return CountPlaces(session_, places);
}

absl::Status MysqlBulkTables::Insert(std::span<const domain::Closure> closures) {
  MultiInsert rows(
      "INSERT INTO closures (id, place_id, starts_on, ends_on, reason, payer, note, cancelled) VALUES ", 8);
  for (const domain::Closure& closure : closures) {
    rows.Add({closure.id, closure.place_id, closure.period.from, closure.period.until, Word(closure.reason),
              Word(closure.payer), closure.note, closure.cancelled});
  }
  return rows.Run(session_);
}

absl::Status MysqlBulkTables::Insert(std::span<const domain::Application> applications) {
  // One young person may have several applications.
  MultiInsert residents("INSERT IGNORE INTO residents (young_person_id) VALUES ", 1);
  MultiInsert rows(InsertApplications(), kApplicationInsertColumns);
  MultiInsert pairs("INSERT INTO must_not_share (application_id, other_id) VALUES ", 2);
  std::deque<std::string> districts;  // what the rows refer to
  for (const domain::Application& application : applications) {
    residents.Add({application.young_person_id});
    rows.Add({application.id, application.young_person_id, application.created_by, application.created_at});
    rows.Add(ChangingParamsOf(application, districts.emplace_back(DistrictLines(application))));
    for (const domain::Uuid& other : application.must_not_share_with) pairs.Add({application.id, other});
  }
  RETURN_IF_ERROR(residents.Run(session_));
  RETURN_IF_ERROR(rows.Run(session_));
  return pairs.Run(session_);
}

absl::Status MysqlBulkTables::Insert(std::span<const domain::Placement> placements) {
  MultiInsert rows(
      "INSERT INTO placements (id, place_id, application_id, young_person_id, resident_kind, state, "
      "starts_on, "
      "ends_on, departure_reason, departure_destination, transferred_to, transferred_from, created_at) "
      "VALUES ",
      13);
  for (const domain::Placement& placement : placements) {
    rows.Add({placement.id, placement.place_id, placement.application_id, placement.young_person_id,
              Word(placement.resident_kind), Word(placement.state), placement.period.from,
              placement.period.until, WordOrNull(placement.departure_reason),
              WordOrNull(placement.departure_destination), placement.transferred_to,
              placement.transferred_from, placement.created_at});
  }
  return rows.Run(session_);
}

absl::Status MysqlBulkTables::Insert(std::span<const domain::Occupancy> occupancies) {
  MultiInsert rows(
      "INSERT INTO occupancies (place_id, starts_on, source_id, source, ends_on, busy_until, planned, "
      "unit_id, "
      "resident_kind) VALUES ",
      9);
  for (const domain::Occupancy& occupancy : occupancies) {
    rows.Add({occupancy.place_id, occupancy.period.from, occupancy.source_id, Word(occupancy.source),
              occupancy.period.until, occupancy.busy_until, occupancy.planned, occupancy.unit_id,
              WordOrNull(occupancy.resident_kind)});
  }
  return rows.Run(session_);
}

absl::Status MysqlBulkTables::Insert(std::span<const domain::FreePeriodsOfPlace> periods) {
  MultiInsert rows(kInsertFreePeriods, kFreePeriodColumns);
  for (const domain::FreePeriodsOfPlace& of_place : periods) {
    int position = 0;
    for (const domain::FreePeriod& period : InPositionOrder(of_place.periods)) {
      rows.Add(FreePeriodParams(of_place.place, period, position++));
    }
  }
  RETURN_IF_ERROR(rows.Run(session_));
  return runtime::events::Write(session_, kStockLoaded, {});
}

}  // namespace boulevard::placements::store
