#include "services/guidance/api/placements_records.h"

#include <utility>

#include "boulevard/placements/v1/person_records.pb.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

// They are many tables, of somebody who may have been here for years.
constexpr absl::Duration kLongest = absl::Seconds(5);

}  // namespace

absl::StatusOr<std::vector<domain::RecordPart>> PlacementsRecords::Of(const runtime::CallContext& context,
                                                                      const domain::Uuid& young_person_id) {
  placements::v1::GetPersonRecordsRequest request;
  request.set_young_person_id(young_person_id.ToString());
  ASSIGN_OR_RETURN(const auto records, peer_.Call<placements::v1::PersonRecords>(
                                           "boulevard.placements.v1.PersonRecordsService.GetPersonRecords",
                                           context, request, kLongest));
  std::vector<domain::RecordPart> parts;
  for (const placements::v1::PersonRecordPart& message : records.parts()) {
    domain::RecordPart part{.name = message.name(), .records = {}};
    for (const auto& record : message.records()) {
      part.records.emplace_back(record.values().begin(), record.values().end());
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace boulevard::guidance::api
