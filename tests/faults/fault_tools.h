#ifndef BOULEVARD_TESTS_FAULTS_FAULT_TOOLS_H_
#define BOULEVARD_TESTS_FAULTS_FAULT_TOOLS_H_

#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {

// How long a REST call may take: who answers sooner did not wait for it to pass.
inline constexpr absl::Duration kDeadline = absl::Seconds(10);
// "Fast": a small part of the deadline, and much for a machine that does other things as well.
inline constexpr absl::Duration kFast = absl::Seconds(2);

// An answer, and how long it took to come.
struct Timed {
  Answer answer;
  absl::Duration taken;
};
Timed Time(const std::function<Answer()>& call);

// That many calls at the same time, each over a connection of its own.
std::vector<Timed> AtOnce(int calls, const std::function<Answer(int number)>& call);
// Their statuses, in order.
std::vector<int> StatusesOf(const std::vector<Timed>& answers);
absl::Duration LongestOf(const std::vector<Timed>& answers);

// Another session of the database holds a row until Release, or until it goes.
class RowLock {
 public:
  // `select` locks it: "SELECT id FROM units WHERE id = UNHEX(...) FOR UPDATE".
  RowLock(const std::string& database_url, const std::string& select);
  ~RowLock() { Release(); }
  RowLock(const RowLock&) = delete;
  RowLock& operator=(const RowLock&) = delete;

  void Release();

 private:
  absl::Notification held_;
  absl::Notification release_;
  std::thread thread_;
};

// The lock of a unit's row: nothing can be written about the unit or put into it meanwhile.
std::string LockOfUnit(const std::string& unit);

// The value of the program's metric of that name, summed over its labels; `label`, such as `code="OK"`, alone
// when given.
double MetricOf(const std::string& metrics_address, std::string_view name, std::string_view label = "");

// The body of a new place in a unit, for tests that make one themselves.
Json PlaceBody(const std::string& unit, const std::string& name);
// How many places of that name the unit has.
int PlacesNamed(Scene& scene, const std::string& unit, const std::string& name);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_FAULTS_FAULT_TOOLS_H_
