#include "bench/guidance_case.h"

#include <atomic>
#include <functional>
#include <iostream>
#include <memory>
#include <span>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "bench/bare_client.h"
#include "bench/load.h"
#include "bench/or_die.h"
#include "bench/recording.h"
#include "bench/sample.h"
#include "services/guidance/domain/plans.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/vault/vault.h"
#include "tests/support/site/site.h"

namespace boulevard::bench {
namespace {

namespace guided = guidance::domain;
using runtime::Uuid;

constexpr int kPlans = 2'000;  // of each of the two that change them
constexpr int kPlansInBatch = 50;
constexpr int kGoals = 20;
constexpr char kSubject[] = "bench-mentor";
// Of the plan whose change is recorded: a number that stands for nothing else.
constexpr int kRecordedRevision = 7'000'000;

guided::Plan NewPlan(const Uuid& young_person_id, int revision) {
  const absl::Time now = absl::Now();
  const guided::Day today = runtime::TodayIn(now);
  guided::Plan plan{.id = runtime::NewUuid(now), .young_person_id = young_person_id, .starts_on = today};
  plan.summary = "What they work on, in a few sentences. It is about as long as a summary mostly is.";
  plan.levels = {{guided::GuidanceLevel::kModerate, today, ""}};
  for (int i = 0; i < kGoals; ++i) {
    plan.goals.push_back(
        {.id = runtime::NewUuid(now),
         .domain = guided::LifeDomain::kHousing,
         .text = absl::StrCat("Goal ", i, ", in a young person's own words, so not very short."),
         .target_date = today + 90 + i});
  }
  plan.revision = plan.content_revision = revision;
  plan.created_at = now;
  return plan;
}

// A mentor with young people, each with a plan.
class Caseload {
 public:
  explicit Caseload(const tests::Site& site)
      : pool_(*runtime::db::ConnectOptions::Parse(site.guidance_database_url()), 1, metrics_) {
    auto vault = runtime::vault::Vault::Open(site.master_keys());
    OrDie(vault.status());
    vault_ = *std::move(vault);
    mentor_ = {.id = runtime::NewUuid(absl::Now()), .name = "A mentor", .subject = kSubject, .team = "Bench"};
    Load([&](guided::Tables& tables) { return tables.mentors.Insert(mentor_); });
    std::cout << "Loading " << 2 * kPlans << " plans ..." << std::flush;
    while (static_cast<int>(plans_.size()) < 2 * kPlans) LoadBatch();
    std::cout << '\n';
  }

  // That no plan of the bare client has yet.
  int64_t NewRevision() { return ++revisions_; }
  const Uuid& mentor() const { return mentor_.id; }
  // Those that are changed over REST, and those of the bare client.
  std::span<const guided::Plan> of_rest() const { return std::span(plans_).first(kPlans); }
  std::span<const guided::Plan> of_bare_client() const { return std::span(plans_).last(kPlans); }
  runtime::db::Pool& pool() { return pool_; }
  runtime::vault::Vault& vault() { return *vault_; }

  // One more, of which no other is known.
  guided::Plan Add(int revision) {
    guided::Plan plan;
    Load([&](guided::Tables& tables) -> absl::Status {
      auto added = Insert(tables, revision);
      if (added.ok()) plan = *added;
      return added.status();
    });
    return plan;
  }

 private:
  template <typename Work>
  void Load(Work work) {
    guidance::store::MysqlStore store(pool_, *vault_);
    OrDie(store.InTransaction(absl::Now() + absl::Minutes(1), work));
  }

  void LoadBatch() {
    std::vector<guided::Plan> batch;
    Load([&](guided::Tables& tables) -> absl::Status {
      batch.clear();
      for (int i = 0; i < kPlansInBatch; ++i) {
        auto plan = Insert(tables, 1);
        if (!plan.ok()) return plan.status();
        batch.push_back(*std::move(plan));
      }
      return absl::OkStatus();
    });
    plans_.insert(plans_.end(), batch.begin(), batch.end());
  }

