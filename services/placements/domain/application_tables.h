#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_TABLES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/application.h"
#include "services/placements/domain/application_change.h"
#include "services/placements/domain/availability_types.h"
#include "services/placements/domain/filters.h"

namespace boulevard::placements::domain {

// Applications and what happened to them. Who writes holds the lock of the young person's row.
class ApplicationTables {
 public:
  virtual ~ApplicationTables() = default;

  virtual absl::StatusOr<Application> Get(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Application>> List(const ApplicationFilter& filter, const Page& page) = 0;
  // Those of a young person that are not over, by id.
  virtual absl::StatusOr<std::vector<Application>> LiveOf(const Uuid& young_person_id) = 0;
  // Makes the young person's row when it is not there, and locks it.
  virtual absl::Status EnsureResident(const Uuid& young_person_id) = 0;
  virtual absl::Status Insert(const Application& application) = 0;
  // All but who made it, when, and for whom.
  virtual absl::Status Update(const Application& application) = 0;
  // Those whose time to confirm is over, the longest over first; at most `limit`.
  virtual absl::StatusOr<std::vector<Application>> Overdue(absl::Time now, int limit) = 0;

  virtual absl::Status Insert(const ApplicationChange& change) = 0;
  virtual absl::StatusOr<PageOf<ApplicationChange>> ListChanges(const Uuid& application_id,
                                                                const Page& page) = 0;

  // Whom a young person must not share a unit with, whichever of the two named it, by id.
  virtual absl::StatusOr<std::vector<Uuid>> ApartFrom(const Uuid& young_person_id) = 0;
  // The waiting ones of a programme, but of those who live in a place already, or will: that of the programme
  // that they step down from apart. In no order.
  virtual absl::StatusOr<std::vector<Application>> WaitingFor(const std::string& programme_id) = 0;
  // How many of them there are, by programme and wishes; of one programme, or of all when it is empty.
  virtual absl::StatusOr<std::vector<WaitingCount>> CountWaiting(const std::string& programme_id,
                                                                 std::optional<ResidentKind> kind) = 0;
  virtual absl::StatusOr<int> CountOpenOffers(const Uuid& application_id) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_TABLES_H_
