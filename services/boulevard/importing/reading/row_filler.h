#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_ROW_FILLER_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_ROW_FILLER_H_

#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/report.h"
#include "services/boulevard/importing/reading/table.h"

namespace boulevard::importing {

// Fills `message` from the row, then holds `request`, which it belongs to, against the field rules. Each
// fault lands in the report. False when there was one.
bool FillFromRow(const ResourceMapping& mapping, const Row& row, google::protobuf::Message& message,
                 const google::protobuf::Message& request, Report& report);

// The first condition that the row meets, or null.
const Condition* FirstMet(const std::vector<Condition>& conditions, const Row& row);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_ROW_FILLER_H_
