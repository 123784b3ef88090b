#include "absl/container/flat_hash_map.h"
#include "services/placements/store/availability_kinds.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/stock_rows.h"
#include "services/placements/store/stock_tables.h"
#include "services/runtime/events/event.h"

// The facilities of MysqlStockTables, each with its supervision windows.
namespace boulevard::placements::store {
namespace {

using domain::Facility;
using domain::Page;
using domain::PageOf;
using domain::SupervisionWindow;
using domain::Uuid;
using runtime::db::Param;
using runtime::db::Row;
using runtime::db::Session;

constexpr std::string_view kReferenceTaken = "another facility of this provider has that reference";

std::string SelectFacilities() {
  return std::string("SELECT ").append(kFacilityColumns).append(" FROM facilities f");
}

// Few sizes of lists, so that a connection prepares few statements: the last id fills up what is left.
std::vector<Param> PaddedIds(std::span<const Facility> facilities) {
  size_t size = 1;
  while (size < facilities.size()) size *= 8;
  std::vector<Param> ids;
  for (size_t i = 0; i < size; ++i) ids.push_back(facilities[std::min(i, facilities.size() - 1)].id);
  return ids;
}

absl::StatusOr<Facility> QueryFacility(Session& session, std::string_view sql, const Uuid& id) {
  ASSIGN_OR_RETURN(Facility facility, QueryOne(session, sql, id, "facility", id.ToString(), FacilityOf));
  RETURN_IF_ERROR(ReadSupervisionWindows(session, std::span(&facility, 1)));
  return facility;
}

// Its places and their free periods repeat the district. In the order of the places' ids, as bookings lock.
absl::Status CarryDistrict(Session& session, const Facility& facility) {
  RETURN_IF_ERROR(
      session
          .Execute("UPDATE places SET district = ? WHERE facility_id = ?", {facility.district, facility.id})
          .status());
  for (const bool expected : {false, true}) {
    RETURN_IF_ERROR(session
                        .Execute("UPDATE places p STRAIGHT_JOIN free_periods f ON f.expected = ? AND "
                                 "f.place_id = p.id SET f.district = ? WHERE p.facility_id = ?",
                                 {expected, facility.district, facility.id})
                        .status());
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadSupervisionWindows(Session& session, std::span<Facility> facilities) {
  if (facilities.empty()) return absl::OkStatus();
  absl::flat_hash_map<Uuid, Facility*> by_id;
  for (Facility& facility : facilities) by_id[facility.id] = &facility;
  const std::vector<Param> ids = PaddedIds(facilities);
  const std::string sql =
      "SELECT facility_id, weekday, starts_at, ends_at, supervised_by FROM supervision_windows "
      "WHERE facility_id IN (" +
      Repeated("?", ids.size()) + ") ORDER BY facility_id, position";
  return session
      .Query(sql, ids,
             [&](const Row& row) {
               by_id[row.Id(0)]->supervision_windows.push_back(
                   {.weekday = domain::ParseWord<domain::Weekday>(row.Text(1)).value(),
                    .from = row.String(2),
                    .until = row.String(3),
                    .supervised_by = row.String(4)});
             })
      .status();
}

absl::Status InsertSupervisionWindows(Session& session, const Facility& facility) {
  for (size_t i = 0; i < facility.supervision_windows.size(); ++i) {
    const SupervisionWindow& window = facility.supervision_windows[i];
    RETURN_IF_ERROR(
        session
            .Execute("INSERT INTO supervision_windows (facility_id, position, weekday, starts_at, "
                     "ends_at, supervised_by) VALUES (?, ?, ?, ?, ?, ?)",
                     {facility.id, static_cast<int>(i), domain::Word(window.weekday), window.from,
                      window.until, window.supervised_by})
            .status());
  }
  return absl::OkStatus();
}

absl::StatusOr<Facility> MysqlStockTables::GetFacility(const Uuid& id) {
  return QueryFacility(session_, SelectFacilities() + " WHERE f.id = ?", id);
}

absl::StatusOr<Facility> MysqlStockTables::LockFacility(const Uuid& id) {
  return QueryFacility(session_, SelectFacilities() + " WHERE f.id = ? FOR UPDATE", id);
}

absl::StatusOr<PageOf<Facility>> MysqlStockTables::ListFacilities(const domain::FacilityFilter& filter,
                                                                  const Page& page) {
  Conditions conditions;
  conditions.AddIf("f.id > ?", page.after);
  conditions.AddIf("f.provider_id = ?", filter.provider_id);
  conditions.AddIf("f.programme_id = ?", filter.programme_id);
  conditions.AddIf("f.district = ?", filter.district);
  ASSIGN_OR_RETURN(PageOf<Facility> found, QueryPage(session_, SelectFacilities(), std::move(conditions),
                                                     "f.id", page.size, FacilityOf));
  RETURN_IF_ERROR(ReadSupervisionWindows(session_, std::span(found.rows)));
  return found;
}

absl::Status MysqlStockTables::Insert(const Facility& facility) {
  RETURN_IF_ERROR(NamingDuplicate(
      session_
          .Execute("INSERT INTO facilities (id, provider_id, programme_id, name, reference, address_line, "
                   "postcode, city, district) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {facility.id, facility.provider_id, facility.programme_id, facility.name,
                    NullIfEmpty(facility.reference), facility.address_line, facility.postcode, facility.city,
                    facility.district})
          .status(),
      "facility.reference", kReferenceTaken));
  return InsertSupervisionWindows(session_, facility);
}

absl::Status MysqlStockTables::Update(const Facility& facility) {
  ASSIGN_OR_RETURN(const Facility before, GetFacility(facility.id));
  const absl::StatusOr<int64_t> changed = session_.Execute(
      "UPDATE facilities SET name = ?, reference = ?, address_line = ?, postcode = ?, city = ?, district = ? "
      "WHERE id = ?",
      {facility.name, NullIfEmpty(facility.reference), facility.address_line, facility.postcode,
       facility.city, facility.district, facility.id});
  RETURN_IF_ERROR(NamingDuplicate(FoundOne(changed, "facility", facility.id.ToString()), "facility.reference",
                                  kReferenceTaken));
  RETURN_IF_ERROR(
      session_.Execute("DELETE FROM supervision_windows WHERE facility_id = ?", {facility.id}).status());
  RETURN_IF_ERROR(InsertSupervisionWindows(session_, facility));
  if (facility.district != before.district) RETURN_IF_ERROR(CarryDistrict(session_, facility));
  return runtime::events::Write(session_, kFacilityChanged, facility.id);
}

}  // namespace boulevard::placements::store
