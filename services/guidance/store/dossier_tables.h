#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_DOSSIER_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_DOSSIER_TABLES_H_

#include <optional>
#include <string>
#include <vector>

#include "services/guidance/domain/dossier_tables.h"
#include "services/runtime/db/query.h"
#include "services/runtime/db/session.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// What of young_people is sealed, and searched by.
runtime::vault::SealedTable YoungPeopleTable();

class MysqlDossierTables final : public domain::DossierTables {
 public:
  // Both outlive it.
  MysqlDossierTables(runtime::db::Session& session, runtime::vault::Vault& vault)
      : session_(session), vault_(vault) {}

  absl::StatusOr<domain::YoungPerson> GetYoungPerson(const domain::Uuid& id) override;
  absl::StatusOr<domain::YoungPerson> LockYoungPerson(const domain::Uuid& id) override;
  absl::StatusOr<domain::PlainFacts> GetPlainFacts(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::YoungPerson>> ListYoungPeople(const domain::YoungPersonFilter& filter,
                                                                      const domain::Page& page) override;
  absl::StatusOr<domain::PageOf<domain::YoungPerson>> Search(const domain::PersonSearch& search,
                                                             const domain::YoungPersonFilter& filter,
                                                             const domain::Page& page) override;
  absl::Status Insert(const domain::YoungPerson& person) override;
  absl::Status Update(const domain::YoungPerson& person) override;

  absl::StatusOr<std::optional<absl::Time>> GlassBrokenUntil(const domain::Uuid& young_person_id,
                                                             const std::string& subject) override;
  absl::Status Save(const domain::BrokenGlass& glass) override;

 private:
  absl::StatusOr<domain::YoungPerson> One(const domain::Uuid& id, const char* tail);
  absl::StatusOr<domain::PageOf<domain::YoungPerson>> Page(runtime::db::Conditions conditions, int size);
  // ALREADY_EXISTS when the BSN is that of another record, under whichever master key that is.
  absl::Status CheckBsn(const domain::YoungPerson& person);

  runtime::db::Session& session_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_DOSSIER_TABLES_H_
