#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_ACCESS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_ACCESS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/guidance/domain/types.h"
#include "services/runtime/auth/call_context.h"

// The access log as the use cases write and read it; see services/runtime/audit.
namespace boulevard::guidance::domain {

// The numbers are those of the proto contract.
enum class AccessAction { kCreate = 1, kRead, kUpdate, kDelete, kSearch, kExport, kExecute };
enum class AccessResult { kDone = 1, kRefused, kFailed };

struct AccessEntry {
  std::string event;  // the method
  AccessAction action = AccessAction::kRead;
  std::string subject;
  runtime::Role role = runtime::Role::kService;
  std::string purpose;
  std::optional<Uuid> person;
  std::string resource;
  std::optional<Uuid> resource_id;
  AccessResult result = AccessResult::kDone;
  std::string trace_id;
  std::string reason;  // why the glass was broken; else empty
};

// For what another service looks, when it is not guidance as with all others.
inline constexpr char kPlacementPurpose[] = "placement";
// What is looked at or changed.
inline constexpr char kDossierResource[] = "young-person";
inline constexpr char kAssignmentResource[] = "assignment";
inline constexpr char kConsentResource[] = "consent";
inline constexpr char kPlanResource[] = "plan";
inline constexpr char kContactMomentResource[] = "contact-moment";
inline constexpr char kLegalHoldResource[] = "legal-hold";
inline constexpr char kDisclosureResource[] = "disclosure";
inline constexpr char kDaytimeActivityResource[] = "daytime-activity";
inline constexpr char kAssessmentResource[] = "assessment";
inline constexpr char kReadinessResource[] = "readiness";
inline constexpr char kAgendaResource[] = "agenda";
inline constexpr char kAccessLogResource[] = "access-log";

// What the caller did with the data of `person`; nothing when there is nobody whose data it was.
AccessEntry EntryOf(const runtime::CallContext& context, std::string_view event, AccessAction action,
                    std::string_view resource, const std::optional<Uuid>& person);

// Where a page of the log ended.
struct AccessPosition {
  absl::Time at;
  int64_t id = 0;
};

struct AccessFilter {
  std::optional<Uuid> person;
  std::string subject;  // empty: anyone
  bool broken_glass_only = false;
  std::optional<AccessPosition> before;  // the last row of the page before
};

struct LoggedAccess {
  int64_t id = 0;
  absl::Time at;
  AccessEntry entry;
};

class AccessTables {
 public:
  virtual ~AccessTables() = default;

  virtual absl::Status Append(std::span<const AccessEntry> entries) = 0;
  absl::Status Append(const AccessEntry& entry) { return Append(std::span(&entry, 1)); }
  // At most `limit`, the newest first.
  virtual absl::StatusOr<std::vector<LoggedAccess>> List(const AccessFilter& filter, int limit) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_ACCESS_H_
