#include "services/placements/domain/facilities.h"

#include "services/placements/domain/reading.h"
#include "services/placements/domain/references.h"
#include "services/placements/domain/scope.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {
namespace {

absl::StatusOr<Uuid> OwnerOf(const runtime::Principal& principal, const Uuid& provider_id) {
  if (!provider_id.IsNil()) {
    RETURN_IF_ERROR(CheckOwner(principal, provider_id));
    return provider_id;
  }
  if (principal.provider_id) return *principal.provider_id;
  return runtime::InvalidField("facility.providerId", "required", "is required");
}

}  // namespace

absl::StatusOr<PageOf<Facility>> Facilities::List(const runtime::CallContext& context, FacilityFilter filter,
                                                  const Page& page) const {
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.stock.ListFacilities(filter, page); });
}

absl::StatusOr<Facility> Facilities::Get(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Facility facility, ReadFrom(store_, context.deadline,
                                               [&](Tables& tables) { return tables.stock.GetFacility(id); }));
  RETURN_IF_ERROR(CheckOwner(context.principal, facility.provider_id));
  return facility;
}

absl::StatusOr<Facility> Facilities::Create(const runtime::CallContext& context,
                                            const Facility& draft) const {
  Facility facility = draft;
  facility.id = runtime::NewUuid(clock_.Now());
  ASSIGN_OR_RETURN(facility.provider_id, OwnerOf(context.principal, draft.provider_id));
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Facility> {
    const Uuid& provider_id = facility.provider_id;
    RETURN_IF_ERROR(ReferredTo("facility.providerId", tables.stock.GetProvider(provider_id)).status());
    const std::string& programme_id = facility.programme_id;
    RETURN_IF_ERROR(ReferredTo("facility.programmeId", tables.stock.GetProgramme(programme_id)).status());
    RETURN_IF_ERROR(tables.stock.Insert(facility));
    return facility;
  });
}

absl::StatusOr<Facility> Facilities::Update(const runtime::CallContext& context, const Uuid& id,
                                            absl::FunctionRef<absl::Status(Facility&)> change) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Facility> {
    ASSIGN_OR_RETURN(Facility facility, tables.stock.LockFacility(id));
    RETURN_IF_ERROR(CheckOwner(context.principal, facility.provider_id));
    RETURN_IF_ERROR(change(facility));
    RETURN_IF_ERROR(tables.stock.Update(facility));
    return facility;
  });
}

}  // namespace boulevard::placements::domain
