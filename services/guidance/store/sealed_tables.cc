#include "services/guidance/store/sealed_tables.h"

#include "services/guidance/store/dossier_tables.h"
#include "services/guidance/store/legal_hold_tables.h"
#include "services/guidance/store/plan_tables.h"
#include "services/guidance/store/readiness_tables.h"
#include "services/guidance/store/record_tables.h"

namespace boulevard::guidance::store {

std::vector<runtime::vault::SealedTable> SealedTables() {
  return {
      YoungPeopleTable(),
      PlansTable(),
      PlanRevisionsTable(),
      SealedTableOf<domain::ContactMoment>(),
      LegalHoldsTable(),
      SealedTableOf<domain::DaytimeActivity>(),
      SealedTableOf<domain::Assessment>(),
      ReadinessesTable(),
  };
}

}  // namespace boulevard::guidance::store
