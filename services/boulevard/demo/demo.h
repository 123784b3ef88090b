#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_DEMO_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_DEMO_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/boulevard/demo/city.h"
#include "services/boulevard/demo/dossier_loader.h"
#include "services/placements/domain/store.h"

namespace boulevard::demo {

// What there is of a programme. The first three are of the whole database, the others of what was loaded.
struct ProgrammeFigures {
  std::string id;
  int places = 0;
  int free = 0;
  int facilities = 0;
  int units = 0;
  int occupied = 0;
  int expected = 0;  // occupied, with a planned end
  int closed = 0;
};

struct DemoReport {
  bool loaded = false;  // false: all of it was there already
  std::vector<ProgrammeFigures> programmes;
  std::vector<placements::domain::Provider> providers;
  DossierFigures dossiers;
};

// Loads what is not there yet of the recipe's cities, `connections` at a time. Each city comes as a whole or
// not at all, so an interrupted run goes on with the next one.
absl::StatusOr<DemoReport> LoadDemo(placements::domain::Store& store, const Recipe& recipe, int connections);

// A table for people, or one JSON object.
void PrintTable(const DemoReport& report, const Recipe& recipe, std::ostream& out);
void PrintJson(const DemoReport& report, const Recipe& recipe, std::ostream& out);

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_DEMO_H_
