#include "services/placements/domain/rule_sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/runtime/status/errors.h"
#include "tests/support/placements/booking_scene.h"

// Rules as rows, and what they decide, on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::ApplicationState;
using domain::Consequence;
using domain::Day;
using domain::DeclineReason;
using domain::DeclineSide;
using domain::kForever;
using domain::Rule;
using domain::RuleSet;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::StatusCode kRefused = absl::StatusCode::kFailedPrecondition;

class RuleSetsTest : public ::testing::Test {
 protected:
  ~RuleSetsTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  runtime::CallContext Admin() {
    runtime::CallContext context = scene_.db.AsAdmin();
    context.principal.subject = "operator";
    return context;
  }
  Day today() { return scene_.db.today(); }
  domain::Offer OfferTo(const Application& application) {
    const domain::OfferDraft draft = {application.id, scene_.db.MakePlace().id, {today(), kForever}};
    return scene_.offers.Create(Me(), draft).value();
  }
  // The first fault of a draft, as "field rule".
  std::string FaultOf(const RuleSet& draft) {
    const auto faults = runtime::DetailsOf(rule_sets_.Create(Admin(), draft).status()).fields;
    return faults.empty() ? "none" : faults[0].field + " " + faults[0].rule;
  }
  Application Declined(DeclineReason reason) {
    const Application application = scene_.Applicant();
    const domain::Offer offer = OfferTo(application);
    EXPECT_TRUE(scene_.offers.Decline(Me(), offer.id, {DeclineSide::kYoungPerson, reason}).ok());
    return scene_.applications.Get(Me(), application.id).value();
  }

  tests::BookingScene scene_;
  domain::RuleSets rule_sets_{scene_.db.store(), scene_.db.clock()};
};

