#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STORE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STORE_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/placements/domain/application_tables.h"
#include "services/placements/domain/availability_events.h"
#include "services/placements/domain/availability_types.h"
#include "services/placements/domain/bulk_tables.h"
#include "services/placements/domain/filters.h"
#include "services/placements/domain/match_tables.h"
#include "services/placements/domain/person_tables.h"
#include "services/placements/domain/readiness.h"
#include "services/placements/domain/rule_tables.h"
#include "services/placements/domain/types.h"
#include "services/placements/domain/webhook_tables.h"

// What the use cases need from a database. Reads of one thing give NOT_FOUND naming it ("no place with id
// ..."). Lists are ordered by id, and UUIDv7 ids are in the order of creation.
namespace boulevard::placements::domain {

// Programmes, providers, facilities, units, places. Insert and Update give ALREADY_EXISTS naming the field
// when the id or the reference is taken, Insert FAILED_PRECONDITION when what it refers to is not there. Lock
// is Get with SELECT ... FOR UPDATE, for who will change it; a facility is locked before any of its units and
// places.
class StockTables {
 public:
  virtual ~StockTables() = default;

  virtual absl::StatusOr<Programme> GetProgramme(const std::string& id) = 0;
  virtual absl::StatusOr<Programme> LockProgramme(const std::string& id) = 0;
  // Ordered by id; `after` is the last id of the page before, or empty.
  virtual absl::StatusOr<PageOf<Programme>> ListProgrammes(int size, const std::string& after) = 0;
  virtual absl::Status Insert(const Programme& programme) = 0;
  virtual absl::Status Update(const Programme& programme) = 0;

