#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_ACCESSES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_ACCESSES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"

namespace boulevard::guidance::domain {

struct AccessPage {
  std::vector<LoggedAccess> rows;
  bool more = false;
};

// The access log. To read it stands in it too.
class Accesses {
 public:
  // Outlives it.
  explicit Accesses(Store& store) : store_(store) {}

  absl::StatusOr<AccessPage> List(const runtime::CallContext& context, const AccessFilter& filter,
                                  int size) const;
  // Of the data of one young person; to their mentor.
  absl::StatusOr<AccessPage> OfYoungPerson(const runtime::CallContext& context, const AccessFilter& filter,
                                           int size) const;
  // In a transaction of its own.
  absl::Status Record(const runtime::CallContext& context, const AccessEntry& entry) const;

 private:
  absl::StatusOr<AccessPage> Page(Tables& tables, const AccessEntry& reading, const AccessFilter& filter,
                                  int size) const;

  Store& store_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_ACCESSES_H_
