#include "bench/agenda_case.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "bench/load.h"
#include "bench/or_die.h"
#include "bench/sample.h"
#include "services/guidance/domain/store.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"
#include "services/runtime/vault/vault.h"
#include "tests/support/site/site.h"

namespace boulevard::bench {
namespace {

namespace guided = guidance::domain;
using runtime::Uuid;

constexpr int kMentors = 80;
constexpr int kPeoplePerMentor = 25;
constexpr int kMomentsPerPerson = 500;
constexpr int kPlanActions = 3;
constexpr absl::Duration kMost = absl::Milliseconds(20);

// Young people with their plans, each called on every other day for years.
class Years {
 public:
  explicit Years(guided::Store& store) : store_(store), now_(absl::Now()), today_(runtime::TodayIn(now_)) {}

  // Of one more mentor.
  Uuid Load() {
    const guided::Mentor mentor{.id = runtime::NewUuid(now_),
                                .name = "A mentor",
                                .subject = absl::StrCat("bench-mentor-", ++mentors_),
                                .team = "Bench"};
    InOne([&](guided::Tables& tables) { return tables.mentors.Insert(mentor); });
    for (int i = 0; i < kPeoplePerMentor; ++i) {
      InOne([&](guided::Tables& tables) { return InsertPerson(tables, mentor.id, i); });
    }
    return mentor.id;
  }

 private:
  template <typename Work>
  void InOne(Work work) {
    OrDie(store_.InTransaction(absl::Now() + absl::Minutes(1), work));
  }

  absl::Status InsertPerson(guided::Tables& tables, const Uuid& mentor_id, int number) {
    const guided::YoungPerson person{.id = runtime::NewUuid(now_),
                                     .given_name = "Example",
                                     .surname = "van Voorbeeld",
                                     .birth_date = guided::Day(2005, 3, 1),
                                     .mentor_id = mentor_id,
                                     .created_at = now_};
    const guided::Plan plan = PlanOf(person.id, number);
    absl::Status done = tables.dossiers.Insert(person);
    if (done.ok()) done = tables.plans.Insert(plan, {.number = 1, .made_at = now_, .subject = "bench"});
    if (done.ok()) done = tables.contact_moments.Insert(MomentsOf(person, number));
    return done;
  }

  // Some of what is in it is due, or overdue.
  guided::Plan PlanOf(const Uuid& young_person_id, int number) const {
    guided::Plan plan{
        .id = runtime::NewUuid(now_), .young_person_id = young_person_id, .starts_on = today_ - 100};
    plan.state = guided::PlanState::kActive;
    plan.levels = {{guided::GuidanceLevel::kModerate, plan.starts_on, ""}};
    plan.next_review_on = today_ + (number - kPeoplePerMentor / 2);
    for (int i = 0; i < kPlanActions; ++i) {
      plan.actions.push_back(
          {.id = runtime::NewUuid(now_), .text = "An action.", .due_on = today_ + (i - 1) * 20});
    }
    plan.created_at = now_;
    return plan;
  }

  // The last of them was up to some weeks ago.
  std::vector<guided::ContactMoment> MomentsOf(const guided::YoungPerson& person, int number) const {
    std::vector<guided::ContactMoment> moments(kMomentsPerPerson);
    for (int i = 0; i < kMomentsPerPerson; ++i) {
      guided::ContactMoment& moment = moments[static_cast<size_t>(i)];
      moment.id = runtime::NewUuid(now_);
      moment.young_person_id = person.id;
      moment.mentor_id = *person.mentor_id;
      moment.created_at = now_;
      moment.held_on = today_ - number - 2 * i;
      moment.note = "What was talked about.";
    }
    return moments;
  }

  guided::Store& store_;
  const absl::Time now_;
  const guided::Day today_;
  int mentors_ = 0;
};

std::vector<Uuid> LoadYears(const tests::Site& site) {
  runtime::Registry metrics;
  runtime::db::Pool pool(*runtime::db::ConnectOptions::Parse(site.guidance_database_url()), 1, metrics);
  const auto vault = runtime::vault::Vault::Open(site.master_keys());
  OrDie(vault.status());
  guidance::store::MysqlStore store(pool, **vault);
  Years years(store);
  std::vector<Uuid> mentors;
  std::cout << "Loading " << kMentors * kPeoplePerMentor * kMomentsPerPerson << " contact moments ..."
            << std::flush;
  for (int i = 0; i < kMentors; ++i) mentors.push_back(years.Load());
  std::cout << '\n';
  return mentors;
}

}  // namespace

Line AgendaAmongMany(const Options& options) {
  const tests::Site site({.shape = tests::Shape::kAllInOne});
  const std::vector<Uuid> mentors = LoadYears(site);
  const std::string token = site.Token(tests::Role::kCoordinator);
  size_t next = 0;
  const auto request = [&](int) {
    return HttpRequest(
        "GET", absl::StrCat("/v1/mentors/", mentors[next++ % mentors.size()].ToString(), "/agenda"), token);
  };
  std::vector<Sample> samples;
  for (int turn = 0; turn < options.turns; ++turn) {
    samples.push_back(LoadHttp(site.endpoints().http, /*connections=*/1, options.each, request));
  }
  std::vector<double> tails;
  for (const Sample& sample : samples) tails.push_back(sample.Percentile(0.99));
  const double tail = Median(tails);
  return {.subject = absl::StrFormat("a mentor's agenda over REST, with %d contact moments kept: p99",
                                     kMentors * kPeoplePerMentor * kMomentsPerPerson),
          .measured = Describe(samples),
          .ratio = absl::StrFormat("%.1f ms", tail),
          .wanted = absl::StrFormat("within %.0f ms", absl::ToDoubleMilliseconds(kMost)),
          .enough = tail <= absl::ToDoubleMilliseconds(kMost)};
}

}  // namespace boulevard::bench
