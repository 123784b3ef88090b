#include "services/placements/domain/applications.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/runtime/status/errors.h"
#include "tests/support/placements/booking_scene.h"

// The life of an application on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::ApplicationState;
using domain::ClosingReason;
using domain::Day;
using domain::kForever;
using domain::Offer;
using domain::OfferState;
using domain::RevokeReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::StatusCode kRefused = absl::StatusCode::kFailedPrecondition;
constexpr absl::StatusCode kDenied = absl::StatusCode::kPermissionDenied;
constexpr absl::StatusCode kThere = absl::StatusCode::kAlreadyExists;

class ApplicationsTest : public ::testing::Test {
 protected:
  ~ApplicationsTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  runtime::CallContext Referrer(const std::string& subject = "servicepunt") {
    runtime::CallContext context = Me();
    context.principal = {.subject = subject, .role = runtime::Role::kReferrer, .provider_id = {}};
    return context;
  }
  Day today() { return scene_.db.today(); }
  Application Now(const Application& application) {
    return scene_.applications.Get(Me(), application.id).value();
  }
  ApplicationState StateOf(const Application& application) { return Now(application).state; }
  Offer OfferTo(const Application& application) {
    const domain::OfferDraft draft = {application.id, scene_.db.MakePlace().id, {today(), kForever}};
    return scene_.offers.Create(Me(), draft).value();
  }
  // "state: allowed steps" of a refusal.
  std::string RefusalOf(const absl::Status& status) {
    EXPECT_EQ(status.code(), kRefused) << status;
    const runtime::ErrorDetails details = runtime::DetailsOf(status);
    std::string text = details.current_state + ":";
    for (const std::string& step : details.allowed_steps) text += " " + step;
    return text;
  }
  // "step from to fields" of each change.
  std::vector<std::string> HistoryOf(const Application& application) {
    std::vector<std::string> lines;
    const auto history = scene_.applications.History(Me(), application.id, {}).value();
    for (const auto& change : history.rows) {
      std::string line = change.step + " " + std::string(change.from ? Word(*change.from) : "-") + " " +
                         std::string(Word(change.to));
      for (const std::string& field : change.fields) line += " " + field;
      lines.push_back(line);
    }
    return lines;
  }
  absl::StatusOr<int> Sweep() {
    return domain::ExpireOverdueApplications(scene_.db.store(), scene_.db.clock(), Me().deadline);
  }

  tests::BookingScene scene_;
};

TEST_F(ApplicationsTest, EverythingIsReadBack) {
  std::vector<runtime::Uuid> others = {runtime::NewUuid(absl::Now()), runtime::NewUuid(absl::Now())};
  std::sort(others.begin(), others.end());
  const Application draft = {.young_person_id = runtime::NewUuid(absl::Now()),
                             .birth_date = Day(2006, 2, 3),
                             .resident_kind = domain::ResidentKind::kStatusHolder,
                             .guidance_level = domain::GuidanceLevel::kModerate,
                             .programme_id = "co-living",
                             .urgency = domain::Urgency::kAcute,
                             .situation = domain::Situation::kInShelter,
                             .situation_since = Day(2026, 1, 15),
                             .referrer_organisation = "Servicepunt XL",
                             .referring_contact = {"Desk", "desk@servicepunt.example", "+31701234567"},
                             .receiving_contact = {"Intake", "intake@jit.example", ""},
                             .wishes = {{"Laak", "Centrum"}, 55000, true, true},
                             .must_not_share_with = others,
                             .step_down_from = "foyer",
                             .relapse_return = true};
  const Application made = scene_.applications.Create(Referrer(), draft).value();
  const Application read = scene_.applications.Get(Referrer(), made.id).value();
  EXPECT_THAT(domain::ChangedFields(draft, read), IsEmpty());
  EXPECT_EQ(read.young_person_id, draft.young_person_id);
  EXPECT_EQ(read.birth_date, draft.birth_date);
  EXPECT_EQ(read.resident_kind, draft.resident_kind);
  EXPECT_EQ(read.programme_id, "co-living");
  EXPECT_EQ(read.state, ApplicationState::kSubmitted);
  EXPECT_EQ(read.created_by, "servicepunt");
  EXPECT_EQ(read.confirmed_at, scene_.db.clock().Now());
  EXPECT_GT(read.expires_at, scene_.db.clock().Now());
}

