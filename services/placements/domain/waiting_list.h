#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WAITING_LIST_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WAITING_LIST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/priority.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

struct WaitingListEntry {
  int rank = 0;  // 1 is in turn first
  Application application;
  Priority priority;
};

// All pages of one reading are of the same moment and the same rules.
struct WaitingListCursor {
  absl::Time at;
  int rule_set_version = 1;
  ListPosition after;
};

struct WaitingListPage {
  std::vector<WaitingListEntry> entries;
  absl::Time at;
  int rule_set_version = 1;
  std::optional<WaitingListCursor> next;  // nothing on the last page
};

// Who is in turn for a programme. Coordinators see all of it, mentors the applications that they made, with
// their rank on the whole list. Who has a place already is on no list: see ApplicationTables::WaitingFor.
class WaitingList {
 public:
  // Both outlive it.
  WaitingList(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // NOT_FOUND when there is no such programme.
  absl::StatusOr<WaitingListPage> Read(const runtime::CallContext& context, const std::string& programme_id,
                                       int size, const std::optional<WaitingListCursor>& cursor) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WAITING_LIST_H_