  absl::StatusOr<guided::Plan> Insert(guided::Tables& tables, int revision) {
    const absl::Time now = absl::Now();
    const guided::YoungPerson person{.id = runtime::NewUuid(now),
                                     .given_name = "Example",
                                     .surname = "van Voorbeeld",
                                     .birth_date = guided::Day(2005, 3, 1),
                                     .mentor_id = mentor_.id,
                                     .created_at = now};
    absl::Status done = tables.dossiers.Insert(person);
    guided::Plan plan = NewPlan(person.id, revision);
    const guided::RevisionNote note{.number = revision, .made_at = now, .subject = kSubject};
    if (done.ok()) done = tables.plans.Insert(plan, note);
    if (!done.ok()) return done;
    return plan;
  }

  runtime::Registry metrics_;
  runtime::db::Pool pool_;
  std::unique_ptr<runtime::vault::Vault> vault_;
  guided::Mentor mentor_;
  std::vector<guided::Plan> plans_;
  std::atomic<int64_t> revisions_ = 1;
};

// The statements of one change, to be run for other plans.
class ChangeScript {
 public:
  ChangeScript(Caseload& caseload, const guided::PlanChange& change) : caseload_(caseload) {
    const guided::Plan plan = caseload.Add(kRecordedRevision);
    RecordingDossiers store(caseload.pool(), caseload.vault());
    const guided::Plans plans(store, runtime::Clock::System());
    const runtime::CallContext context{.deadline = absl::Now() + absl::Seconds(10),
                                       .principal = {.subject = kSubject, .role = runtime::Role::kMentor}};
    OrDie(plans
              .Change(context, "UpdatePlan", plan.id, std::span(&change, 1),
                      [](const guided::Plan&) { return absl::OkStatus(); })
              .status());
    statements_ = store.statements();
    for (size_t i = 0; i < statements_.size(); ++i) FindSlots(plan, i);
  }

  void Run(BareConnection& connection, const guided::Plan& plan) {
    std::vector<RecordedStatement> statements = statements_;
    const int64_t revision = caseload_.NewRevision();
    for (const Slot& slot : slots_) {
      statements[slot.statement].values[slot.value] = ValueOf(slot.what, plan, revision);
    }
    connection.Command("START TRANSACTION");
    for (const RecordedStatement& statement : statements) connection.Run(statement.sql, statement.values);
    connection.Command("COMMIT");
  }

  size_t size() const { return statements_.size(); }

 private:
  enum class What { kPlan, kPerson, kNewId, kRevision };
  struct Slot {
    size_t statement;
    size_t value;
    What what;
  };

  void FindSlots(const guided::Plan& plan, size_t statement) {
    const RecordedStatement& recorded = statements_[statement];
    const bool is_revision = absl::StartsWith(recorded.sql, "INSERT INTO plan_revisions");
    for (size_t i = 0; i < recorded.values.size(); ++i) {
      const Value& value = recorded.values[i];
      if (value == Value(std::string(plan.id.AsBytes()))) {
        slots_.push_back({statement, i, What::kPlan});
      } else if (value == Value(std::string(plan.young_person_id.AsBytes()))) {
        slots_.push_back({statement, i, What::kPerson});
      } else if (value == Value(int64_t{kRecordedRevision + 1})) {
        slots_.push_back({statement, i, What::kRevision});
      } else if (is_revision && i == 0) {
        slots_.push_back({statement, i, What::kNewId});
      }
    }
  }

  static Value ValueOf(What what, const guided::Plan& plan, int64_t revision) {
    switch (what) {
      case What::kPlan:
        return std::string(plan.id.AsBytes());
      case What::kPerson:
        return std::string(plan.young_person_id.AsBytes());
      case What::kNewId:
        return std::string(runtime::NewUuid(absl::Now()).AsBytes());
      case What::kRevision:
        return revision;
    }
    return nullptr;
  }

  Caseload& caseload_;
  std::vector<RecordedStatement> statements_;
  std::vector<Slot> slots_;
};

// Gives one after the other, and begins again: a plan is not changed by two at once.
class InTurn {
 public:
  struct Turn {
    const guided::Plan& plan;
    size_t round;  // how often all of them had their turn before
  };

  explicit InTurn(std::span<const guided::Plan> plans) : plans_(plans) {}
  Turn Next() {
    const size_t number = next_++;
    return {plans_[number % plans_.size()], number / plans_.size()};
  }

