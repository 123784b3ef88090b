#include <functional>

#include "boulevard/placements/v1/person_records.pb.h"
#include "services/placements/api/handlers.h"
#include "services/placements/domain/people.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {

void BindPersonRecords(domain::Store& store, runtime::rpc::Handlers& handlers) {
  const auto get = [&store](const runtime::CallContext& context,
                            const v1::GetPersonRecordsRequest& request) -> absl::StatusOr<v1::PersonRecords> {
    ASSIGN_OR_RETURN(const auto parts,
                     domain::RecordsOf(store, runtime::IdFrom(request.young_person_id()), context.deadline));
    v1::PersonRecords message;
    for (const domain::RecordPart& part : parts) {
      v1::PersonRecordPart& kind = *message.add_parts();
      kind.set_name(part.name);
      for (const auto& record : part.records) {
        kind.add_records()->mutable_values()->insert(record.begin(), record.end());
      }
    }
    return message;
  };
  handlers.Bind<v1::GetPersonRecordsRequest, v1::PersonRecords>(
      "boulevard.placements.v1.PersonRecordsService.GetPersonRecords", get);
}

}  // namespace boulevard::placements::api
