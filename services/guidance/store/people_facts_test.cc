#include "services/guidance/domain/people_facts.h"

#include <gtest/gtest.h>

#include "services/guidance/domain/dossiers.h"
#include "services/guidance/domain/young_people.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

// What placements is told of a young person, on a real database.
namespace boulevard::guidance::store {
namespace {

using domain::PersonFacts;
using runtime::Role;

class PeopleFactsTest : public ::testing::Test {
 protected:
  static runtime::CallContext Service() { return tests::GuidanceDatabase::As("placements", Role::kService); }
  absl::StatusOr<PersonFacts> Ask(const domain::YoungPerson& person, Role role, const std::string& subject) {
    return facts_.ForApplication(Service(), person.id, {.subject = subject, .role = role});
  }
  absl::StatusCode CodeOf(const domain::YoungPerson& person, Role role, const std::string& subject) {
    return Ask(person, role, subject).status().code();
  }

  tests::GuidanceDatabase db_;
  const domain::YoungPeople people_{db_.store(), db_.clock()};
  const domain::Dossiers dossiers_{db_.store(), db_.clock()};
  const domain::PeopleFacts facts_{db_.store()};
};

TEST_F(PeopleFactsTest, OneAppliesForTheirOwn) {
  const auto kDenied = absl::StatusCode::kPermissionDenied;
  const domain::YoungPerson mentored = db_.MakeYoungPerson("own");
  EXPECT_EQ(CodeOf(mentored, Role::kMentor, "own"), absl::StatusCode::kOk);
  EXPECT_EQ(CodeOf(mentored, Role::kMentor, "other"), kDenied);
  EXPECT_EQ(CodeOf(mentored, Role::kMentor, "nobody"), kDenied);
  EXPECT_EQ(CodeOf(mentored, Role::kReferrer, "own"), kDenied);
  EXPECT_EQ(CodeOf(mentored, Role::kCoordinator, "c"), absl::StatusCode::kOk);
  for (const Role role : {Role::kProvider, Role::kMunicipality, Role::kAdmin, Role::kService}) {
    EXPECT_EQ(CodeOf(mentored, role, "own"), kDenied);
  }
  domain::YoungPerson draft = mentored;
  const domain::YoungPerson referred =
      tests::Must(people_.Create(tests::GuidanceDatabase::As("desk", Role::kReferrer), draft));
  EXPECT_EQ(CodeOf(referred, Role::kReferrer, "desk"), absl::StatusCode::kOk);
  EXPECT_EQ(CodeOf(referred, Role::kReferrer, "another"), kDenied);
  EXPECT_EQ(CodeOf(referred, Role::kMentor, "own"), kDenied);
}

TEST_F(PeopleFactsTest, AreNoMoreThanAPlaceIsDecidedBy) {
  const domain::YoungPerson person = db_.MakeYoungPerson();
  const PersonFacts facts = tests::Must(Ask(person, Role::kMentor, "own"));
  EXPECT_EQ(facts.birth_date, person.birth_date);
  EXPECT_EQ(facts.resident_kind, person.resident_kind);
  EXPECT_EQ(facts.guidance_level, std::nullopt);
}

TEST_F(PeopleFactsTest, TheLevelIsThatOfTheCurrentPlan) {
  const domain::YoungPerson person = db_.MakeYoungPerson();
  const domain::Plan plan = {.id = runtime::NewUuid(db_.clock().Now()),
                             .young_person_id = person.id,
                             .state = domain::PlanState::kAgreed,
                             .starts_on = db_.today(),
                             .levels = {{.level = domain::GuidanceLevel::kModerate, .since = db_.today()}},
                             .created_at = db_.clock().Now()};
  const absl::Status made = db_.store().InTransaction(tests::Soon(), [&](domain::Tables& tables) {
    return tables.plans.Insert(
        plan, {.made_at = plan.created_at, .subject = "own", .kinds = {domain::PlanChangeKind::kCreate}});
  });
  ASSERT_TRUE(made.ok()) << made;
  EXPECT_EQ(tests::Must(Ask(person, Role::kMentor, "own")).guidance_level, domain::GuidanceLevel::kModerate);
}

TEST_F(PeopleFactsTest, AClosedDossierRefusesAndSomeoneUnknownIsNotThere) {
  domain::YoungPerson person = db_.MakeYoungPerson();
  tests::Must(dossiers_.Close(tests::GuidanceDatabase::AsCoordinator(), person.id,
                              domain::DossierClosingReason::kOther));
  EXPECT_EQ(CodeOf(person, Role::kCoordinator, "c"), absl::StatusCode::kFailedPrecondition);
  person.id = runtime::NewUuid(absl::Now());
  EXPECT_EQ(CodeOf(person, Role::kCoordinator, "c"), absl::StatusCode::kNotFound);
}

TEST_F(PeopleFactsTest, TheAccessLogSaysOnWhoseBehalf) {
  tests::Must(Ask(db_.MakeYoungPerson(), Role::kMentor, "own"));
  EXPECT_EQ(db_.Texts("SELECT CONCAT(event, ' ', subject, ' ', role, ' ', purpose) FROM access_log "
                      "ORDER BY id DESC LIMIT 1"),
            std::vector<std::string>{"GetPersonFacts own service placement"});
}

}  // namespace
}  // namespace boulevard::guidance::store
