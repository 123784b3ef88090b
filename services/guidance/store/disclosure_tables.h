#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_DISCLOSURE_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_DISCLOSURE_TABLES_H_

#include "services/guidance/domain/privacy_tables.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

class MysqlDisclosureTables final : public domain::DisclosureTables {
 public:
  // The session outlives it.
  explicit MysqlDisclosureTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::PageOf<domain::Disclosure>> ListDisclosures(const domain::Uuid& young_person_id,
                                                                     const domain::Page& page) override;
  absl::Status Insert(const domain::Disclosure& disclosure) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_DISCLOSURE_TABLES_H_
