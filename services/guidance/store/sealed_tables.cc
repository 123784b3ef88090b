#include "services/guidance/store/sealed_tables.h"

#include "services/guidance/store/dossier_tables.h"
#include "services/guidance/store/legal_hold_tables.h"
#include "services/guidance/store/plan_tables.h"
#include "services/guidance/store/record_tables.h"

namespace boulevard::guidance::store {

std::vector<runtime::vault::SealedTable> SealedTables() {
  return {
      YoungPeopleTable(),
      PlansTable(),
      PlanRevisionsTable(),
      SealedTableOf<domain::ContactMoment>(),
      {.table = "daytime_activities", .sealed = {"organisation", "withdrawal_reason"}},
      {.table = "assessments", .sealed = {"withdrawal_reason"}},
      {.table = "readinesses", .sealed = {"withdrawal_reason"}},
      LegalHoldsTable(),
  };
}

}  // namespace boulevard::guidance::store
