#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_STOCK_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_STOCK_TABLES_H_

#include <span>
#include <string>

#include "services/placements/domain/store.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlStockTables final : public domain::StockTables {
 public:
  // The session outlives it.
  explicit MysqlStockTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::Programme> GetProgramme(const std::string& id) override;
  absl::StatusOr<domain::Programme> LockProgramme(const std::string& id) override;
  absl::StatusOr<domain::PageOf<domain::Programme>> ListProgrammes(int size,
                                                                   const std::string& after) override;
  absl::Status Insert(const domain::Programme& programme) override;
  absl::Status Update(const domain::Programme& programme) override;

  absl::StatusOr<domain::Provider> GetProvider(const domain::Uuid& id) override;
  absl::StatusOr<domain::Provider> LockProvider(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Provider>> ListProviders(const domain::Page& page) override;
  absl::Status Insert(const domain::Provider& provider) override;
  absl::Status Update(const domain::Provider& provider) override;

  absl::StatusOr<domain::Facility> GetFacility(const domain::Uuid& id) override;
  absl::StatusOr<domain::Facility> LockFacility(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Facility>> ListFacilities(const domain::FacilityFilter& filter,
                                                                  const domain::Page& page) override;
  absl::Status Insert(const domain::Facility& facility) override;
  absl::Status Update(const domain::Facility& facility) override;

  absl::StatusOr<domain::Unit> GetUnit(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Unit>> ListUnits(const domain::UnitFilter& filter,
                                                         const domain::Page& page) override;
  absl::Status Insert(const domain::Unit& unit) override;
  absl::Status Update(const domain::Unit& unit) override;

  absl::StatusOr<domain::Place> GetPlace(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Place>> ListPlaces(const domain::PlaceFilter& filter,
                                                           const domain::Page& page) override;
  absl::Status Insert(const domain::Place& place) override;
  absl::Status Update(const domain::Place& place) override;

 private:
  runtime::db::Session& session_;
};

// Fills in the supervision windows of facilities.
absl::Status ReadSupervisionWindows(runtime::db::Session& session, std::span<domain::Facility> facilities);
absl::Status InsertSupervisionWindows(runtime::db::Session& session, const domain::Facility& facility);

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_STOCK_TABLES_H_