TEST_F(ApplicationsTest, ListsAreFiltered) {
  const Application submitted = scene_.Submitted();
  const Application waiting = scene_.Applicant();
  const Application other = scene_.Applicant(domain::ResidentKind::kStudent, "co-living");
  const auto ids = [&](const domain::ApplicationFilter& filter) {
    return tests::IdsOf(scene_.applications.List(Me(), filter, {}));
  };
  EXPECT_THAT(ids({}), ElementsAre(submitted.id, waiting.id, other.id));
  EXPECT_THAT(ids({.programme_id = "foyer"}), ElementsAre(submitted.id, waiting.id));
  EXPECT_THAT(ids({.state = ApplicationState::kWaiting}), ElementsAre(waiting.id, other.id));
  EXPECT_THAT(tests::IdsOf(scene_.applications.List(Referrer(), {}, {})), IsEmpty());
}

TEST_F(ApplicationsTest, AWrongStepSaysWhatIsAllowed) {
  const Application application = scene_.Submitted();
  EXPECT_EQ(RefusalOf(scene_.applications.Admit(Me(), application.id).status()),
            "submitted: assess update confirm reject withdraw");
  const domain::OfferDraft draft = {application.id, scene_.db.MakePlace().id, {today(), kForever}};
  EXPECT_EQ(RefusalOf(scene_.offers.Create(Me(), draft).status()),
            "submitted: assess update confirm reject withdraw");
  ASSERT_TRUE(scene_.applications.Reject(Me(), application.id, ClosingReason::kNotEligible).ok());
  EXPECT_EQ(Now(application).closing_reason, ClosingReason::kNotEligible);
  EXPECT_EQ(Now(application).rule_set_version, 1);
  EXPECT_EQ(RefusalOf(scene_.applications.Confirm(Me(), application.id).status()), "rejected:");
}

TEST_F(ApplicationsTest, OffersMoveItAndBack) {
  const Application application = scene_.Applicant();
  const Offer first = OfferTo(application);
  const Offer second = OfferTo(application);
  EXPECT_EQ(StateOf(application), ApplicationState::kOffered);
  ASSERT_TRUE(scene_.offers.Decline(Me(), first.id, {}).ok());
  EXPECT_EQ(StateOf(application), ApplicationState::kOffered) << "there is another one";
  ASSERT_TRUE(scene_.offers.Revoke(Me(), second.id).ok());
  EXPECT_EQ(StateOf(application), ApplicationState::kWaiting);
  OfferTo(application);
  scene_.Later(4);
  ASSERT_TRUE(domain::ExpireOverdueOffers(scene_.db.store(), scene_.db.clock(), Me().deadline).ok());
  EXPECT_EQ(StateOf(application), ApplicationState::kWaiting);
  ASSERT_TRUE(scene_.offers.Accept(Me(), OfferTo(application).id).ok());
  EXPECT_THAT(
      HistoryOf(application),
      ElementsAre("create - submitted", "assess submitted in-assessment", "admit in-assessment waiting",
                  "offer waiting offered", "revoke-offer offered waiting", "offer waiting offered",
                  "expire-offer offered waiting", "offer waiting offered", "accept-offer offered placed"));
}

TEST_F(ApplicationsTest, APlacedPersonsOtherOffersAndApplicationsEnd) {
  const Application application = scene_.Applicant();
  const Application other = scene_.AppliesAgain(application.young_person_id, "co-living");
  const Offer accepted = OfferTo(application);
  const Offer own = OfferTo(application);
  const domain::Place shared = scene_.SharedUnit(1)[0];
  const Offer others = scene_.offers.Create(Me(), {other.id, shared.id, {today() + 90, kForever}}).value();
  ASSERT_TRUE(scene_.offers.Accept(Me(), accepted.id).ok());
  for (const Offer& offer : {own, others}) {
    const Offer revoked = scene_.offers.Get(Me(), offer.id).value();
    EXPECT_EQ(revoked.state, OfferState::kRevoked);
    EXPECT_EQ(revoked.revoke_reason, RevokeReason::kAnotherOfferAccepted);
  }
  EXPECT_THAT(scene_.TakenIn(shared), IsEmpty());
  EXPECT_EQ(StateOf(other), ApplicationState::kWithdrawn);
  EXPECT_EQ(Now(other).closing_reason, ClosingReason::kPlacedByAnotherApplication);
}

TEST_F(ApplicationsTest, AStayThatIsNotToBeBringsItBack) {
  const auto stay = scene_.Confirmed(scene_.db.MakePlace().id, {today(), kForever});
  const Application application = scene_.applications.Get(Me(), stay.application_id).value();
  EXPECT_EQ(application.state, ApplicationState::kPlaced);
  ASSERT_TRUE(scene_.stays.Cancel(Me(), stay.id).ok());
  EXPECT_EQ(StateOf(application), ApplicationState::kWaiting);
  const auto again = scene_.offers.Accept(Me(), OfferTo(application).id).value();
  ASSERT_TRUE(scene_.stays.ReportNoShow(Me(), again.id).ok());
  EXPECT_EQ(StateOf(application), ApplicationState::kInAssessment);
}

