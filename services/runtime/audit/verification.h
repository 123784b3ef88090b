#ifndef BOULEVARD_SERVICES_RUNTIME_AUDIT_VERIFICATION_H_
#define BOULEVARD_SERVICES_RUNTIME_AUDIT_VERIFICATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"

namespace boulevard::runtime::audit {

// A number and its hash that were noted outside the database when they were the head, as "NUMBER:HASH" with
// 64 hex digits.
struct Anchor {
  static absl::StatusOr<Anchor> Parse(std::string_view text);
  std::string ToString() const;

  int64_t number = 0;
  std::string hash;  // 32 bytes
};

struct Verification {
  int64_t rows = 0;       // that are chained
  int64_t waiting = 0;    // that are not chained yet: nothing is known of those
  int64_t forgotten = 0;  // rows up to this number were deleted after their time
  Anchor head;
  // What is wrong with which row, in the order of the chain, as far as the first of them; empty: all is
  // whole.
  std::vector<std::string> faults;
  bool more_faults = false;

  // "access log whole: 1042 rows, head 1042:5f0c..., 3 waiting", or what is wrong. One line.
  std::string Sentence() const;
};

// Reads the whole log and holds every row against its hash, its number and the row before it, while others
// write. Finds rows that were changed, replaced, taken out, put in or moved. Whoever can write to the
// database can also cut off the end, or write everything anew: only a noted anchor, which is a row of before,
// finds that.
absl::StatusOr<Verification> Verify(db::Pool& pool, const std::optional<Anchor>& noted, absl::Time deadline);

}  // namespace boulevard::runtime::audit

#endif  // BOULEVARD_SERVICES_RUNTIME_AUDIT_VERIFICATION_H_
