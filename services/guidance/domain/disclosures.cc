#include "services/guidance/domain/disclosures.h"

#include <optional>
#include <string>
#include <utility>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

// A recipient has the number of the purpose that is to give to it.
constexpr ConsentPurpose PurposeOf(RecipientKind recipient) {
  return static_cast<ConsentPurpose>(recipient);
}
static_assert(PurposeOf(RecipientKind::kProvider) == ConsentPurpose::kShareWithProvider);
static_assert(PurposeOf(RecipientKind::kReferrer) == ConsentPurpose::kShareWithReferrer);
static_assert(PurposeOf(RecipientKind::kMunicipality) == ConsentPurpose::kShareWithMunicipality);
static_assert(PurposeOf(RecipientKind::kCare) == ConsentPurpose::kShareWithCare);

absl::StatusOr<Consent> StandingConsent(Tables& tables, const DisclosureRequest& request) {
  const ConsentPurpose purpose = PurposeOf(request.recipient);
  ASSIGN_OR_RETURN(std::optional<Consent> consent,
                   tables.consents.FindConsent(request.young_person_id, purpose));
  if (consent) return *std::move(consent);
  return runtime::RulesBroken({{kConsentRule, "none", std::string(Word(purpose))}});
}

absl::Status LogDisclosure(Tables& tables, const runtime::CallContext& context, std::string_view event,
                           AccessAction action, const Uuid& young_person_id, const std::optional<Uuid>& id) {
  AccessEntry entry = EntryOf(context, event, action, kDisclosureResource, young_person_id);
  entry.resource_id = id;
  return tables.accesses.Append(entry);
}

}  // namespace

absl::StatusOr<PageOf<Disclosure>> Disclosures::List(const runtime::CallContext& context,
                                                     const Uuid& young_person_id, const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<Disclosure>> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.GetYoungPerson(young_person_id));
    RETURN_IF_ERROR(SeenBy(tables, context.principal, std::move(person), clock_.Now()).status());
    RETURN_IF_ERROR(
        LogDisclosure(tables, context, "ListDisclosures", AccessAction::kRead, young_person_id, {}));
    return tables.disclosures.ListDisclosures(young_person_id, page);
  });
}

absl::StatusOr<Disclosed> Disclosures::Disclose(const runtime::CallContext& context,
                                                const DisclosureRequest& request) const {
  const absl::Time now = clock_.Now();
  Disclosure disclosure{.id = runtime::NewUuid(now),
                        .young_person_id = request.young_person_id,
                        .recipient = request.recipient,
                        .organisation = request.organisation,
                        .categories = request.categories,
                        .disclosed_by = context.principal.subject,
                        .disclosed_at = now};
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Disclosed> {
    // With its lock: a consent that is withdrawn at the same moment is withdrawn before or after.
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.LockYoungPerson(request.young_person_id));
    RETURN_IF_ERROR(CheckOwn(tables, context.principal, person));
    ASSIGN_OR_RETURN(const Consent consent, StandingConsent(tables, request));
    disclosure.consent_id = consent.id;
    RETURN_IF_ERROR(tables.disclosures.Insert(disclosure));
    RETURN_IF_ERROR(
        LogDisclosure(tables, context, "DiscloseData", AccessAction::kExport, person.id, disclosure.id));
    return Disclosed{.disclosure = disclosure, .person = std::move(person)};
  });
}

}  // namespace boulevard::guidance::domain