  virtual absl::StatusOr<Provider> GetProvider(const Uuid& id) = 0;
  virtual absl::StatusOr<Provider> LockProvider(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Provider>> ListProviders(const Page& page) = 0;
  virtual absl::Status Insert(const Provider& provider) = 0;
  virtual absl::Status Update(const Provider& provider) = 0;

  virtual absl::StatusOr<Facility> GetFacility(const Uuid& id) = 0;
  virtual absl::StatusOr<Facility> LockFacility(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Facility>> ListFacilities(const FacilityFilter& filter, const Page& page) = 0;
  virtual absl::Status Insert(const Facility& facility) = 0;
  // Carries a changed district on to its places and their free periods.
  virtual absl::Status Update(const Facility& facility) = 0;

  virtual absl::StatusOr<Unit> GetUnit(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Unit>> ListUnits(const UnitFilter& filter, const Page& page) = 0;
  virtual absl::Status Insert(const Unit& unit) = 0;
  // All but the counts of residents.
  virtual absl::Status Update(const Unit& unit) = 0;

  virtual absl::StatusOr<Place> GetPlace(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Place>> ListPlaces(const PlaceFilter& filter, const Page& page) = 0;
  virtual absl::Status Insert(const Place& place) = 0;
  virtual absl::Status Update(const Place& place) = 0;
};

// What books. Whatever changes the occupancies of a place holds its lock, taken before anything was read in
// the same transaction; in a unit with quotas the unit's lock too. Order, so that no two wait for each other:
// places by id, then units by id, then the resident.
class BookingTables {
 public:
  virtual ~BookingTables() = default;

  // SELECT ... FOR UPDATE, in the order of the ids whatever order they come in; NOT_FOUND when one is
  // missing.
  virtual absl::StatusOr<std::vector<Place>> LockPlaces(std::span<const Uuid> ids) = 0;
  // Every place of a unit, locked: before its quotas change.
  virtual absl::StatusOr<std::vector<Place>> LockPlacesOfUnit(const Uuid& unit_id) = 0;
  virtual absl::StatusOr<std::vector<Unit>> LockUnits(std::span<const Uuid> ids) = 0;
  virtual absl::Status LockResident(const Uuid& young_person_id) = 0;
  // The write that a certification-based cluster sees as a conflict.
  virtual absl::Status BumpPlace(const Uuid& id) = 0;
  virtual absl::Status BumpUnit(const Uuid& id) = 0;

  // Those that end, turnaround included, after `after`; in order of start.
  virtual absl::StatusOr<std::vector<Occupancy>> OccupanciesOfPlace(const Uuid& place_id, Day after) = 0;
  virtual absl::StatusOr<std::vector<Occupancy>> OccupanciesOfUnit(const Uuid& unit_id, Day after) = 0;
  virtual absl::Status Insert(const Occupancy& occupancy) = 0;
  virtual absl::Status Update(const Occupancy& occupancy) = 0;  // by place and source
  virtual absl::Status DeleteOccupancy(const Uuid& place_id, const Uuid& source_id) = 0;
  virtual absl::Status ReplaceFreePeriods(const Place& place, std::span<const FreePeriod> periods) = 0;
  // Who lives in a unit or has an open offer there, in which period. Who has not departed lives there on.
  virtual absl::StatusOr<std::vector<Sharer>> SharersOf(const Uuid& unit_id, absl::Time now) = 0;
  // The place ids of a unit, withdrawn ones included, by id.
  virtual absl::StatusOr<std::vector<Place>> PlacesOfUnit(const Uuid& unit_id) = 0;

  virtual absl::StatusOr<Closure> GetClosure(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Closure>> ListClosures(const ClosureFilter& filter, const Page& page) = 0;
  virtual absl::Status Insert(const Closure& closure) = 0;
  virtual absl::Status Update(const Closure& closure) = 0;

  virtual absl::StatusOr<Offer> GetOffer(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Offer>> ListOffers(const OfferFilter& filter, const Page& page) = 0;
  virtual absl::Status Insert(const Offer& offer) = 0;
  virtual absl::Status Update(const Offer& offer) = 0;
  // The open offers of all applications of a young person, by id.
  virtual absl::StatusOr<std::vector<Offer>> OpenOffersOf(const Uuid& young_person_id) = 0;
  // Open offers whose time is over, the longest over first; at most `limit`. Only ids and places are read.
  virtual absl::StatusOr<std::vector<Offer>> OverdueOffers(absl::Time now, int limit) = 0;

  virtual absl::StatusOr<Placement> GetPlacement(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Placement>> ListPlacements(const PlacementFilter& filter,
                                                           const Page& page) = 0;
  // Confirmed and arrived placements of a young person.
  virtual absl::StatusOr<std::vector<Placement>> RunningPlacementsOf(const Uuid& young_person_id) = 0;
  // The arrived placement of a place, if someone lives there.
  virtual absl::StatusOr<std::optional<Placement>> ArrivedPlacementIn(const Uuid& place_id) = 0;
  virtual absl::Status Insert(const Placement& placement) = 0;
  virtual absl::Status Update(const Placement& placement) = 0;
  // Adds to the count of those who live in a unit.
  virtual absl::Status CountResident(const Uuid& unit_id, ResidentKind kind, int difference) = 0;
};

// What partners and dashboards read. The one seam for a faster reader than the database.
class AvailabilityTables {
 public:
  virtual ~AvailabilityTables() = default;

  virtual absl::StatusOr<PageOf<AvailablePlace>> ListAvailablePlaces(const AvailablePlaceFilter& filter,
                                                                     const Page& page) = 0;
  virtual absl::StatusOr<std::vector<AvailabilityCount>> CountAvailability(
      const AvailabilityFilter& filter) = 0;

  // The sequence of the newest event of the outbox.
  virtual absl::StatusOr<int64_t> NewestEvent() = 0;
  // What the next events after that sequence, at most `limit`, touched, in the order of the ids; OUT_OF_RANGE
  // when they are no longer kept.
  virtual absl::StatusOr<TouchedPlaces> TouchedAfter(int64_t sequence, int limit) = 0;
  // By id, which may not be all: what is not there is left out.
  virtual absl::StatusOr<std::vector<PlaceState>> StatesOf(std::span<const Uuid> ids) = 0;
};

// One unit of work on the database.
struct Tables {
  StockTables& stock;
  BookingTables& bookings;
  ApplicationTables& applications;
  RuleTables& rules;
  AvailabilityTables& availability;
  BulkTables& bulk;
  MatchTables& matches;
  WebhookTables& webhooks;
  PersonTables& people;
  ReadinessTables& readiness;
};

// Thread-safe. Errors of `work` are passed on; see runtime::db::Pool for those of the database.
class Store {
 public:
  using Work = absl::FunctionRef<absl::Status(Tables&)>;

  virtual ~Store() = default;
  // Without a transaction: each read sees what is committed.
  virtual absl::Status Read(absl::Time deadline, Work work) = 0;
  // All or nothing. `work` may run more than once (deadlock): it must only change what it owns.
  virtual absl::Status InTransaction(absl::Time deadline, Work work) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STORE_H_
