#include "services/boulevard/demo/dossier_loader.h"

#include <algorithm>
#include <span>

#include "absl/time/clock.h"
#include "services/boulevard/demo/dossiers.h"
#include "services/runtime/status/macros.h"

namespace boulevard::demo {
namespace {

namespace guided = guidance::domain;

constexpr size_t kDossiersAtOnce = 25;
constexpr absl::Duration kPatienceOfBatch = absl::Minutes(1);

absl::StatusOr<bool> WasFound(const absl::Status& found) {
  if (found.ok() || absl::IsNotFound(found)) return found.ok();
  return found;
}

absl::Status InsertPlan(guided::Tables& tables, const guided::Plan& plan) {
  return tables.plans.Insert(plan, {.number = plan.revision,
                                    .made_at = plan.created_at,
                                    .subject = "demo",
                                    .kinds = {guided::PlanChangeKind::kCreate}});
}

absl::Status InsertDossier(guided::Tables& tables, const Dossier& dossier, DossierFigures& figures) {
  ASSIGN_OR_RETURN(const bool is_there, WasFound(tables.dossiers.GetYoungPerson(dossier.person.id).status()));
  if (is_there) return absl::OkStatus();
  RETURN_IF_ERROR(tables.dossiers.Insert(dossier.person));
  // When and why it was closed is written by an update alone.
  const bool is_closed = dossier.person.state == guided::DossierState::kClosed;
  if (is_closed) RETURN_IF_ERROR(tables.dossiers.Update(dossier.person));
  if (dossier.assignment) RETURN_IF_ERROR(tables.assignments.Insert(*dossier.assignment));
  if (dossier.plan) RETURN_IF_ERROR(InsertPlan(tables, *dossier.plan));
  RETURN_IF_ERROR(tables.contact_moments.Insert(dossier.moments));
  RETURN_IF_ERROR(tables.assessments.Insert(dossier.assessments));
  RETURN_IF_ERROR(tables.daytime_activities.Insert(dossier.activities));
  if (dossier.readiness) RETURN_IF_ERROR(tables.readinesses.Insert(*dossier.readiness));
  ++(is_closed ? figures.closed : figures.open);
  figures.plans += dossier.plan ? 1 : 0;
  figures.ready += dossier.readiness ? 1 : 0;
  return absl::OkStatus();
}

absl::Status InsertBatch(guided::Tables& tables, DossierFigures& figures, std::span<const Dossier> batch) {
  for (const Dossier& dossier : batch) RETURN_IF_ERROR(InsertDossier(tables, dossier, figures));
  return absl::OkStatus();
}

absl::Status InsertMentors(guided::Tables& tables, DossierFigures& figures,
                           std::span<const guided::Mentor> mentors) {
  for (const guided::Mentor& mentor : mentors) {
    ASSIGN_OR_RETURN(const bool is_there, WasFound(tables.mentors.GetMentor(mentor.id).status()));
    if (is_there) continue;
    RETURN_IF_ERROR(tables.mentors.Insert(mentor));
    ++figures.mentors;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DossierFigures> LoadDossiers(guidance::domain::Store& store, const Recipe& recipe) {
  const Caseloads caseloads = MakeCaseloads(recipe);
  DossierFigures loaded;
  const auto insert = [&](auto work) {
    DossierFigures tried;
    const absl::Status done =
        store.InTransaction(absl::Now() + kPatienceOfBatch, [&](guided::Tables& tables) -> absl::Status {
          tried = loaded;
          return work(tables, tried);
        });
    if (done.ok()) loaded = tried;
    return done;
  };
  RETURN_IF_ERROR(insert([&](auto&... into) { return InsertMentors(into..., caseloads.mentors); }));
  std::span<const Dossier> left = caseloads.dossiers;
  while (!left.empty()) {
    const auto batch = left.first(std::min(kDossiersAtOnce, left.size()));
    RETURN_IF_ERROR(insert([batch](auto&... into) { return InsertBatch(into..., batch); }));
    left = left.subspan(batch.size());
  }
  return loaded;
}

}  // namespace boulevard::demo
