#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_GUIDANCE_PEER_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_GUIDANCE_PEER_H_

#include "services/placements/domain/guidance.h"
#include "services/runtime/rpc/peer.h"

namespace boulevard::placements::api {

// Guidance, asked over its contract. Thread-safe.
class GuidancePeer final : public domain::Guidance {
 public:
  // It outlives this.
  explicit GuidancePeer(runtime::rpc::Peer& peer) : peer_(peer) {}

  absl::StatusOr<domain::PersonFacts> FactsOf(const runtime::CallContext& context,
                                              const domain::Uuid& young_person_id) override;

 private:
  runtime::rpc::Peer& peer_;
};

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_GUIDANCE_PEER_H_
