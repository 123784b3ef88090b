// Measures the release build on this machine, against other ways to do the same, and prints one table.

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bench/agenda_case.h"
#include "bench/booking_case.h"
#include "bench/events_case.h"
#include "bench/guidance_case.h"
#include "bench/json_case.h"
#include "bench/machine.h"
#include "bench/matching_case.h"
#include "bench/options.h"
#include "bench/other_cases.h"
#include "bench/overload_case.h"
#include "bench/site_cases.h"
#include "bench/table.h"
#include "bench/tls_case.h"
#include "bench/wrapper_case.h"
#include "services/runtime/config/flags.h"

namespace boulevard::bench {
namespace {

// All but the build are measured when nothing is said.
const std::vector<std::string> kSubjects = {"json",        "pages",    "tls",   "wrapper", "overload",
                                            "many-places", "bookings", "plans", "agenda",  "matching",
                                            "events",      "race",     "build"};

struct Wanted {
  std::vector<std::string> subjects{kSubjects.begin(), kSubjects.end() - 1};
  Options options;
  double seconds = 3;
  bool build = false;
};

// Says at once how each came out: the whole takes minutes.
void AddTo(std::vector<Line>& lines, const std::vector<Line>& more) {
  for (const Line& line : more) {
    std::cout << line.subject << ": " << (line.ratio.empty() ? line.measured : line.ratio) << std::endl;
    lines.push_back(line);
  }
}

void MeasurePages(const Options& options, bool pages, bool tls, bool wrapper, bool overload, bool many_places,
                  std::vector<Line>& lines) {
  DemoSite few(options.few_places);
  if (pages) {
    AddTo(lines, {AgainstBareClient(few, options)});
    AddTo(lines, {AgainstNode(few, options)});
    AddTo(lines, AgainstSplit(few, options));
    AddTo(lines, {Memory(few)});
  }
  if (tls) AddTo(lines, {TlsAgainstPlain(few, options)});
  if (wrapper) AddTo(lines, {WrapperAgainstQuery(few, options)});
  if (overload) AddTo(lines, AtFiveTimesItsLoad(few, options));
  if (!many_places) return;
  DemoSite many(options.many_places);
  AddTo(lines, ManyAgainstFew(many, few, options));
}

void Run(const Wanted& wanted) {
  const auto wants = [&](const std::string& subject) {
    return std::count(wanted.subjects.begin(), wanted.subjects.end(), subject) > 0;
  };
  std::vector<Line> lines;
  if (wants("pages") || wants("tls") || wants("wrapper") || wants("overload") || wants("many-places")) {
    MeasurePages(wanted.options, wants("pages"), wants("tls"), wants("wrapper"), wants("overload"),
                 wants("many-places"), lines);
  }
  if (wants("json")) AddTo(lines, JsonAgainstProtobuf(wanted.options));
  if (wants("bookings")) AddTo(lines, {BookingsAgainstBareClient(wanted.options)});
  if (wants("plans")) AddTo(lines, PlansAtWork(wanted.options));
  if (wants("agenda")) AddTo(lines, {AgendaAmongMany(wanted.options)});
  if (wants("matching")) AddTo(lines, MatchingAtScale(wanted.options));
  if (wants("events")) AddTo(lines, EventsToListeners(wanted.options));
  if (wants("race")) AddTo(lines, {LongRace(wanted.options)});
  if (wants("build")) AddTo(lines, {CleanBuild()});
  std::cout << "\nAll of it, on " << DescribeMachine() << ". Ratios are of what ran in turns, "
            << wanted.options.turns << " of " << wanted.seconds << " s each, over "
            << wanted.options.connections
            << " connections.\n"
               "Program, database and the load on them share the cores; the load over HTTP always comes from "
               "the same "
               "generator, one thread of this program.\n";
  Print(lines);
}

}  // namespace
}  // namespace boulevard::bench

int main(int argc, char** argv) {
  using boulevard::runtime::config::AddFlag;
  boulevard::bench::Wanted wanted;
  CLI::App app(
      "Measure Boulevard against other ways to do the same; exit code 0 also when something falls short");
  boulevard::runtime::config::Prepare(app, "boulevard-bench");
  AddFlag(app, "--only", wanted.subjects,
          absl::StrCat(absl::StrJoin(boulevard::bench::kSubjects, ", "), "; more than one: a,b"))
      ->delimiter(',')
      ->check(CLI::IsMember(boulevard::bench::kSubjects));
  AddFlag(app, "--turns", wanted.options.turns, "How often each of two is measured");
  AddFlag(app, "--seconds", wanted.seconds, "How long a turn lasts");
  AddFlag(app, "--connections", wanted.options.connections, "How many requests are under way at once");
  AddFlag(app, "--places", wanted.options.many_places, "How many places are many");
  AddFlag(app, "--race-seconds", wanted.options.race_seconds, "How long each race lasts");
  AddFlag(app, "--build", wanted.build, "Measure a clean build, and nothing else");
  if (const std::optional<int> exit_code = boulevard::runtime::config::Parse(app, argc, argv))
    return *exit_code;
  wanted.options.each = absl::Seconds(wanted.seconds);
  if (wanted.build) wanted.subjects = {"build"};
  boulevard::bench::Run(wanted);
  return 0;
}
