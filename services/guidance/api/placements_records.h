#ifndef BOULEVARD_SERVICES_GUIDANCE_API_PLACEMENTS_RECORDS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_PLACEMENTS_RECORDS_H_

#include <vector>

#include "services/guidance/domain/exports.h"
#include "services/runtime/rpc/peer.h"

namespace boulevard::guidance::api {

// What placements keeps of a young person.
class PlacementsRecords final : public domain::OtherRecords {
 public:
  // The peer outlives it.
  explicit PlacementsRecords(runtime::rpc::Peer& peer) : peer_(peer) {}

  absl::StatusOr<std::vector<domain::RecordPart>> Of(const runtime::CallContext& context,
                                                     const domain::Uuid& young_person_id) override;

 private:
  runtime::rpc::Peer& peer_;
};

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_PLACEMENTS_RECORDS_H_
