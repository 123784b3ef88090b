#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_COLUMN_CHECK_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_COLUMN_CHECK_H_

#include <vector>

#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/table.h"

namespace boulevard::importing {

// The columns that the mapping names and the files do not have, as faults of the mapping.
std::vector<MappingFault> CheckColumns(const Mapping& mapping, const Table& premises, const Table& rooms);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_COLUMN_CHECK_H_
