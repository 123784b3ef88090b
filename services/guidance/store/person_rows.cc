#include "services/guidance/store/person_rows.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/guidance/store/dossier_tables.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::store {
namespace {

using runtime::db::Row;
using runtime::vault::RecordKey;
using runtime::vault::SearchTerm;

constexpr std::string_view kTable = "young_people";
constexpr std::string_view kGivenName = "given_name";
constexpr std::string_view kSurname = "surname";
constexpr std::string_view kEmail = "email";
constexpr std::string_view kPhone = "phone";
constexpr std::string_view kBsn = "bsn";

std::optional<std::string> OptionalString(const Row& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(row.String(column));
}

std::optional<std::string> SealIfAny(const RecordKey& key, std::string_view column, const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(key.Seal(column, text));
}

absl::StatusOr<std::string> OpenIfAny(const RecordKey& key, std::string_view column,
                                      const std::optional<std::string>& sealed) {
  if (!sealed) return std::string();
  return key.Open(column, *sealed);
}

std::optional<std::string> HashIfAny(const RecordKey& key, const SearchTerm& term) {
  return term.folded.empty() ? std::nullopt : std::optional(key.SearchHash(term));
}

}  // namespace

runtime::vault::SealedTable YoungPeopleTable() {
  return {.table = kTable,
          .sealed = {kGivenName, kSurname, kEmail, kPhone, kBsn},
          .searched = {{"surname_hash", kSurname, runtime::vault::Surname},
                       {"email_hash", kEmail, runtime::vault::Email},
                       {"bsn_hash", kBsn, runtime::vault::Bsn}}};
}

PersonRow PersonRowOf(const Row& row) {
  PersonRow read;
  domain::YoungPerson& person = read.person;
  person.id = row.Id(0);
  read.sealed = {.given_name = OptionalString(row, 1),
                 .surname = OptionalString(row, 2),
                 .email = OptionalString(row, 3),
                 .phone = OptionalString(row, 4),
                 .bsn = OptionalString(row, 5)};
  read.key = {.master_key = row.String(6), .bytes = row.String(7)};
  person.birth_date = row.Day(8);
  person.resident_kind = domain::ParseWord<domain::ResidentKind>(row.Text(9)).value();
  person.languages = absl::StrSplit(row.String(10), ',', absl::SkipEmpty());
  person.mentor_id = row.OptionalId(11);
  person.state = domain::ParseWord<domain::DossierState>(row.Text(12)).value();
  person.held = row.Bool(13);
  person.created_at = row.Time(14);
  person.closed_on = row.OptionalDay(15);
  if (!row.IsNull(16)) person.closing_reason = domain::ParseWord<domain::DossierClosingReason>(row.Text(16));
  return read;
}

domain::PlainFacts PlainFactsOf(const Row& row) {
  return {.birth_date = row.Day(0),
          .resident_kind = domain::ParseWord<domain::ResidentKind>(row.Text(1)).value(),
          .state = domain::ParseWord<domain::DossierState>(row.Text(2)).value(),
          .mentor_id = row.OptionalId(3),
          .referred_by = row.String(4)};
}

absl::StatusOr<domain::YoungPerson> Open(runtime::vault::Vault& vault, PersonRow row) {
  domain::YoungPerson& person = row.person;
  if (person.state == domain::DossierState::kAnonymised) return std::move(person);
  ASSIGN_OR_RETURN(const RecordKey key, vault.OpenKey(kTable, row.person.id, row.key));
  ASSIGN_OR_RETURN(person.given_name, OpenIfAny(key, kGivenName, row.sealed.given_name));
  ASSIGN_OR_RETURN(person.surname, OpenIfAny(key, kSurname, row.sealed.surname));
  ASSIGN_OR_RETURN(person.email, OpenIfAny(key, kEmail, row.sealed.email));
  ASSIGN_OR_RETURN(person.phone, OpenIfAny(key, kPhone, row.sealed.phone));
  ASSIGN_OR_RETURN(person.bsn, OpenIfAny(key, kBsn, row.sealed.bsn));
  return std::move(person);
}

SealedPerson Seal(runtime::vault::Vault& vault, const domain::YoungPerson& person) {
  const RecordKey key = vault.NewKey(kTable, person.id);
  return {.columns = {.given_name = key.Seal(kGivenName, person.given_name),
                      .surname = key.Seal(kSurname, person.surname),
                      .email = SealIfAny(key, kEmail, person.email),
                      .phone = SealIfAny(key, kPhone, person.phone),
                      .bsn = SealIfAny(key, kBsn, person.bsn)},
          .surname_hash = HashIfAny(key, runtime::vault::Surname(person.surname)),
          .email_hash = HashIfAny(key, runtime::vault::Email(person.email)),
          .bsn_hash = HashIfAny(key, runtime::vault::Bsn(person.bsn)),
          .key = key.wrapped()};
}

std::string LanguagesText(const domain::YoungPerson& person) {
  return absl::StrJoin(person.languages, ",");
}

}  // namespace boulevard::guidance::store
