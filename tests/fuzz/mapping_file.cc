// A mapping file, and what it makes of two small files.

#include <algorithm>
#include <string>
#include <vector>

#include "services/boulevard/importing/reading/column_check.h"
#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/plan.h"
#include "services/boulevard/importing/reading/table.h"
#include "services/boulevard/importing/reading/test_mapping.h"
#include "tests/fuzz/fuzz.h"

namespace boulevard::fuzz {
namespace {

using importing::Mapping;
using importing::MappingFault;

void RequireNamed(const std::vector<MappingFault>& faults, std::string_view toml) {
  const auto lines = std::count(toml.begin(), toml.end(), '\n') + 1;
  for (const MappingFault& fault : faults) {
    Require(!fault.reason.empty(), "a fault has a reason");
    Require(fault.line >= 0 && fault.line <= lines + 1, "a fault lies in the file", fault.reason);
  }
}

}  // namespace
}  // namespace boulevard::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boulevard;
  const std::string_view toml = fuzz::TextOf(data, size);
  std::vector<importing::MappingFault> faults;
  const importing::Mapping mapping = importing::ParseMapping(toml, faults);
  fuzz::RequireNamed(faults, toml);
  if (!faults.empty()) return 0;
  fuzz::Require(!mapping.premises.key.empty() && !mapping.rooms.key.empty(),
                "a good mapping joins its files");
  importing::Table premises("premises.csv", importing::kTestPremises, mapping.premises.delimiter);
  importing::Table rooms("rooms.csv", importing::kTestRooms, mapping.rooms.delimiter);
  if (!importing::CheckColumns(mapping, premises, rooms).empty()) return 0;
  importing::Report report;
  importing::MakePlan(mapping, premises, rooms, report);
  for (const importing::Finding& finding : report.faults) {
    fuzz::Require(!importing::TextOf(finding).empty(), "a finding can be told");
  }
  return 0;
}
