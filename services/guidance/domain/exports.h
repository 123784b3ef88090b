#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_EXPORTS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_EXPORTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// What other services keep of a young person.
class OtherRecords {
 public:
  virtual ~OtherRecords() = default;
  // UNAVAILABLE when one of them does not answer.
  virtual absl::StatusOr<std::vector<RecordPart>> Of(const runtime::CallContext& context,
                                                     const Uuid& young_person_id) = 0;
};

struct Export {
  Uuid young_person_id;
  absl::Time exported_at;
  std::vector<RecordPart> guidance;
  std::vector<RecordPart> placements;
};

// All that is known of a young person (AVG, articles 15 and 20).
class Exports {
 public:
  // All outlive it.
  Exports(Store& store, const runtime::Clock& clock, OtherRecords& others)
      : store_(store), clock_(clock), others_(others) {}

  // To a mentor who may open the dossier. Whole, or not at all. It is in the access log when it answers.
  absl::StatusOr<Export> Make(const runtime::CallContext& context, const Uuid& young_person_id) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
  OtherRecords& others_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_EXPORTS_H_
