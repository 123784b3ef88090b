#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_SQL_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_SQL_H_

#include <string>
#include <vector>

#include "services/placements/domain/availability_types.h"
#include "services/runtime/db/statement.h"

// The text of the partners' query. It depends on which filters are there, not on their values.
namespace boulevard::placements::store {

struct Query {
  std::string sql;
  std::vector<runtime::db::Param> params;  // they refer to the filter
};

// Up to `limit` free periods that fit the filter, of places after `after`, in the order of their places (not
// expected first), with what a list shows of them; columns as AvailablePlaceOf reads them. A place may come
// more than once.
Query AvailablePlacesQuery(const domain::AvailablePlaceFilter& filter, const domain::Uuid& after, int limit);

// Columns: programme, district, places, free, expected.
Query AvailabilityCountQuery(const domain::AvailabilityFilter& filter);

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_SQL_H_
