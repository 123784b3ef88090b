#include "services/guidance/store/dossier_tables.h"

#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/guidance/store/person_rows.h"
#include "services/runtime/events/event.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::store {
namespace {

using domain::PageOf;
using domain::Uuid;
using domain::YoungPerson;
using runtime::db::Conditions;
using runtime::db::Param;
using runtime::vault::SearchTerm;

constexpr char kRegistered[] = "young-person.registered";
constexpr char kBsnField[] = "youngPerson.bsn";
constexpr char kBsnTaken[] = "someone with that BSN is registered already";

// Adds "column IN (?, ?)"; the hashes outlive it. An empty term has none, and finds nobody.
void AddHashes(std::string_view column, const std::vector<std::string>& hashes, Conditions& conditions) {
  std::string text = absl::StrCat(std::string(column), " IN (");
  text += hashes.empty() ? "NULL" : runtime::db::Repeated("?", hashes.size());
  text += ")";
  conditions.AddAll(text, {hashes.begin(), hashes.end()});
}

struct HashedSearch {
  std::string_view column;
  SearchTerm term;
};

HashedSearch HashedOf(const domain::PersonSearch& search) {
  if (!search.surname.empty()) return {"surname_hash", runtime::vault::Surname(search.surname)};
  if (!search.email.empty()) return {"email_hash", runtime::vault::Email(search.email)};
  return {"bsn_hash", runtime::vault::Bsn(search.bsn)};
}

std::optional<std::string_view> StateWord(const domain::YoungPersonFilter& filter) {
  return filter.state ? std::optional(Word(*filter.state)) : std::nullopt;
}

}  // namespace

absl::StatusOr<YoungPerson> MysqlDossierTables::One(const Uuid& id, const char* tail) {
  ASSIGN_OR_RETURN(PersonRow row,
                   runtime::db::QueryOne(session_, absl::StrCat(kSelectPerson, " WHERE id = ?", tail), id,
                                         "young person", id.ToString(), PersonRowOf));
  return Open(vault_, std::move(row));
}

absl::StatusOr<YoungPerson> MysqlDossierTables::GetYoungPerson(const Uuid& id) {
  return One(id, "");
}

absl::StatusOr<YoungPerson> MysqlDossierTables::LockYoungPerson(const Uuid& id) {
  return One(id, " FOR UPDATE");
}

absl::StatusOr<domain::PlainFacts> MysqlDossierTables::GetPlainFacts(const Uuid& id) {
  return runtime::db::QueryOne(
      session_,
      "SELECT birth_date, resident_kind, state, mentor_id, referred_by FROM young_people WHERE id = ?", id,
      "young person", id.ToString(), PlainFactsOf);
}

absl::StatusOr<PageOf<YoungPerson>> MysqlDossierTables::Page(Conditions conditions, int size) {
  ASSIGN_OR_RETURN(auto rows, runtime::db::QueryPage(session_, kSelectPerson, std::move(conditions), "id",
                                                     size, PersonRowOf));
  PageOf<YoungPerson> page{.more = rows.more};
  page.rows.reserve(rows.rows.size());
  for (PersonRow& row : rows.rows) {
    ASSIGN_OR_RETURN(YoungPerson person, Open(vault_, std::move(row)));
    page.rows.push_back(std::move(person));
  }
  return page;
}

absl::StatusOr<PageOf<YoungPerson>> MysqlDossierTables::ListYoungPeople(
    const domain::YoungPersonFilter& filter, const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("mentor_id = ?", filter.mentor_id);
  conditions.AddIf("state = ?", StateWord(filter));
  conditions.AddIf("id > ?", page.after);
  return Page(std::move(conditions), page.size);
}

absl::StatusOr<PageOf<YoungPerson>> MysqlDossierTables::Search(const domain::PersonSearch& search,
                                                               const domain::YoungPersonFilter& filter,
                                                               const domain::Page& page) {
  const auto [column, term] = HashedOf(search);
  const std::vector<std::string> hashes =
      term.folded.empty() ? std::vector<std::string>() : vault_.SearchHashes(term);
  Conditions conditions;
  AddHashes(column, hashes, conditions);
  conditions.AddIf("mentor_id = ?", filter.mentor_id);
  conditions.AddIf("id > ?", page.after);
  return Page(std::move(conditions), page.size);
}

