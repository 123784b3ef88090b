#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_TABLES_H_

#include <span>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/record_types.h"

namespace boulevard::guidance::domain {

// One kind of record. Get gives NOT_FOUND naming it; lists have the newest first. Whoever changes one holds
// the lock of its young person.
template <typename T>
class RecordTables {
 public:
  virtual ~RecordTables() = default;

  virtual absl::StatusOr<T> Get(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<T>> List(const RecordFilter& filter, const RecordPage& page) = 0;
  // Many by few statements.
  virtual absl::Status Insert(std::span<const T> records) = 0;
  absl::Status Insert(const T& record) { return Insert(std::span(&record, 1)); }
  virtual absl::Status Update(const T& record) = 0;
};

using ContactMomentTables = RecordTables<ContactMoment>;
using DaytimeActivityTables = RecordTables<DaytimeActivity>;
using AssessmentTables = RecordTables<Assessment>;

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_TABLES_H_