TEST_F(RuleSetsTest, VersionsAreAddedAndKept) {
  const RuleSet first = rule_sets_.Get(Me(), "foyer", 1).value();
  EXPECT_EQ(first.weights, domain::PriorityWeights{});
  RuleSet draft = first;
  draft.rules = {};
  for (const Rule rule : {Rule::kAge, Rule::kUnitQuota, Rule::kMustNotShare}) draft.rules.Add(rule);
  draft.weights = {1, 2, 3, 4, 5};
  draft.application_days = 30;
  draft.additional_assessment = true;
  draft.decline_consequences = {
      {{DeclineSide::kYoungPerson, DeclineReason::kRent}, Consequence::kPause, 21},
      {{DeclineSide::kProvider, DeclineReason::kOther}, Consequence::kBackToAssessment, 0}};
  const RuleSet made = rule_sets_.Create(Admin(), draft).value();
  EXPECT_EQ(made.version, 2);
  const RuleSet read = rule_sets_.Get(Me(), "foyer", 2).value();
  EXPECT_EQ(read.rules, draft.rules);
  EXPECT_EQ(read.weights, draft.weights);
  EXPECT_EQ(read.application_days, 30);
  EXPECT_TRUE(read.additional_assessment);
  EXPECT_EQ(read.decline_consequences, draft.decline_consequences);
  EXPECT_EQ(read.created_by, "operator");
  EXPECT_EQ(read.created_at, scene_.db.clock().Now());
  EXPECT_EQ(rule_sets_.Get(Me(), "foyer", 3).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(rule_sets_.Get(Me(), "no-such", 1).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(RuleSetsTest, TheCurrentOneIsListedFirst) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(rule_sets_.Create(Admin(), domain::FirstRuleSet("foyer")).ok());
  const auto versions = [&](int size, std::optional<int> before) {
    const auto page = rule_sets_.List(Me(), "foyer", size, before).value();
    std::vector<int> found;
    for (const RuleSet& rule_set : page.rows) found.push_back(rule_set.version);
    if (page.more) found.push_back(0);
    return found;
  };
  EXPECT_THAT(versions(50, {}), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(versions(2, {}), ElementsAre(4, 3, 0));
  EXPECT_THAT(versions(2, 3), ElementsAre(2, 1));
}

TEST_F(RuleSetsTest, ADraftHasToBeWhole) {
  RuleSet draft = domain::FirstRuleSet("foyer");
  draft.rules = {};
  EXPECT_EQ(FaultOf(draft), "ruleSet.rules protection");
  draft = domain::FirstRuleSet("foyer");
  draft.decline_consequences = {{{}, Consequence::kPause, 0}};
  EXPECT_EQ(FaultOf(draft), "ruleSet.declineConsequences[0].pauseDays pause");
  draft.decline_consequences = {{{}, Consequence::kKeepWaiting, 0}, {{}, Consequence::kKeepWaiting, 0}};
  EXPECT_EQ(FaultOf(draft), "ruleSet.declineConsequences[1] unique");
}

TEST_F(RuleSetsTest, ADecisionKeepsTheVersionThatItWasMadeUnder) {
  const Application application = scene_.Applicant();
  const domain::Offer before = OfferTo(application);
  RuleSet draft = domain::FirstRuleSet("foyer");
  draft.application_days = 7;
  ASSERT_TRUE(rule_sets_.Create(Admin(), draft).ok());
  const domain::Offer after = OfferTo(application);
  EXPECT_EQ(scene_.offers.Get(Me(), before.id).value().rule_set_version, 1);
  EXPECT_EQ(scene_.offers.Get(Me(), after.id).value().rule_set_version, 2);
  const Application turned_down = scene_.Submitted();
  EXPECT_EQ(turned_down.expires_at, scene_.db.clock().Now() + absl::Hours(24 * 7));
  EXPECT_EQ(scene_.applications.Reject(Me(), turned_down.id, domain::ClosingReason::kNotEligible)
                .value()
                .rule_set_version,
            2);
}

TEST_F(RuleSetsTest, ADeclineHasTheConsequenceOfItsReason) {
  EXPECT_EQ(Declined(DeclineReason::kDistrict).state, ApplicationState::kWaiting);
  EXPECT_EQ(Declined(DeclineReason::kDistrict).pause, std::nullopt);
  EXPECT_EQ(Declined(DeclineReason::kFoundElsewhere).state, ApplicationState::kInAssessment);
  const Application paused = Declined(DeclineReason::kNoAnswer);
  EXPECT_EQ(paused.state, ApplicationState::kWaiting);
  EXPECT_EQ(paused.pause->until, today() + 14);
  EXPECT_EQ(paused.pause->because.reason, DeclineReason::kNoAnswer);
  const domain::OfferDraft draft = {paused.id, scene_.db.MakePlace().id, {today() + 20, kForever}};
  EXPECT_EQ(scene_.offers.Create(Me(), draft).status().code(), kRefused);
  scene_.Later(14);
  EXPECT_TRUE(scene_.offers.Create(Me(), draft).ok());
}

TEST_F(RuleSetsTest, ARuleThatIsOffRefusesNobody) {
  Application draft = scene_.Submitted();
  draft.young_person_id = runtime::NewUuid(absl::Now());
  draft.wishes = {.max_rent_cents = 1, .accessible_needed = true};
  const Application poor = scene_.Admitted(scene_.applications.Create(Me(), draft).value());
  const domain::OfferDraft offer = {
      poor.id, scene_.db.MakePlace({.rent_cents = 40000}).id, {today(), kForever}};
  const absl::Status refused = scene_.offers.Create(Me(), offer).status();
  const auto rules = runtime::DetailsOf(refused).rules;
  ASSERT_EQ(rules.size(), 2u) << refused;
  EXPECT_EQ(rules[0], (runtime::RuleBreach{"accessibility", "not accessible", "accessible"}));
  EXPECT_EQ(rules[1], (runtime::RuleBreach{"rent", "40000", "at most 1"}));
  RuleSet relaxed = domain::FirstRuleSet("foyer");
  relaxed.rules = {};
  for (const Rule rule : {Rule::kUnitQuota, Rule::kMustNotShare}) relaxed.rules.Add(rule);
  ASSERT_TRUE(rule_sets_.Create(Admin(), relaxed).ok());
  EXPECT_TRUE(scene_.offers.Create(Me(), offer).ok());
}

}  // namespace
}  // namespace boulevard::placements::store
