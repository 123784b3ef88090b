#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_PERSON_ROWS_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_PERSON_ROWS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/guidance/domain/dossier_tables.h"
#include "services/guidance/domain/types.h"
#include "services/runtime/db/statement.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// The columns of young_people that identify someone, as they are kept. Nothing where the person has none, or
// is anonymised.
struct SealedColumns {
  std::optional<std::string> given_name, surname, email, phone, bsn;
};

// A row of young_people: what identifies the person still sealed.
struct PersonRow {
  domain::YoungPerson person;
  SealedColumns sealed;
  runtime::vault::WrappedKey key;
};

// The columns in the order that PersonRowOf reads.
inline constexpr char kSelectPerson[] =
    "SELECT id, given_name, surname, email, phone, bsn, master_key, data_key, birth_date, resident_kind, "
    "languages, mentor_id, state, held, created_at, closed_on, closing_reason FROM young_people";
PersonRow PersonRowOf(const runtime::db::Row& row);

// Of "birth_date, resident_kind, state, mentor_id, referred_by".
domain::PlainFacts PlainFactsOf(const runtime::db::Row& row);

// DATA_LOSS when it is not what was sealed.
absl::StatusOr<domain::YoungPerson> Open(runtime::vault::Vault& vault, PersonRow row);

// What a record keeps of a person beside what is plain: sealed under a new data key, with what it is found
// by.
struct SealedPerson {
  SealedColumns columns;
  std::optional<std::string> surname_hash, email_hash, bsn_hash;
  runtime::vault::WrappedKey key;
};
SealedPerson Seal(runtime::vault::Vault& vault, const domain::YoungPerson& person);

// "nl,ti".
std::string LanguagesText(const domain::YoungPerson& person);

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_PERSON_ROWS_H_
