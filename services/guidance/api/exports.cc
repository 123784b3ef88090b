#include "services/guidance/domain/exports.h"

#include <functional>
#include <string>
#include <vector>

#include "boulevard/guidance/v1/exports.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Exports;
using domain::RecordPart;
using Parts = google::protobuf::RepeatedPtrField<placements::v1::PersonRecordPart>;

void AddParts(const std::vector<RecordPart>& parts, Parts& messages) {
  for (const RecordPart& part : parts) {
    placements::v1::PersonRecordPart& message = *messages.Add();
    message.set_name(part.name);
    for (const auto& record : part.records) {
      message.add_records()->mutable_values()->insert(record.begin(), record.end());
    }
  }
}

absl::StatusOr<v1::YoungPersonExport> ExportPerson(const Exports& exports,
                                                   const runtime::CallContext& context,
                                                   const v1::GetExportRequest& request) {
  ASSIGN_OR_RETURN(const domain::Export made, exports.Make(context, runtime::IdFrom(request.id())));
  v1::YoungPersonExport message;
  message.set_young_person_id(request.id());
  *message.mutable_exported_at() = runtime::TimestampOf(made.exported_at);
  AddParts(made.guidance, *message.mutable_guidance());
  AddParts(made.placements, *message.mutable_placements());
  return message;
}

}  // namespace

void BindExports(domain::Store& store, const runtime::Clock& clock, domain::OtherRecords& others,
                 runtime::rpc::Handlers& handlers) {
  const Exports exports(store, clock, others);
  handlers.Bind<v1::GetExportRequest, v1::YoungPersonExport>("boulevard.guidance.v1.ExportService.GetExport",
                                                             std::bind_front(ExportPerson, exports));
}

}  // namespace boulevard::guidance::api
