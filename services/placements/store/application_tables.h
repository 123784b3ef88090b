#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_APPLICATION_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_APPLICATION_TABLES_H_

#include <optional>
#include <string>
#include <vector>

#include "services/placements/domain/store.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlApplicationTables final : public domain::ApplicationTables {
 public:
  // The session outlives it.
  explicit MysqlApplicationTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::Application> Get(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Application>> List(const domain::ApplicationFilter& filter,
                                                           const domain::Page& page) override;
  absl::StatusOr<std::vector<domain::Application>> LiveOf(const domain::Uuid& young_person_id) override;
  absl::Status EnsureResident(const domain::Uuid& young_person_id) override;
  absl::Status Insert(const domain::Application& application) override;
  absl::Status Update(const domain::Application& application) override;
  absl::StatusOr<std::vector<domain::Application>> Overdue(absl::Time now, int limit) override;

  absl::Status Insert(const domain::ApplicationChange& change) override;
  absl::StatusOr<domain::PageOf<domain::ApplicationChange>> ListChanges(const domain::Uuid& application_id,
                                                                        const domain::Page& page) override;

  absl::StatusOr<std::vector<domain::Uuid>> ApartFrom(const domain::Uuid& young_person_id) override;
  absl::StatusOr<std::vector<domain::Application>> WaitingFor(const std::string& programme_id) override;
  absl::StatusOr<std::vector<domain::WaitingCount>> CountWaiting(
      const std::string& programme_id, std::optional<domain::ResidentKind> kind) override;
  absl::StatusOr<int> CountOpenOffers(const domain::Uuid& application_id) override;

 private:
  absl::Status WriteMustNotShare(const domain::Application& application);

  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_APPLICATION_TABLES_H_
