#include "bench/site_cases.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/bare_client.h"
#include "bench/load.h"
#include "bench/machine.h"
#include "bench/node_peer.h"
#include "bench/sample.h"

namespace boulevard::bench {
namespace {

// The requests of a site's pages, taken in turn.
std::vector<std::string> RequestsOf(const Pages& pages) {
  std::vector<std::string> requests;
  for (const PageRequest& page : pages.requests)
    requests.push_back(HttpRequest("GET", page.target, pages.token));
  return requests;
}

// One place of each page, by its id.
std::vector<std::string> PlaceRequestsOf(const Pages& pages) {
  std::vector<std::string> requests;
  for (const PageRequest& page : pages.requests) {
    if (page.after.IsNil()) continue;
    requests.push_back(HttpRequest("GET", absl::StrCat("/v1/places/", page.after.ToString()), pages.token));
  }
  return requests;
}

Measure OverHttp(const std::string& address, std::vector<std::string> requests, const Options& options) {
  return [address, requests = std::move(requests), &options, next = size_t{0}](absl::Duration each) mutable {
    return LoadHttp(address, options.connections, each,
                    [&](int) -> const std::string& { return requests[next++ % requests.size()]; });
  };
}

Measure OverRest(const tests::Site& site, const Pages& pages, const Options& options) {
  return OverHttp(site.endpoints().http, RequestsOf(pages), options);
}

std::string Share(double ratio) {
  return absl::StrFormat("%.2f", ratio);
}

Line AtLeast(std::string subject, const Comparison& comparison, double wanted) {
  const double ratio = comparison.RateRatio();
  return {.subject = std::move(subject),
          .measured = Describe(comparison.first),
          .against = Describe(comparison.second),
          .ratio = Share(ratio),
          .wanted = absl::StrFormat("at least %.2f", wanted),
          .enough = ratio >= wanted};
}

tests::SiteOptions SplitOn(const tests::Site& other) {
  return {.shape = tests::Shape::kSplit, .replicas = 1, .workers = 8, .database_url = other.database_url()};
}

}  // namespace

DemoSite::DemoSite(int places) : site({.shape = tests::Shape::kAllInOne}) {
  std::cout << "Loading " << places << " places ..." << std::flush;
  const absl::Time began = absl::Now();
  const tests::Finished loaded = tests::RunToEnd({tests::ProgramPath("boulevard"), "demo", "--data-dir",
                                                  site.data_dir(), "--places", absl::StrCat(places)},
                                                 site.folder() / "demo.log", absl::Minutes(10));
  if (loaded.exit_code != 0) tests::Die("the demo data is not loaded", loaded.output);
  std::cout << absl::StrFormat(" %.0f s\n", absl::ToDoubleSeconds(absl::Now() - began));
  pages = PagesOf(site);
}

Line AgainstBareClient(DemoSite& demo, const Options& options) {
  const Measure bare = [&](absl::Duration each) {
    std::vector<size_t> next(static_cast<size_t>(options.connections));
    return LoadSql(
        demo.site.database_url(), options.connections, each, [&](BareConnection& connection, int number) {
          const size_t turn = static_cast<size_t>(number) + next[static_cast<size_t>(number)]++;
          connection.Run(demo.pages.sql, demo.pages.requests[turn % demo.pages.requests.size()].values);
        });
  };
  return AtLeast("a page of 50 free places over REST : the same SQL by a bare client",
                 InTurns(OverRest(demo.site, demo.pages, options), bare, options.turns, options.each), 0.5);
}

Line AgainstNode(DemoSite& demo, const Options& options) {
  const NodePeer peer(demo.site, demo.pages);
  std::vector<std::string> requests;
  for (const PageRequest& page : demo.pages.requests) {
    requests.push_back(HttpRequest("GET", NodePeer::Target(page), ""));
  }
  return AtLeast("the same : fastify and mysql2, one process a core, no token checked",
                 InTurns(OverRest(demo.site, demo.pages, options),
                         OverHttp(peer.address(), requests, options), options.turns, options.each),
                 1.5);
}

std::vector<Line> AgainstSplit(DemoSite& demo, const Options& options) {
  const tests::Site split(SplitOn(demo.site));
  const Pages split_pages = PagesOf(split);
  const auto compare = [&](std::string subject, const Measure& all_in_one, const Measure& two_programs) {
    return AtLeast(std::move(subject), InTurns(all_in_one, two_programs, options.turns, options.each), 2);
  };
  const auto one_place = [&](const tests::Site& site, const Pages& pages) {
    return OverHttp(site.endpoints().http, PlaceRequestsOf(pages), options);
  };
  return {compare("the same : gateway and placements as two programs",
                  OverRest(demo.site, demo.pages, options), OverRest(split, split_pages, options)),
          compare("one place by its id : gateway and placements as two programs",
                  one_place(demo.site, demo.pages), one_place(split, split_pages))};
}

std::vector<Line> ManyAgainstFew(DemoSite& many, DemoSite& few, const Options& options) {
  const Comparison comparison = InTurns(OverRest(many.site, many.pages, options),
                                        OverRest(few.site, few.pages, options), options.turns, options.each);
  Line rate = AtLeast(absl::StrCat("the same at ", options.many_places, " places : at ", options.few_places),
                      comparison, 0.8);
  Line tail = rate;
  tail.subject = "  p99 of the two";
  tail.ratio = Share(comparison.TailRatio());
  tail.wanted = "at most 1.50";
  tail.enough = comparison.TailRatio() <= 1.5;
  return {rate, tail};
}

Line Memory(DemoSite& demo) {
  const double memory = MemoryOf(demo.site.all_in_one().process().pid());
  return {.subject = "memory of the all-in-one at rest after all that, its database apart",
          .measured = absl::StrFormat("%.0f MB", memory),
          .wanted = "below 100 MB",
          .enough = memory < 100};
}

}  // namespace boulevard::bench
