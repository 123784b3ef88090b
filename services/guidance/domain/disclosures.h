#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DISCLOSURES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DISCLOSURES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// The rule that a breach names.
inline constexpr char kConsentRule[] = "consent";

// What is to be handed over, and to whom.
struct DisclosureRequest {
  Uuid young_person_id;
  RecipientKind recipient = RecipientKind::kProvider;
  std::string organisation;
  std::vector<DisclosureCategory> categories;
};

// What was handed over: of the person, what the categories of the disclosure name.
struct Disclosed {
  Disclosure disclosure;
  YoungPerson person;
};

// Data of a young person that goes to another organisation, under a consent that stands. Each call is in the
// access log when it answers.
class Disclosures {
 public:
  // Both outlive it.
  Disclosures(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // To whoever may open the dossier.
  absl::StatusOr<PageOf<Disclosure>> List(const runtime::CallContext& context, const Uuid& young_person_id,
                                          const Page& page) const;
  // By their mentor. FAILED_PRECONDITION (rule consent) naming the purpose that they have not agreed to, or
  // agree to no longer.
  absl::StatusOr<Disclosed> Disclose(const runtime::CallContext& context,
                                     const DisclosureRequest& request) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DISCLOSURES_H_
