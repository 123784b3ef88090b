#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "services/placements/store/test_codes.h"
#include "tests/support/placements/at_once.h"
#include "tests/support/placements/booking_scene.h"

// Applications against offers, many at once on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::ApplicationState;
using domain::Day;
using domain::kForever;
using domain::Offer;
using domain::OfferState;
using domain::Place;
using ::testing::IsEmpty;
using tests::AtOnce;
using tests::CountOf;

class IntakeRaceTest : public ::testing::Test {
 protected:
  ~IntakeRaceTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  Day today() { return scene_.db.today(); }
  Application Now(const runtime::Uuid& id) { return scene_.applications.Get(Me(), id).value(); }
  Offer OfferTo(const Application& application) {
    const domain::OfferDraft draft = {application.id, scene_.db.MakePlace().id, {today(), kForever}};
    return scene_.offers.Create(Me(), draft).value();
  }
  std::function<absl::Status()> Accepting(const Offer& offer) {
    return [this, offer] { return scene_.offers.Accept(Me(), offer.id).status(); };
  }
  std::function<absl::Status()> Withdrawing(const Application& application) {
    return [this, application] {
      return scene_.applications.Withdraw(Me(), application.id, domain::ClosingReason::kOther).status();
    };
  }
  std::function<absl::Status()> Sweeping() {
    return [this] {
      const auto offers =
          domain::ExpireOverdueOffers(scene_.db.store(), scene_.db.clock(), Me().deadline).status();
      return offers.ok()
                 ? domain::ExpireOverdueApplications(scene_.db.store(), scene_.db.clock(), Me().deadline)
                       .status()
                 : offers;
    };
  }
  // An application that must not share with that person, on the waiting list of "foyer".
  Application ApartFrom(const runtime::Uuid& young_person_id) {
    Application draft = scene_.Submitted();
    draft.young_person_id = runtime::NewUuid(absl::Now());
    draft.must_not_share_with = {young_person_id};
    return scene_.Admitted(scene_.applications.Create(Me(), draft).value());
  }

  tests::BookingScene scene_;
};

TEST_F(IntakeRaceTest, OneOfManyReferralsOfAPersonIsTaken) {
  for (int round = 0; round < 5; ++round) {
    Application draft = scene_.Submitted();
    draft.young_person_id = runtime::NewUuid(absl::Now());
    const std::vector<std::function<absl::Status()>> referrals(
        8, [&] { return scene_.applications.Create(Me(), draft).status(); });
    const auto results = AtOnce(referrals);
    EXPECT_EQ(CountOf(results, kOk), 1);
    EXPECT_EQ(CountOf(results, absl::StatusCode::kAlreadyExists), 7);
  }
}

TEST_F(IntakeRaceTest, AcceptanceAgainstWithdrawalAgainstExpiry) {
  for (int round = 0; round < 10; ++round) {
    const Application application = scene_.Applicant();
    const Offer offers[] = {OfferTo(application), OfferTo(application)};
    // Over for both the offers and the application in every other round.
    if (round % 2 == 1) scene_.Later(91);
    const auto results = AtOnce(
        {Accepting(offers[0]), Withdrawing(application), Sweeping(), Accepting(offers[1]), Sweeping()});
    EXPECT_EQ(CountOf(results, absl::StatusCode::kAborted), 0) << "nobody is told of a deadlock";
    int accepted = 0;
    for (const Offer& offer : offers) {
      const Offer after = scene_.offers.Get(Me(), offer.id).value();
      EXPECT_NE(after.state, OfferState::kOpen) << round;
      if (after.state == OfferState::kAccepted) ++accepted;
    }
    const ApplicationState state = Now(application.id).state;
    EXPECT_LE(accepted, 1);
    EXPECT_EQ(accepted == 1, state == ApplicationState::kPlaced) << Word(state);
    EXPECT_NE(state, ApplicationState::kOffered);
  }
}

TEST_F(IntakeRaceTest, AConfirmationAgainstTheSweeperIsOneOfTheTwo) {
  for (int round = 0; round < 10; ++round) {
    const Application application = scene_.Submitted();
    scene_.Later(90);
    const auto confirm = [&] { return scene_.applications.Confirm(Me(), application.id).status(); };
    AtOnce({Sweeping(), confirm, Sweeping()});
    EXPECT_EQ(Now(application.id).state, ApplicationState::kExpired) << "it was over for both";
  }
}

TEST_F(IntakeRaceTest, TwoWhoMustNotShareDoNotGetTheSameUnit) {
  for (int round = 0; round < 10; ++round) {
    const domain::Unit unit = scene_.db.MakeUnit();
    const Place places[] = {scene_.db.MakePlace({.unit_id = unit.id}),
                            scene_.db.MakePlace({.unit_id = unit.id})};
    const Application one = scene_.Applicant();
    const Application other = ApartFrom(one.young_person_id);
    const auto offering = [&](const Application& application, const Place& place) {
      return [this, id = application.id, place_id = place.id] {
        return scene_.offers.Create(Me(), {id, place_id, {today(), kForever}}).status();
      };
    };
    const auto results = AtOnce({offering(one, places[0]), offering(other, places[1])});
    EXPECT_EQ(CountOf(results, kOk), 1);
    EXPECT_EQ(CountOf(results, absl::StatusCode::kFailedPrecondition), 1);
  }
}

TEST_F(IntakeRaceTest, TwoWhoGetEachOthersOverdueOffersDoNotWaitForEachOther) {
  for (int round = 0; round < 5; ++round) {
    const Application one = scene_.Applicant();
    const Application other = scene_.Applicant();
    const Offer held[] = {OfferTo(one), OfferTo(other)};
    scene_.Later(4);
    const auto offering = [&](const Application& application, const Offer& overdue) {
      return [this, id = application.id, place_id = overdue.place_id] {
        return scene_.offers.Create(Me(), {id, place_id, {today(), kForever}}).status();
      };
    };
    const auto results = AtOnce({offering(one, held[1]), offering(other, held[0])});
    EXPECT_EQ(CountOf(results, kOk), 2) << results[0] << results[1];
  }
}

}  // namespace
}  // namespace boulevard::placements::store
