#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_APPLICATION_ROWS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_APPLICATION_ROWS_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "services/placements/domain/application.h"
#include "services/runtime/db/session.h"

// Applications as rows, one by one and by the thousand.
namespace boulevard::placements::store {

// Of "applications a", with whom they must not share.
inline constexpr std::string_view kApplicationColumns =
    "a.id, a.young_person_id, a.birth_date, a.resident_kind, a.guidance_level, a.created_by, a.created_at, "
    "a.programme_id, a.state, a.urgency, a.situation, a.situation_since, a.referrer_organisation, "
    "a.referring_name, a.referring_email, a.referring_phone, a.receiving_name, a.receiving_email, "
    "a.receiving_phone, a.wished_districts, a.max_rent_cents, a.accessible_needed, a.self_contained_wished, "
    "a.step_down_from, a.relapse_return, a.confirmed_at, a.expires_at, a.waiting_since, a.paused_until, "
    "a.pause_side, a.pause_reason, a.closing_reason, a.rule_set_version, (SELECT GROUP_CONCAT(m.other_id "
    "ORDER BY m.other_id SEPARATOR '') FROM must_not_share m WHERE m.application_id = a.id)";
// Of "applications a": the young person lives in a place, or will, that is not one to step down from.
inline constexpr std::string_view kIsHoused =
    "EXISTS (SELECT 1 FROM placements h JOIN places hp ON hp.id = h.place_id WHERE h.young_person_id = "
    "a.young_person_id AND h.state IN ('confirmed', 'arrived') AND hp.programme_id <> a.step_down_from)";
// Of "applications a": whom it must be kept apart from still counts.
inline constexpr std::string_view kKeepsApart = "a.state NOT IN ('rejected', 'withdrawn', 'expired')";
domain::Application ApplicationOf(const runtime::db::Row& row);

// The columns that an update writes, in the order of the parameters.
inline constexpr std::array<std::string_view, 29> kChangingColumns = {
    "birth_date",       "resident_kind",   "guidance_level",    "programme_id",          "state",
    "urgency",          "situation",       "situation_since",   "referrer_organisation", "referring_name",
    "referring_email",  "referring_phone", "receiving_name",    "receiving_email",       "receiving_phone",
    "wished_districts", "max_rent_cents",  "accessible_needed", "self_contained_wished", "step_down_from",
    "relapse_return",   "confirmed_at",    "expires_at",        "waiting_since",         "paused_until",
    "pause_side",       "pause_reason",    "closing_reason",    "rule_set_version"};
// `districts` is what the parameters refer to; both it and the application outlive them.
using ChangingParams = std::array<runtime::db::Param, kChangingColumns.size()>;
ChangingParams ChangingParamsOf(const domain::Application& application, const std::string& districts);
// One a line; and back.
std::vector<std::string> LinesOf(std::string_view text);
std::string DistrictLines(const domain::Application& application);

// "INSERT INTO applications (...) VALUES ", with id, young_person_id, created_by, created_at before the
// others.
const std::string& InsertApplications();
inline constexpr size_t kApplicationInsertColumns = 4 + kChangingColumns.size();

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_APPLICATION_ROWS_H_
