#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_STORE_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_STORE_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/guidance/domain/access.h"
#include "services/guidance/domain/dossier_tables.h"
#include "services/guidance/domain/due.h"
#include "services/guidance/domain/figures.h"
#include "services/guidance/domain/mentor_tables.h"
#include "services/guidance/domain/plan_tables.h"
#include "services/guidance/domain/privacy_tables.h"
#include "services/guidance/domain/readiness.h"
#include "services/guidance/domain/record_tables.h"

namespace boulevard::guidance::domain {

// The tables of one transaction, or of one read.
struct Tables {
  MentorTables& mentors;
  DossierTables& dossiers;
  AssignmentTables& assignments;
  ConsentTables& consents;
  PlanTables& plans;
  ContactMomentTables& contact_moments;
  DaytimeActivityTables& daytime_activities;
  AssessmentTables& assessments;
  FigureTables& figures;
  ReadinessTables& readinesses;
  DueTables& due;
  AccessTables& accesses;
  LegalHoldTables& legal_holds;
  RetentionTables& retention;
  DisclosureTables& disclosures;
  ExportTables& exports;
};

// What the use cases need from a database. Thread-safe. Errors as of runtime::db::Pool and Session.
class Store {
 public:
  using Work = absl::FunctionRef<absl::Status(Tables&)>;

  virtual ~Store() = default;
  virtual absl::Status Read(absl::Time deadline, Work work) = 0;
  // All or nothing; may run `work` more than once.
  virtual absl::Status InTransaction(absl::Time deadline, Work work) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_STORE_H_
