#ifndef BOULEVARD_BENCH_PAGES_H_
#define BOULEVARD_BENCH_PAGES_H_

#include <string>
#include <vector>

#include "bench/bare_client.h"
#include "services/runtime/id/uuid.h"
#include "tests/support/site/site.h"

namespace boulevard::bench {

inline constexpr int kPageSize = 50;

// One page of the partners' query in each of its forms.
struct PageRequest {
  std::string target;         // of our REST side
  runtime::Uuid after;        // the place that the page begins after; nil for the first page
  std::vector<Value> values;  // of the SQL
};

// The first pages of the free places of a site, and the SQL that reads them.
struct Pages {
  std::string sql;
  std::vector<PageRequest> requests;
  std::string token;       // of a coordinator, who sees all providers' places
  std::string first_body;  // what the site answers to the first of them
};
Pages PagesOf(const tests::Site& site);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_PAGES_H_
