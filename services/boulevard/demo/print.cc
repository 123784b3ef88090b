#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/boulevard/demo/demo.h"

namespace boulevard::demo {
namespace {

std::string JsonOf(const ProgrammeFigures& programme) {
  return absl::StrFormat(
      R"({"id":"%s","places":%d,"free":%d,"facilities":%d,"units":%d,"occupied":%d,"expected":%d,"closed":%d})",
      programme.id, programme.places, programme.free, programme.facilities, programme.units,
      programme.occupied, programme.expected, programme.closed);
}

}  // namespace

void PrintTable(const DemoReport& report, const Recipe& recipe, std::ostream& out) {
  if (!report.loaded) {
    out << absl::StrFormat("The demo data of seed %d is there already; nothing was changed.\n\n",
                           recipe.seed);
    out << absl::StrFormat("  %-16s %8s %8s\n", "programme", "places", "free");
    for (const ProgrammeFigures& row : report.programmes) {
      out << absl::StrFormat("  %-16s %8d %8d\n", row.id, row.places, row.free);
    }
  } else {
    out << absl::StrFormat("  %-16s %10s %8s %8s %8s %9s %9s %8s\n", "programme", "facilities", "units",
                           "places", "free", "occupied", "expected", "closed");
    for (const ProgrammeFigures& row : report.programmes) {
      out << absl::StrFormat("  %-16s %10d %8d %8d %8d %9d %9d %8d\n", row.id, row.facilities, row.units,
                             row.places, row.free, row.occupied, row.expected, row.closed);
    }
  }
  out << '\n';
  for (const auto& provider : report.providers) {
    out << absl::StrFormat("  %-16s %s\n", provider.name, provider.id.ToString());
  }
  const DossierFigures& dossiers = report.dossiers;
  if (dossiers.open + dossiers.closed == 0) return;
  out << absl::StrFormat("\n  %d mentors, %d open and %d closed dossiers, %d plans, %d ready to move on\n",
                         dossiers.mentors, dossiers.open, dossiers.closed, dossiers.plans, dossiers.ready);
}

void PrintJson(const DemoReport& report, const Recipe& recipe, std::ostream& out) {
  std::string programmes;
  for (const ProgrammeFigures& row : report.programmes) {
    absl::StrAppend(&programmes, programmes.empty() ? "" : ",", JsonOf(row));
  }
  std::string providers;
  for (const auto& provider : report.providers) {
    absl::StrAppend(&providers, providers.empty() ? "" : ",", R"({"name":")", provider.name, R"(","id":")",
                    provider.id.ToString(), R"("})");
  }
  out << R"({"loaded":)" << (report.loaded ? "true" : "false") << R"(,"seed":)" << recipe.seed
      << R"(,"programmes":[)" << programmes << R"(],"providers":[)" << providers
      << absl::StrFormat(R"(],"mentors":%d,"openDossiers":%d,"closedDossiers":%d,"plans":%d,"ready":%d})",
                         report.dossiers.mentors, report.dossiers.open, report.dossiers.closed,
                         report.dossiers.plans, report.dossiers.ready)
      << '\n';
}

}  // namespace boulevard::demo
