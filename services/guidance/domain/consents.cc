#include "services/guidance/domain/consents.h"

#include <utility>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

absl::Status CheckFirst(Tables& tables, const Consent& consent) {
  ASSIGN_OR_RETURN(const std::optional<Consent> held,
                   tables.consents.FindConsent(consent.young_person_id, consent.purpose));
  if (!held) return absl::OkStatus();
  return runtime::WithDetails(absl::AlreadyExistsError("the young person has agreed to that already"),
                              {.fields = {{"purpose", "unique", "has been agreed to and not withdrawn"}},
                               .existing_id = held->id.ToString()});
}

absl::Status LogConsent(Tables& tables, const runtime::CallContext& context, std::string_view event,
                        AccessAction action, const Uuid& young_person_id, const std::optional<Uuid>& id) {
  AccessEntry entry = EntryOf(context, event, action, kConsentResource, young_person_id);
  entry.resource_id = id;
  return tables.accesses.Append(entry);
}

}  // namespace

absl::StatusOr<PageOf<Consent>> Consents::List(const runtime::CallContext& context,
                                               const Uuid& young_person_id, const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<Consent>> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.GetYoungPerson(young_person_id));
    RETURN_IF_ERROR(SeenBy(tables, context.principal, std::move(person), clock_.Now()).status());
    RETURN_IF_ERROR(LogConsent(tables, context, "ListConsents", AccessAction::kRead, young_person_id, {}));
    return tables.consents.ListConsents(young_person_id, page);
  });
}

absl::StatusOr<Consent> Consents::Record(const runtime::CallContext& context, const Uuid& young_person_id,
                                         ConsentPurpose purpose, const std::optional<Day>& given_on) const {
  const absl::Time now = clock_.Now();
  const Day today = runtime::TodayIn(now);
  const Consent consent{.id = runtime::NewUuid(now),
                        .young_person_id = young_person_id,
                        .purpose = purpose,
                        .given_on = given_on.value_or(today)};
  if (consent.given_on > today) {
    return runtime::InvalidField("givenOn", "not-future", "must not be in the future");
  }
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Consent> {
    ASSIGN_OR_RETURN(const YoungPerson person, tables.dossiers.LockYoungPerson(young_person_id));
    RETURN_IF_ERROR(CheckOwn(tables, context.principal, person));
    RETURN_IF_ERROR(CheckFirst(tables, consent));
    RETURN_IF_ERROR(tables.consents.Insert(consent));
    RETURN_IF_ERROR(
        LogConsent(tables, context, "RecordConsent", AccessAction::kCreate, young_person_id, consent.id));
    return consent;
  });
}

absl::StatusOr<Consent> Consents::Withdraw(const runtime::CallContext& context, const Uuid& id,
                                           const std::optional<Day>& withdrawn_on) const {
  const Day today = runtime::Today(clock_);
  const Day on = withdrawn_on.value_or(today);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Consent> {
    // Whose a consent is never changes, so it may be read before that row is locked.
    ASSIGN_OR_RETURN(const Consent seen, tables.consents.GetConsent(id));
    ASSIGN_OR_RETURN(const YoungPerson person, tables.dossiers.LockYoungPerson(seen.young_person_id));
    RETURN_IF_ERROR(CheckOwn(tables, context.principal, person));
    ASSIGN_OR_RETURN(Consent consent, tables.consents.GetConsent(id));
    if (consent.withdrawn_on) return runtime::WrongState("consent", "withdraw", "withdrawn", {});
    if (on < consent.given_on || on > today) {
      return runtime::InvalidField("withdrawnOn", "order", "must be from the day it was given until today");
    }
    consent.withdrawn_on = on;
    RETURN_IF_ERROR(tables.consents.Withdraw(id, on));
    RETURN_IF_ERROR(
        LogConsent(tables, context, "WithdrawConsent", AccessAction::kUpdate, consent.young_person_id, id));
    return consent;
  });
}

}  // namespace boulevard::guidance::domain
