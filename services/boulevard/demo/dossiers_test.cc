#include "services/boulevard/demo/dossiers.h"

#include <map>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "services/boulevard/demo/dossier_loader.h"
#include "services/guidance/schema/migrations.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/vault/vault.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::demo {
namespace {

using guidance::domain::DossierState;
using guidance::domain::PlanState;
using guidance::domain::YoungPerson;
using runtime::Uuid;

const Recipe kSmallCity = {.seed = 1, .places = 100, .today = guidance::domain::Day(2026, 3, 2)};

TEST(Dossiers, AreOfEverybodyInTheCity) {
  const City city = MakeCity(kSmallCity, 0);
  std::map<Uuid, guidance::domain::Day> birth_dates;
  for (const auto& application : city.stock.applications) {
    birth_dates[application.young_person_id] = application.birth_date;
  }
  for (const auto& planned : city.offers) {
    birth_dates[planned.application.young_person_id] = planned.application.birth_date;
  }
  for (const Dossier& dossier : MakeCaseloads(kSmallCity).dossiers) {
    const auto found = birth_dates.find(dossier.person.id);
    ASSERT_NE(found, birth_dates.end());
    EXPECT_EQ(found->second, dossier.person.birth_date);
    birth_dates.erase(found);
  }
  EXPECT_TRUE(birth_dates.empty());
}

TEST(Dossiers, AreTheSameForTheSameSeed) {
  const Caseloads one = MakeCaseloads(kSmallCity), other = MakeCaseloads(kSmallCity);
  ASSERT_EQ(one.dossiers.size(), other.dossiers.size());
  for (size_t i = 0; i < one.dossiers.size(); ++i) {
    EXPECT_EQ(one.dossiers[i].person.surname, other.dossiers[i].person.surname);
    EXPECT_EQ(one.dossiers[i].person.bsn, other.dossiers[i].person.bsn);
    EXPECT_EQ(one.dossiers[i].plan, other.dossiers[i].plan);
  }
}

TEST(Dossiers, KeepTheRulesOfTheirState) {
  std::set<std::string> bsns;
  std::set<PlanState> states;
  int ready = 0;
  for (const Dossier& dossier : MakeCaseloads(kSmallCity).dossiers) {
    const YoungPerson& person = dossier.person;
    if (!person.bsn.empty()) {
      EXPECT_TRUE(bsns.insert(person.bsn).second) << person.bsn;
    }
    EXPECT_EQ(person.mentor_id.has_value(), person.state == DossierState::kOpen);
    EXPECT_EQ(person.closed_on.has_value(), person.state == DossierState::kClosed);
    if (!dossier.plan) continue;
    states.insert(dossier.plan->state);
    EXPECT_EQ(dossier.plan->state == PlanState::kClosed, person.state == DossierState::kClosed);
    EXPECT_EQ(dossier.plan->AwaitsAgreement(), dossier.plan->state == PlanState::kDraft);
    for (const auto& review : dossier.plan->reviews) EXPECT_LE(review.held_on, kSmallCity.today);
    for (const auto& moment : dossier.moments) EXPECT_LE(moment.held_on, kSmallCity.today);
    for (const auto& assessment : dossier.assessments) EXPECT_LE(assessment.assessed_on, kSmallCity.today);
    if (!dossier.readiness) continue;
    ++ready;
    EXPECT_EQ(person.state, DossierState::kOpen);
    EXPECT_LE(dossier.readiness->declared_on, kSmallCity.today);
  }
  EXPECT_GT(ready, 0);
  EXPECT_THAT(states, ::testing::ElementsAre(PlanState::kDraft, PlanState::kActive, PlanState::kClosed));
}

TEST(LoadDossiersTest, LoadsEachOnce) {
  const tests::TestDatabase database;
  const tests::TemporaryFolder folder;
  runtime::Registry metrics;
  runtime::db::Pool pool(*runtime::db::ConnectOptions::Parse(database.url()), 1, metrics);
  const absl::Time deadline = absl::Now() + absl::Minutes(1);
  ASSERT_TRUE(runtime::db::Migrate(pool, guidance::schema::Migrations(), deadline).ok());
  ASSERT_TRUE(runtime::vault::KeyRing::Make(folder.path() / "keys", absl::Now()).ok());
  const auto vault = runtime::vault::Vault::Open(folder.path() / "keys");
  guidance::store::MysqlStore store(pool, **vault);

  const auto loaded = LoadDossiers(store, kSmallCity);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const Caseloads made = MakeCaseloads(kSmallCity);
  EXPECT_EQ(loaded->mentors, static_cast<int>(made.mentors.size()));
  EXPECT_EQ(loaded->open + loaded->closed, static_cast<int>(made.dossiers.size()));
  EXPECT_GT(loaded->closed, 0);
  const auto again = LoadDossiers(store, kSmallCity);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->mentors + again->open + again->closed + again->plans, 0);

  const absl::Status read = store.Read(deadline, [&](guidance::domain::Tables& tables) -> absl::Status {
    for (const Dossier& dossier : made.dossiers) {
      const auto person = tables.dossiers.GetYoungPerson(dossier.person.id);
      EXPECT_TRUE(person.ok()) << person.status();
      EXPECT_EQ(person->surname, dossier.person.surname);
      EXPECT_EQ(person->closed_on, dossier.person.closed_on);
      const auto moments = tables.contact_moments.List({.young_person_id = dossier.person.id}, {});
      EXPECT_EQ(moments->rows.size(), dossier.moments.size());
      if (!dossier.plan) continue;
      EXPECT_EQ(tables.plans.GetPlan(dossier.plan->id)->plan, *dossier.plan);
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(read.ok()) << read;
}

}  // namespace
}  // namespace boulevard::demo
