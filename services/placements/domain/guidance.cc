#include "services/placements/domain/guidance.h"

#include <utility>

#include "services/placements/domain/references.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {

absl::StatusOr<Application> WithFacts(Guidance& guidance, const runtime::CallContext& context,
                                      Application draft, std::optional<GuidanceLevel> estimate) {
  ASSIGN_OR_RETURN(const PersonFacts facts,
                   ReferredTo("application.youngPersonId", guidance.FactsOf(context, draft.young_person_id)));
  const std::optional<GuidanceLevel> level = facts.guidance_level ? facts.guidance_level : estimate;
  if (!level) {
    return runtime::InvalidField("application.guidanceLevel", "required",
                                 "is to be estimated as long as there is no plan");
  }
  draft.birth_date = facts.birth_date;
  draft.resident_kind = facts.resident_kind;
  draft.guidance_level = *level;
  return draft;
}

}  // namespace boulevard::placements::domain