 private:
  const std::span<const guided::Plan> plans_;
  std::atomic<size_t> next_ = 0;
};

// What is changed, in the two ways to say it.
struct ChangeCase {
  std::string name;
  guided::PlanChange::What what;
  std::string method;
  std::string path;  // behind that of the plan
  // Another one each round: what changes nothing is not written.
  std::function<tests::Json(size_t round)> body;
};

Line ChangesAgainstBareClient(const tests::Site& site, Caseload& caseload, const ChangeCase& change,
                              const Options& options) {
  const std::string token = site.Token(tests::Role::kMentor, {}, kSubject);
  InTurn over_rest(caseload.of_rest()), by_bare_client(caseload.of_bare_client());
  ChangeScript script(caseload, {.what = change.what});
  const Measure rest = [&](absl::Duration each) {
    return LoadHttp(site.endpoints().http, options.connections, each, [&](int) {
      const auto [plan, round] = over_rest.Next();
      return HttpRequest(change.method, absl::StrCat("/v1/plans/", plan.id.ToString(), change.path), token,
                         change.body(round).dump(), "If-Match: *\r\n");
    });
  };
  const Measure bare = [&](absl::Duration each) {
    return LoadSql(
        site.guidance_database_url(), options.connections, each,
        [&](BareConnection& connection, int) { script.Run(connection, by_bare_client.Next().plan); });
  };
  const Comparison comparison = InTurns(rest, bare, options.turns, options.each);
  const double ratio = comparison.RateRatio();
  return {.subject = absl::StrFormat("%s over REST : the same %d statements and COMMIT by a bare client",
                                     change.name, script.size()),
          .measured = Describe(comparison.first),
          .against = Describe(comparison.second),
          .ratio = absl::StrFormat("%.2f", ratio),
          .wanted = "at least 0.50",
          .enough = ratio >= 0.5};
}

Line ReadingAgainstPlainRow(const tests::Site& site, Caseload& caseload, const Options& options) {
  const std::string token = site.Token(tests::Role::kMentor, {}, kSubject);
  InTurn plans(caseload.of_rest());
  const auto get = [&](auto target) {
    return [&site, &options, &token, target](absl::Duration each) {
      return LoadHttp(site.endpoints().http, options.connections, each,
                      [&](int) { return HttpRequest("GET", target(), token); });
    };
  };
  const Comparison comparison =
      InTurns(get([&] { return absl::StrCat("/v1/plans/", plans.Next().plan.id.ToString()); }),
              get([&] { return absl::StrCat("/v1/mentors/", caseload.mentor().ToString()); }), options.turns,
              options.each);
  const double times = 1 / comparison.RateRatio();
  return {.subject = "a plan of 20 goals over REST : a mentor, a row with nothing sealed; times as long",
          .measured = Describe(comparison.first),
          .against = Describe(comparison.second),
          .ratio = absl::StrFormat("%.2f", times),
          .wanted = "below 3",
          .enough = times < 3};
}

}  // namespace

std::vector<Line> PlansAtWork(const Options& options) {
  const tests::Site site({.shape = tests::Shape::kAllInOne});
  Caseload caseload(site);
  const std::string summary = "Another summary of what they work on, about as long as the one before it was.";
  const std::string reason = "They manage more by themselves than they did.";
  const ChangeCase update{.name = "changes of a plan",
                          .what = guided::UpdatePlan{.summary = summary},
                          .method = "PATCH",
                          .body = [&](size_t round) -> tests::Json {
                            return {{"summary", absl::StrCat(summary, " ", round)}};
                          }};
  const ChangeCase level{
      .name = "changes of a level, with an event,",
      .what = guided::ChangeLevel{.level = guided::GuidanceLevel::kLight, .reason = reason},
      .method = "POST",
      .path = "/level-changes",
      .body = [&](size_t round) -> tests::Json {
        return {{"level", round % 2 == 0 ? "light" : "moderate"}, {"reason", reason}};
      }};
  return {ReadingAgainstPlainRow(site, caseload, options),
          ChangesAgainstBareClient(site, caseload, update, options),
          ChangesAgainstBareClient(site, caseload, level, options)};
}

}  // namespace boulevard::bench
