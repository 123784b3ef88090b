#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_TABLES_H_

#include <optional>
#include <span>
#include <vector>

#include "services/placements/domain/store.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlBookingTables final : public domain::BookingTables {
 public:
  // The session outlives it.
  explicit MysqlBookingTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<std::vector<domain::Place>> LockPlaces(std::span<const domain::Uuid> ids) override;
  absl::StatusOr<std::vector<domain::Place>> LockPlacesOfUnit(const domain::Uuid& unit_id) override;
  absl::StatusOr<std::vector<domain::Unit>> LockUnits(std::span<const domain::Uuid> ids) override;
  absl::Status LockResident(const domain::Uuid& young_person_id) override;
  absl::Status BumpPlace(const domain::Uuid& id) override;
  absl::Status BumpUnit(const domain::Uuid& id) override;

  absl::StatusOr<std::vector<domain::Occupancy>> OccupanciesOfPlace(const domain::Uuid& place_id,
                                                                    domain::Day after) override;
  absl::StatusOr<std::vector<domain::Occupancy>> OccupanciesOfUnit(const domain::Uuid& unit_id,
                                                                   domain::Day after) override;
  absl::Status Insert(const domain::Occupancy& occupancy) override;
  absl::Status Update(const domain::Occupancy& occupancy) override;
  absl::Status DeleteOccupancy(const domain::Uuid& place_id, const domain::Uuid& source_id) override;
  absl::Status ReplaceFreePeriods(const domain::Place& place,
                                  std::span<const domain::FreePeriod> periods) override;
  absl::StatusOr<std::vector<domain::Sharer>> SharersOf(const domain::Uuid& unit_id, absl::Time now) override;
  absl::StatusOr<std::vector<domain::Place>> PlacesOfUnit(const domain::Uuid& unit_id) override;

  absl::StatusOr<domain::Closure> GetClosure(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Closure>> ListClosures(const domain::ClosureFilter& filter,
                                                               const domain::Page& page) override;
  absl::Status Insert(const domain::Closure& closure) override;
  absl::Status Update(const domain::Closure& closure) override;

  absl::StatusOr<domain::Offer> GetOffer(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Offer>> ListOffers(const domain::OfferFilter& filter,
                                                           const domain::Page& page) override;
  absl::Status Insert(const domain::Offer& offer) override;
  absl::Status Update(const domain::Offer& offer) override;
  absl::StatusOr<std::vector<domain::Offer>> OpenOffersOf(const domain::Uuid& young_person_id) override;
  absl::StatusOr<std::vector<domain::Offer>> OverdueOffers(absl::Time now, int limit) override;

  absl::StatusOr<domain::Placement> GetPlacement(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Placement>> ListPlacements(const domain::PlacementFilter& filter,
                                                                   const domain::Page& page) override;
  absl::StatusOr<std::vector<domain::Placement>> RunningPlacementsOf(
      const domain::Uuid& young_person_id) override;
  absl::StatusOr<std::optional<domain::Placement>> ArrivedPlacementIn(const domain::Uuid& place_id) override;
  absl::Status Insert(const domain::Placement& placement) override;
  absl::Status Update(const domain::Placement& placement) override;
  absl::Status CountResident(const domain::Uuid& unit_id, domain::ResidentKind kind, int difference) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_TABLES_H_
