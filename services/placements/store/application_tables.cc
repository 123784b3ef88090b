#include "services/placements/store/booking_sql.h"
#include "services/placements/store/booking_tables.h"

namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::PageOf;
using domain::Uuid;
using runtime::db::Row;

constexpr std::string_view kSelectApplication =
    "SELECT id, young_person_id, birth_date, resident_kind, guidance_level, created_by, created_at FROM "
    "applications";

Application ApplicationOf(const Row& row) {
  return {.id = row.Id(0),
          .young_person_id = row.Id(1),
          .birth_date = row.Day(2),
          .resident_kind = WordOf<domain::ResidentKind>(row, 3),
          .guidance_level = WordOf<domain::GuidanceLevel>(row, 4),
          .created_by = row.String(5),
          .created_at = row.Time(6)};
}

}  // namespace

absl::StatusOr<Application> MysqlBookingTables::GetApplication(const Uuid& id) {
  return QueryById(session_, kSelectApplication, "id", id, "application", ApplicationOf);
}

absl::StatusOr<PageOf<Application>> MysqlBookingTables::ListApplications(
    const domain::ApplicationFilter& filter, const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("id > ?", page.after);
  conditions.AddIf("created_by = ?", filter.created_by);
  return QueryPage(session_, kSelectApplication, std::move(conditions), "id", page.size, ApplicationOf);
}

absl::Status MysqlBookingTables::Insert(const Application& application) {
  RETURN_IF_ERROR(session_
                      .Execute("INSERT INTO residents (young_person_id) VALUES (?) ON DUPLICATE KEY UPDATE "
                               "version = version",
                               {application.young_person_id})
                      .status());
  return session_
      .Execute(
          "INSERT INTO applications (id, young_person_id, birth_date, resident_kind, guidance_level, "
          "created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
          {application.id, application.young_person_id, application.birth_date,
           Word(application.resident_kind), Word(application.guidance_level), application.created_by,
           application.created_at})
      .status();
}

}  // namespace boulevard::placements::store
