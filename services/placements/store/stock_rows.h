#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_STOCK_ROWS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_STOCK_ROWS_H_

#include <optional>
#include <string_view>

#include "services/placements/domain/types.h"
#include "services/runtime/db/statement.h"

// Rows of the stock as things of the domain: the columns of a SELECT, and what reads them from column 0 on.
namespace boulevard::placements::store {

// FROM facilities f
inline constexpr std::string_view kFacilityColumns =
    "f.id, f.provider_id, f.programme_id, f.name, f.reference, f.address_line, f.postcode, f.city, "
    "f.district";
domain::Facility FacilityOf(const runtime::db::Row& row);  // without supervision windows

// FROM units u JOIN facilities f ON f.id = u.facility_id
inline constexpr std::string_view kUnitColumns =
    "u.id, u.facility_id, f.provider_id, u.name, u.reference, u.quota_young_person, u.quota_status_holder, "
    "u.quota_student, u.residents_young_person, u.residents_status_holder, u.residents_student";
domain::Unit UnitOf(const runtime::db::Row& row);

// FROM places p
inline constexpr std::string_view kPlaceColumns =
    "p.id, p.unit_id, p.facility_id, p.provider_id, p.programme_id, p.district, p.name, p.reference, "
    "p.rent_cents, p.is_furnished, p.is_accessible, p.is_self_contained, p.available_from, p.withdrawn";
domain::Place PlaceOf(const runtime::db::Row& row);

// Three columns of numbers in the order of the resident kinds.
domain::KindCounts KindCountsOf(const runtime::db::Row& row, int first_column);

// NULL for an empty text: a unique key takes any number of NULLs.
inline runtime::db::Param NullIfEmpty(const std::string& text) {
  return text.empty() ? runtime::db::Param(nullptr) : runtime::db::Param(text);
}

// Of a unit's quota for one kind; NULL when it has no quotas.
inline runtime::db::Param QuotaOf(const domain::Unit& unit, domain::ResidentKind kind) {
  return unit.quotas ? runtime::db::Param((*unit.quotas)[kind]) : runtime::db::Param(nullptr);
}

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_STOCK_ROWS_H_
