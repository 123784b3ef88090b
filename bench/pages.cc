#include "bench/pages.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/placements/store/availability_sql.h"
#include "services/runtime/time/clock.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {
namespace {

// Enough that they are not one page of the database's memory; few enough that a small site has them.
constexpr size_t kPages = 10;

placements::store::Query QueryAfter(const runtime::Uuid& after) {
  const placements::domain::Day today = runtime::TodayIn(absl::Now());
  placements::domain::AvailablePlaceFilter filter;
  filter.period = {today, today + 1};
  // One more than the page, to know whether there is a next one: as the service asks.
  return placements::store::AvailablePlacesQuery(filter, after, kPageSize + 1);
}

std::vector<Value> ValuesAfter(const runtime::Uuid& after) {
  std::vector<Value> values;
  for (const runtime::db::Param& param : QueryAfter(after).params) values.push_back(Kept(param));
  return values;
}

}  // namespace

Pages PagesOf(const tests::Site& site) {
  tests::ApiClient client = site.As(tests::Role::kCoordinator);
  Pages pages{.sql = QueryAfter({}).sql, .token = client.token()};
  runtime::Uuid after;
  std::string page_token;
  while (pages.requests.size() < kPages) {
    const std::string target =
        absl::StrCat("/v1/available-places?pageSize=", kPageSize, "&pageToken=", page_token);
    const tests::Answer answer = client.Get(target);
    const tests::Json places = answer.body.value("availablePlaces", tests::Json::array());
    if (places.size() < kPageSize) tests::Die("the demo data has too few free places");
    if (pages.requests.empty()) pages.first_body = answer.http.body;
    pages.requests.push_back({target, after, ValuesAfter(after)});
    after = *runtime::Uuid::Parse(places.back().value("placeId", ""));
    page_token = answer.Text("nextPageToken");
  }
  return pages;
}

}  // namespace boulevard::bench
