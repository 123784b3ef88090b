#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_DOSSIER_LOADER_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_DOSSIER_LOADER_H_

#include "absl/status/statusor.h"
#include "services/boulevard/demo/city.h"
#include "services/guidance/domain/store.h"

namespace boulevard::demo {

// What was loaded; all 0 when it was there already.
struct DossierFigures {
  int mentors = 0;
  int open = 0;  // dossiers
  int closed = 0;
  int plans = 0;
  int ready = 0;  // to move on
};

// Loads what is not there yet of the recipe's dossiers. Each comes as a whole or not at all, so an
// interrupted run goes on where it was.
absl::StatusOr<DossierFigures> LoadDossiers(guidance::domain::Store& store, const Recipe& recipe);

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_DOSSIER_LOADER_H_
