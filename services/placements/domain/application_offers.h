#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_OFFERS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_OFFERS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/placements/domain/store.h"

// How an application moves with its offers and stays, and what is written down about it. All of these run in
// a transaction that holds the lock of the young person's row.
namespace boulevard::placements::domain {

// Writes what an application became, and a line of its history.
absl::Status SaveStep(Tables& tables, const Application& before, const Application& after,
                      std::string_view step, const Actor& actor, absl::Time now);

// The state after a step of a caller; WrongState in any other, and once its time to confirm is over.
absl::StatusOr<ApplicationState> StateAfter(const Application& application, std::string_view step,
                                            absl::Time now);

// Made or confirmed now: holds for as long as the rules of its programme say.
absl::Status RenewConfirmation(Tables& tables, Application& application, absl::Time now);

// A place of that programme is held for it. One that a program of an earlier release wrote, for no programme,
// is for this one from now on.
absl::Status MoveToOffered(Tables& tables, const Application& application, const std::string& programme_id,
                           const Actor& actor, absl::Time now);
// An offer of it was accepted.
absl::Status MoveToPlaced(Tables& tables, const Application& application, const Actor& actor, absl::Time now);
// An offer of it ended in another way, which is `step`: without any other offer it waits again.
absl::Status MoveOnFromOffer(Tables& tables, const Uuid& application_id, std::string_view step,
                             const Actor& actor, absl::Time now);
// The same after a decline, with the consequence that the rules of the programme give to its side and reason.
absl::Status MoveOnFromDecline(Tables& tables, const Uuid& application_id, const Decline& decline,
                               const Actor& actor, absl::Time now);
// The stay that it led to is not to be, which is `step`: it is in `state` again, confirmed by that, unless
// the young person has applied anew.
absl::Status MoveBackFromStay(Tables& tables, const Uuid& application_id, ApplicationState state,
                              std::string_view step, const Actor& actor, absl::Time now);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_OFFERS_H_
