#ifndef BOULEVARD_TESTS_SUPPORT_PLACEMENTS_PLACEMENTS_DATABASE_H_
#define BOULEVARD_TESTS_SUPPORT_PLACEMENTS_PLACEMENTS_DATABASE_H_

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"
#include "tests/support/test_database.h"

namespace boulevard::tests {

// A change that does not ask which version it changes.
template <typename Function>
auto Always(Function change) {
  return [change](auto& thing) {
    change(thing);
    return absl::OkStatus();
  };
}

// The use cases of placements on a schema of their own, with the clock in hand: noon of 2 March 2026 at
// first. Two programmes ("foyer" for all kinds; "co-living" for status holders and students, with two
// turnaround days) and two providers are there. What a helper makes is made by the use cases; a failure ends
// the program.
class PlacementsDatabase {
 public:
  PlacementsDatabase();

  placements::domain::Store& store() { return store_; }
  runtime::db::Pool& pool() { return pool_; }
  runtime::FakeClock& clock() { return clock_; }
  placements::domain::Day today() const { return runtime::Today(clock_); }

  const runtime::Uuid& provider() const { return provider_; }
  const runtime::Uuid& other_provider() const { return other_provider_; }
  runtime::CallContext AsAdmin() const { return As(runtime::Role::kAdmin, std::nullopt); }
  runtime::CallContext AsCoordinator() const { return As(runtime::Role::kCoordinator, std::nullopt); }
  runtime::CallContext AsProvider() const { return As(runtime::Role::kProvider, provider_); }
  runtime::CallContext AsOtherProvider() const { return As(runtime::Role::kProvider, other_provider_); }

  // Of provider(), unless the draft says another; what is required and not said is filled in.
  placements::domain::Facility MakeFacility(placements::domain::Facility draft = {});
  // In a new facility, unless the draft names one.
  placements::domain::Unit MakeUnit(placements::domain::Unit draft = {});
  // In a new unit, unless the draft names one; available since 2020, unless the draft says when.
  placements::domain::Place MakePlace(placements::domain::Place draft = {});

  // Lets something take a place, as a booking would: written, and the free periods refreshed. Period, source
  // and kind are the caller's; the rest follows.
  placements::domain::Occupancy Take(const placements::domain::Place& place,
                                     placements::domain::Occupancy occupancy);

 private:
  runtime::CallContext As(runtime::Role role, std::optional<runtime::Uuid> provider_id) const;
  void Seed();

  TestDatabase database_;
  runtime::Registry metrics_;
  runtime::FakeClock clock_;
  runtime::db::Pool pool_;
  placements::store::MysqlStore store_;
  runtime::Uuid provider_;
  runtime::Uuid other_provider_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_PLACEMENTS_PLACEMENTS_DATABASE_H_
