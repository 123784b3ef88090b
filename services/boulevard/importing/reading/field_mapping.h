#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_FIELD_MAPPING_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_FIELD_MAPPING_H_

#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/toml_reader.h"

namespace boulevard::importing {

// One entry of [facility], [unit] or [place]. A text alone is a column, any other value alone a constant:
//   name = "roomName"
//   furnished = true
//   rent_cents = { column = "huur", euros = true, default = "0" }
FieldMapping ReadFieldMapping(const toml::node& node, const FieldDescriptor& field, int line, Faults& faults);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_FIELD_MAPPING_H_
