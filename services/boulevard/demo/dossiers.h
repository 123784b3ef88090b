#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_DOSSIERS_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_DOSSIERS_H_

#include <optional>
#include <vector>

#include "services/boulevard/demo/city.h"
#include "services/guidance/domain/plan.h"
#include "services/guidance/domain/readiness.h"
#include "services/guidance/domain/record_types.h"
#include "services/guidance/domain/types.h"

namespace boulevard::demo {

// What guidance keeps of one young person: nobody who is real, and every name says so.
struct Dossier {
  guidance::domain::YoungPerson person;
  std::optional<guidance::domain::Assignment> assignment;  // of an open dossier
  std::optional<guidance::domain::Plan> plan;
  std::vector<guidance::domain::ContactMoment> moments;
  std::vector<guidance::domain::Assessment> assessments;
  std::vector<guidance::domain::DaytimeActivity> activities;
  std::optional<guidance::domain::Readiness> readiness;
};

struct Caseloads {
  std::vector<guidance::domain::Mentor> mentors;
  std::vector<Dossier> dossiers;
};

// Of everyone who lives in the first city of the recipe, lived there or waits there.
Caseloads MakeCaseloads(const Recipe& recipe);

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_DOSSIERS_H_