absl::Status MysqlDossierTables::CheckBsn(const YoungPerson& person) {
  if (person.bsn.empty()) return absl::OkStatus();
  const std::vector<std::string> hashes = vault_.SearchHashes(runtime::vault::Bsn(person.bsn));
  Conditions others;
  AddHashes("bsn_hash", hashes, others);
  others.Add("id <> ?", person.id);
  ASSIGN_OR_RETURN(const int64_t found, session_.Query("SELECT 1 FROM young_people" + others.text(),
                                                       others.params(), [](const auto&) {}));
  if (found == 0) return absl::OkStatus();
  return runtime::db::NamingDuplicate(absl::AlreadyExistsError(""), kBsnField, kBsnTaken);
}

absl::Status MysqlDossierTables::Insert(const YoungPerson& person) {
  RETURN_IF_ERROR(CheckBsn(person));
  const SealedPerson sealed = Seal(vault_, person);
  std::optional<std::string_view> referred_by;
  if (!person.referred_by.empty()) referred_by = person.referred_by;
  RETURN_IF_ERROR(runtime::db::NamingDuplicate(
      session_
          .Execute(
              "INSERT INTO young_people (id, given_name, surname, email, phone, bsn, surname_hash, "
              "email_hash, bsn_hash, master_key, data_key, birth_date, resident_kind, languages, mentor_id, "
              "state, created_at, referred_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {person.id, sealed.columns.given_name, sealed.columns.surname, sealed.columns.email,
               sealed.columns.phone, sealed.columns.bsn, sealed.surname_hash, sealed.email_hash,
               sealed.bsn_hash, sealed.key.master_key, sealed.key.bytes, person.birth_date,
               Word(person.resident_kind), LanguagesText(person), person.mentor_id, Word(person.state),
               person.created_at, referred_by})
          .status(),
      kBsnField, kBsnTaken));
  return runtime::events::Write(session_, kRegistered, person.id);
}

absl::Status MysqlDossierTables::Update(const YoungPerson& person) {
  RETURN_IF_ERROR(CheckBsn(person));
  const SealedPerson sealed = Seal(vault_, person);
  std::optional<std::string_view> closing_reason;
  if (person.closing_reason) closing_reason = Word(*person.closing_reason);
  return runtime::db::NamingDuplicate(
      runtime::db::FoundOne(
          session_.Execute(
              "UPDATE young_people SET given_name = ?, surname = ?, email = ?, phone = ?, bsn = ?, "
              "surname_hash = ?, email_hash = ?, bsn_hash = ?, master_key = ?, data_key = ?, "
              "birth_date = ?, resident_kind = ?, languages = ?, mentor_id = ?, state = ?, closed_on = ?, "
              "closing_reason = ? WHERE id = ?",
              {sealed.columns.given_name, sealed.columns.surname, sealed.columns.email, sealed.columns.phone,
               sealed.columns.bsn, sealed.surname_hash, sealed.email_hash, sealed.bsn_hash,
               sealed.key.master_key, sealed.key.bytes, person.birth_date, Word(person.resident_kind),
               LanguagesText(person), person.mentor_id, Word(person.state), person.closed_on, closing_reason,
               person.id}),
          "young person", person.id.ToString()),
      kBsnField, kBsnTaken);
}

absl::StatusOr<std::optional<absl::Time>> MysqlDossierTables::GlassBrokenUntil(const Uuid& young_person_id,
                                                                               const std::string& subject) {
  std::optional<absl::Time> until;
  RETURN_IF_ERROR(
      session_
          .Query("SELECT broken_until FROM broken_glass WHERE young_person_id = ? AND subject = ?",
                 {young_person_id, subject}, [&](const runtime::db::Row& row) { until = row.Time(0); })
          .status());
  return until;
}

absl::Status MysqlDossierTables::Save(const domain::BrokenGlass& glass) {
  return session_
      .Execute(
          "INSERT INTO broken_glass (young_person_id, subject, broken_until) VALUES (?, ?, ?) "
          "ON DUPLICATE KEY UPDATE broken_until = ?",
          {glass.young_person_id, glass.subject, glass.until, glass.until})
      .status();
}

}  // namespace boulevard::guidance::store