TEST_F(ApplicationsTest, AWithdrawalRevokesItsOffers) {
  const Application application = scene_.Applicant();
  const Offer offer = OfferTo(application);
  ASSERT_TRUE(scene_.applications.Withdraw(Me(), application.id, ClosingReason::kFoundElsewhere).ok());
  EXPECT_EQ(StateOf(application), ApplicationState::kWithdrawn);
  const Offer revoked = scene_.offers.Get(Me(), offer.id).value();
  EXPECT_EQ(revoked.state, OfferState::kRevoked);
  EXPECT_EQ(revoked.revoke_reason, RevokeReason::kApplicationWithdrawn);
}

TEST_F(ApplicationsTest, AReferrerEditsBeforeTheAssessment) {
  Application draft = scene_.Submitted();
  draft.young_person_id = runtime::NewUuid(absl::Now());
  const Application own = scene_.applications.Create(Referrer(), draft).value();
  const auto urgent = tests::Always([](Application& change) { change.urgency = domain::Urgency::kHigh; });
  EXPECT_TRUE(scene_.applications.Update(Referrer(), own.id, urgent).ok());
  EXPECT_EQ(scene_.applications.Update(Referrer("another"), own.id, urgent).status().code(), kDenied);
  ASSERT_TRUE(scene_.applications.Assess(Me(), own.id).ok());
  EXPECT_EQ(RefusalOf(scene_.applications.Update(Referrer(), own.id, urgent).status()),
            "in-assessment: confirm withdraw");
  const auto poorer = tests::Always([](Application& change) { change.wishes.max_rent_cents = 100; });
  EXPECT_TRUE(scene_.applications.Update(Me(), own.id, poorer).ok());
  EXPECT_TRUE(scene_.applications.Confirm(Referrer(), own.id).ok());
  EXPECT_THAT(HistoryOf(own),
              ElementsAre("create - submitted", "update submitted submitted urgency",
                          "assess submitted in-assessment", "update in-assessment in-assessment wishes",
                          "confirm in-assessment in-assessment"));
  const auto changes = scene_.applications.History(Referrer(), own.id, {}).value().rows;
  EXPECT_EQ(changes[1].actor.subject, "servicepunt");
  EXPECT_EQ(changes[1].actor.role, runtime::Role::kReferrer);
  EXPECT_EQ(scene_.applications.History(Referrer("another"), own.id, {}).status().code(), kDenied);
}

TEST_F(ApplicationsTest, ASecondOneForTheSameProgrammeIsRefused) {
  const Application first = scene_.Applicant();
  const absl::Status refused = scene_.applications.Create(Referrer(), first).status();
  EXPECT_EQ(refused.code(), kThere);
  EXPECT_EQ(runtime::DetailsOf(refused).existing_id, first.id.ToString());
  Application other = first;
  other.programme_id = "co-living";
  EXPECT_TRUE(scene_.applications.Create(Referrer(), other).ok());
  ASSERT_TRUE(scene_.applications.Withdraw(Me(), first.id, ClosingReason::kOther).ok());
  EXPECT_TRUE(scene_.applications.Create(Referrer(), first).ok());
}

TEST_F(ApplicationsTest, ItExpiresUnlessConfirmed) {
  const Application forgotten = scene_.Submitted();
  const Application confirmed = scene_.Applicant();
  const Application offered = scene_.Applicant();
  scene_.Later(89);
  EXPECT_EQ(Sweep().value(), 0);
  ASSERT_TRUE(scene_.applications.Confirm(Me(), confirmed.id).ok());
  OfferTo(offered);
  scene_.Later(1);
  EXPECT_EQ(RefusalOf(scene_.applications.Assess(Me(), forgotten.id).status()), "expired:")
      << "also before the sweeper";
  EXPECT_EQ(Sweep().value(), 1);
  EXPECT_EQ(Sweep().value(), 0);
  EXPECT_EQ(StateOf(forgotten), ApplicationState::kExpired);
  EXPECT_EQ(StateOf(confirmed), ApplicationState::kWaiting);
  EXPECT_EQ(StateOf(offered), ApplicationState::kOffered);
  EXPECT_EQ(HistoryOf(forgotten).back(), "expire submitted expired");
}

}  // namespace
}  // namespace boulevard::placements::store
