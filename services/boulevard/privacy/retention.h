#ifndef BOULEVARD_SERVICES_BOULEVARD_PRIVACY_RETENTION_H_
#define BOULEVARD_SERVICES_BOULEVARD_PRIVACY_RETENTION_H_

#include <iosfwd>

#include "absl/status/status.h"
#include "services/guidance/domain/retention.h"

// What `boulevard retention` does, beside programs that serve.
namespace boulevard::privacy {

// A line for each closed dossier that is due, and how many there are. Writes nothing.
absl::Status ListDueDossiers(const guidance::domain::Retention& retention, std::ostream& out);

// Anonymises what is due, and prints how many were.
absl::Status AnonymiseDueDossiers(const guidance::domain::Retention& retention, std::ostream& out);

}  // namespace boulevard::privacy

#endif  // BOULEVARD_SERVICES_BOULEVARD_PRIVACY_RETENTION_H_
