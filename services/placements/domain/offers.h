#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OFFERS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OFFERS_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

struct OfferDraft {
  Uuid application_id;
  Uuid place_id;
  Period period;
  std::optional<absl::Time> expires_at;  // the programme's offer hours from now when left out
};

// A place held for one application until it expires. A provider sees and declines the offers of its own
// places, and never learns for whom they are: application_id is nil then.
class Offers {
 public:
  // Both outlive it.
  Offers(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Offer>> List(const runtime::CallContext& context, OfferFilter filter,
                                     const Page& page) const;
  absl::StatusOr<Offer> Get(const runtime::CallContext& context, const Uuid& id) const;

  // FAILED_PRECONDITION with every rule that is broken, ABORTED when the place is not free.
  absl::StatusOr<Offer> Create(const runtime::CallContext& context, const OfferDraft& draft) const;
  // Gives the confirmed placement. ABORTED when the young person has another one then.
  absl::StatusOr<Placement> Accept(const runtime::CallContext& context, const Uuid& id) const;
  absl::StatusOr<Offer> Decline(const runtime::CallContext& context, const Uuid& id,
                                const Decline& decline) const;
  absl::StatusOr<Offer> Revoke(const runtime::CallContext& context, const Uuid& id) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

// Expires open offers whose time is over, each in a transaction of its own; any number of replicas may do so
// at once. Gives how many it found; an error does not keep it from the others, and is given in the end.
absl::StatusOr<int> ExpireOverdueOffers(Store& store, const runtime::Clock& clock, absl::Time deadline);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OFFERS_H_
