#ifndef BOULEVARD_BENCH_SITE_CASES_H_
#define BOULEVARD_BENCH_SITE_CASES_H_

#include <memory>
#include <vector>

#include "bench/options.h"
#include "bench/pages.h"
#include "bench/table.h"
#include "tests/support/site/site.h"

namespace boulevard::bench {

// An all-in-one site with demo data of that many places, and pages of its free places to ask for.
struct DemoSite {
  DemoSite(int places);

  tests::Site site;
  Pages pages;
};

// The partners' query over REST, each case against another way to get the same page.
Line AgainstBareClient(DemoSite& demo, const Options& options);
Line AgainstNode(DemoSite& demo, const Options& options);
// A page, where the database does most of the work, and one place by its id, where the way there does.
std::vector<Line> AgainstSplit(DemoSite& demo, const Options& options);
// Rate and p99 at many places against few.
std::vector<Line> ManyAgainstFew(DemoSite& many, DemoSite& few, const Options& options);
Line Memory(DemoSite& demo);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_SITE_CASES_H_
