#include "services/guidance/store/mysql_store.h"

#include "services/guidance/store/access_tables.h"
#include "services/guidance/store/caseload_tables.h"
#include "services/guidance/store/disclosure_tables.h"
#include "services/guidance/store/dossier_tables.h"
#include "services/guidance/store/due_tables.h"
#include "services/guidance/store/export_tables.h"
#include "services/guidance/store/figure_tables.h"
#include "services/guidance/store/legal_hold_tables.h"
#include "services/guidance/store/mentor_tables.h"
#include "services/guidance/store/plan_tables.h"
#include "services/guidance/store/readiness_tables.h"
#include "services/guidance/store/record_tables.h"
#include "services/guidance/store/retention_tables.h"

namespace boulevard::guidance::store {

absl::Status RunOn(runtime::db::Session& session, runtime::vault::Vault& vault, domain::Store::Work work) {
  MysqlMentorTables mentors(session);
  MysqlDossierTables dossiers(session, vault);
  MysqlAssignmentTables assignments(session);
  MysqlConsentTables consents(session);
  MysqlPlanTables plans(session, vault);
  MysqlRecordTables<domain::ContactMoment> contact_moments(session, vault);
  MysqlRecordTables<domain::DaytimeActivity> daytime_activities(session, vault);
  MysqlRecordTables<domain::Assessment> assessments(session, vault);
  MysqlFigureTables figures(session);
  MysqlReadinessTables readinesses(session, vault);
  MysqlDueTables due(session);
  MysqlAccessTables accesses(session, vault);
  MysqlLegalHoldTables legal_holds(session, vault);
  MysqlRetentionTables retention(session);
  MysqlDisclosureTables disclosures(session);
  MysqlExportTables exports(session, vault);
  domain::Tables tables{
      .mentors = mentors,
      .dossiers = dossiers,
      .assignments = assignments,
      .consents = consents,
      .plans = plans,
      .contact_moments = contact_moments,
      .daytime_activities = daytime_activities,
      .assessments = assessments,
      .figures = figures,
      .readinesses = readinesses,
      .due = due,
      .accesses = accesses,
      .legal_holds = legal_holds,
      .retention = retention,
      .disclosures = disclosures,
      .exports = exports,
  };
  return work(tables);
}

absl::Status MysqlStore::Read(absl::Time deadline, Work work) {
  return pool_.Run(deadline, [&](runtime::db::Session& session) { return RunOn(session, vault_, work); });
}

absl::Status MysqlStore::InTransaction(absl::Time deadline, Work work) {
  return pool_.InTransaction(deadline,
                             [&](runtime::db::Session& session) { return RunOn(session, vault_, work); });
}

}  // namespace boulevard::guidance::store
