#include "tests/faults/fault_tools.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"

namespace boulevard::tests {

using runtime::db::ConnectOptions;
using runtime::db::Pool;
using runtime::db::Row;
using runtime::db::Session;

Timed Time(const std::function<Answer()>& call) {
  const absl::Time begin = absl::Now();
  Answer answer = call();
  return {std::move(answer), absl::Now() - begin};
}

std::vector<Timed> AtOnce(int calls, const std::function<Answer(int number)>& call) {
  std::vector<Timed> answers(static_cast<size_t>(calls));
  std::vector<std::thread> threads;
  threads.reserve(answers.size());
  for (int i = 0; i < calls; ++i) {
    threads.emplace_back([&, i] { answers[static_cast<size_t>(i)] = Time([&] { return call(i); }); });
  }
  for (std::thread& thread : threads) thread.join();
  return answers;
}

std::vector<int> StatusesOf(const std::vector<Timed>& answers) {
  std::vector<int> statuses;
  statuses.reserve(answers.size());
  for (const Timed& timed : answers) statuses.push_back(timed.answer.status());
  return statuses;
}

absl::Duration LongestOf(const std::vector<Timed>& answers) {
  absl::Duration longest;
  for (const Timed& timed : answers) longest = std::max(longest, timed.taken);
  return longest;
}

RowLock::RowLock(const std::string& database_url, const std::string& select)
    : thread_([this, database_url, select] {
        runtime::Registry metrics;
        Pool pool(*ConnectOptions::Parse(database_url), 1, metrics);
        const absl::Status done = pool.InTransaction(absl::Now() + absl::Minutes(2), [&](Session& session) {
          // The server ends a transaction in which nothing happens for long: say something now and then.
          const auto rows = session.Query(select, {}, [](const Row&) {});
          if (!rows.ok() || *rows != 1) Die("the row is not there to be locked");
          held_.Notify();
          while (!release_.WaitForNotificationWithTimeout(absl::Seconds(1))) {
            if (!session.Query("SELECT 1", {}, [](const Row&) {}).ok()) Die("the lock of the row was lost");
          }
          return absl::OkStatus();
        });
        if (!done.ok()) Die("the row cannot be locked");
      }) {
  held_.WaitForNotification();
}

void RowLock::Release() {
  if (!release_.HasBeenNotified()) release_.Notify();
  if (thread_.joinable()) thread_.join();
}

std::string LockOfUnit(const std::string& unit) {
  return absl::StrCat("SELECT id FROM units WHERE id = UNHEX('", absl::StrReplaceAll(unit, {{"-", ""}}),
                      "') FOR UPDATE");
}

double MetricOf(const std::string& metrics_address, std::string_view name, std::string_view label) {
  const HttpResponse page = HttpClient(metrics_address).Call("GET", "/metrics");
  double sum = 0;
  for (const absl::string_view line : absl::StrSplit(page.body, '\n')) {
    const bool named = absl::StartsWith(line, {name.data(), name.size()}) && line.size() > name.size() &&
                       (line[name.size()] == '{' || line[name.size()] == ' ');
    if (!named || !absl::StrContains(line, {label.data(), label.size()})) continue;
    double value = 0;
    if (absl::SimpleAtod(line.substr(line.rfind(' ') + 1), &value)) sum += value;
  }
  return sum;
}

Json PlaceBody(const std::string& unit, const std::string& name) {
  return {{"unitId", unit}, {"name", name}, {"rentCents", 42500}};
}

int PlacesNamed(Scene& scene, const std::string& unit, const std::string& name) {
  ApiClient provider = scene.Provider();
  const Answer listed = provider.Get(absl::StrCat("/v1/places?pageSize=500&unitId=", unit));
  if (!listed.Ok()) Die("the places cannot be listed");
  int found = 0;
  for (const Json& place : listed.body.value("places", Json::array()))
    found += place.value("name", "") == name;
  return found;
}

}  // namespace boulevard::tests
