#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PRIVACY_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PRIVACY_TABLES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/guidance/domain/types.h"

namespace boulevard::guidance::domain {

struct LegalHold {
  Uuid id;
  Uuid young_person_id;
  std::string reason;  // empty once the dossier is anonymised
  std::string set_by;  // the subject of a token
  Day set_on;
  std::string released_by;
  std::optional<Day> released_on;
};

struct LegalHoldFilter {
  std::optional<Uuid> young_person_id;
  bool standing_only = false;
};

// Whoever writes holds the lock of the young person.
class LegalHoldTables {
 public:
  virtual ~LegalHoldTables() = default;

  // NOT_FOUND naming the legal hold.
  virtual absl::StatusOr<LegalHold> Get(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<LegalHold>> List(const LegalHoldFilter& filter, const Page& page) = 0;
  virtual absl::Status Insert(const LegalHold& hold) = 0;
  virtual absl::Status Release(const LegalHold& hold) = 0;
  // What the dossier shows.
  virtual absl::Status MarkHeld(const Uuid& young_person_id, bool held) = 0;
};

// A closed dossier that no legal hold keeps.
struct ClosedDossier {
  Uuid young_person_id;
  Day closed_on;
};

// Dossiers whose time has come: closed until a day, and not held. The one closed first comes first.
class RetentionTables {
 public:
  virtual ~RetentionTables() = default;

  virtual absl::StatusOr<int64_t> CountDue(Day closed_until) = 0;
  virtual absl::StatusOr<std::vector<ClosedDossier>> ListDue(Day closed_until, int limit) = 0;
  // With the lock of its young person; nothing when there is none that nobody else has locked.
  virtual absl::StatusOr<std::optional<Uuid>> LockDue(Day closed_until) = 0;
  // Wipes what identifies the young person, wherever guidance has it, and what anyone wrote of them. Tells
  // those who follow the events.
  virtual absl::Status Anonymise(const Uuid& young_person_id) = 0;
};

struct Disclosure {
  Uuid id;
  Uuid young_person_id;
  Uuid consent_id;
  RecipientKind recipient = RecipientKind::kProvider;
  std::string organisation;
  std::vector<DisclosureCategory> categories;
  std::string disclosed_by;  // the subject of a token
  absl::Time disclosed_at;
};

class DisclosureTables {
 public:
  virtual ~DisclosureTables() = default;

  virtual absl::StatusOr<PageOf<Disclosure>> ListDisclosures(const Uuid& young_person_id,
                                                             const Page& page) = 0;
  virtual absl::Status Insert(const Disclosure& disclosure) = 0;
};

// Records of one kind, each as text by name.
struct RecordPart {
  std::string name;  // "contact-moments"
  std::vector<std::map<std::string, std::string>> records;
};

class ExportTables {
 public:
  virtual ~ExportTables() = default;

  // All that guidance keeps of somebody, who looked at it too.
  virtual absl::StatusOr<std::vector<RecordPart>> PartsOf(const Uuid& young_person_id) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PRIVACY_TABLES_H_
