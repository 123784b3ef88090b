#include "services/placements/domain/offers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/placements/store/test_codes.h"
#include "services/runtime/status/errors.h"
#include "tests/support/placements/booking_scene.h"

// The life of an offer on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Day;
using domain::DeclineReason;
using domain::DeclineSide;
using domain::kForever;
using domain::Occupancy;
using domain::OccupancySource;
using domain::Offer;
using domain::OfferDraft;
using domain::OfferState;
using domain::Place;
using domain::Placement;
using domain::PlacementState;
using domain::ResidentKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OffersTest : public ::testing::Test {
 protected:
  ~OffersTest() override { EXPECT_THAT(scene_.Faults(), IsEmpty()); }

  runtime::CallContext Me() { return scene_.db.AsCoordinator(); }
  Day today() { return scene_.db.today(); }
  // The field at fault and its rule.
  std::string FaultOf(const OfferDraft& draft) {
    const absl::Status status = scene_.offers.Create(Me(), draft).status();
    EXPECT_EQ(status.code(), kInvalid) << status;
    const auto faults = runtime::DetailsOf(status).fields;
    return faults.size() == 1 ? faults[0].field + " " + faults[0].rule : status.ToString();
  }
  std::vector<std::string> RulesBrokenBy(const OfferDraft& draft) {
    const absl::Status status = scene_.offers.Create(Me(), draft).status();
    EXPECT_EQ(status.code(), kRefused) << status;
    std::vector<std::string> rules;
    for (const auto& breach : runtime::DetailsOf(status).rules) {
      rules.push_back(breach.rule + ": " + breach.actual + ", " + breach.required);
    }
    return rules;
  }
  OfferState StateOf(const Offer& offer) { return scene_.offers.Get(Me(), offer.id).value().state; }

  tests::BookingScene scene_;
};

TEST_F(OffersTest, AnOfferHoldsThePlaceUntilItExpires) {
  const Place place = scene_.db.MakePlace();
  const Offer offer = scene_.Offered(place.id, {today(), today() + 30});
  EXPECT_EQ(offer.state, OfferState::kOpen);
  EXPECT_EQ(offer.expires_at, scene_.db.clock().Now() + absl::Hours(72));
  EXPECT_EQ(offer.provider_id, scene_.db.provider());
  EXPECT_EQ(scene_.offers.Get(Me(), offer.id).value().expires_at, offer.expires_at);

  const OfferDraft other = scene_.DraftFor(place.id, {today() + 29, kForever});
  EXPECT_EQ(scene_.offers.Create(Me(), other).status().code(), kConflict);
  scene_.db.clock().Advance(absl::Hours(72) - absl::Seconds(1));
  EXPECT_EQ(scene_.offers.Create(Me(), other).status().code(), kConflict);
  // Nobody has swept: whoever books next sees that its time is over.
  scene_.db.clock().Advance(absl::Seconds(1));
  ASSERT_TRUE(scene_.offers.Create(Me(), other).ok());
  const Offer expired = scene_.offers.Get(Me(), offer.id).value();
  EXPECT_EQ(expired.state, OfferState::kExpired);
  EXPECT_EQ(expired.closed_at, offer.expires_at);
}

TEST_F(OffersTest, AnAcceptedOfferIsAConfirmedPlacementOfTheSameDays) {
  const Place place = scene_.db.MakePlace();
  const Offer offer = scene_.Offered(place.id, {today() + 5, today() + 30});
  const Placement placement = scene_.offers.Accept(Me(), offer.id).value();
  EXPECT_EQ(placement.state, PlacementState::kConfirmed);
  EXPECT_EQ(placement.period, offer.period);
  EXPECT_EQ(placement.application_id, offer.application_id);
  const Offer accepted = scene_.offers.Get(Me(), offer.id).value();
  EXPECT_EQ(accepted.state, OfferState::kAccepted);
  EXPECT_EQ(accepted.placement_id, placement.id);
  EXPECT_EQ(accepted.closed_at, scene_.db.clock().Now());
  const std::vector<Occupancy> taken = scene_.TakenIn(place);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].source, OccupancySource::kPlacement);
  EXPECT_EQ(taken[0].source_id, placement.id);
}

TEST_F(OffersTest, ADeclinedOrRevokedOfferGivesThePlaceBack) {
  const Place place = scene_.db.MakePlace();
  const Offer declined = scene_.Offered(place.id, {today(), kForever});
  const Offer after =
      scene_.offers.Decline(Me(), declined.id, {DeclineSide::kYoungPerson, DeclineReason::kRent}).value();
  EXPECT_EQ(after.state, OfferState::kDeclined);
  const auto decline = scene_.offers.Get(Me(), declined.id).value().decline;
  ASSERT_TRUE(decline.has_value());
  EXPECT_EQ(decline->reason, DeclineReason::kRent);
  const Offer revoked = scene_.Offered(place.id, {today(), kForever});
  EXPECT_EQ(scene_.offers.Revoke(Me(), revoked.id).value().state, OfferState::kRevoked);
  EXPECT_THAT(scene_.TakenIn(place), IsEmpty());
}

TEST_F(OffersTest, AClosedOfferTakesNoStepAnyMore) {
  const Place place = scene_.db.MakePlace();
  const auto expect_closed = [&](const Offer& offer, const std::string& state) {
    for (const absl::Status& status :
         {scene_.offers.Accept(Me(), offer.id).status(), scene_.offers.Revoke(Me(), offer.id).status(),
          scene_.offers.Decline(Me(), offer.id, {}).status()}) {
      EXPECT_EQ(status.code(), kRefused);
      EXPECT_EQ(runtime::DetailsOf(status).current_state, state);
      EXPECT_THAT(runtime::DetailsOf(status).allowed_steps, IsEmpty());
    }
  };
  const Offer revoked = scene_.Offered(place.id, {today(), kForever});
  ASSERT_TRUE(scene_.offers.Revoke(Me(), revoked.id).ok());
  expect_closed(revoked, "revoked");
  const Offer overdue = scene_.Offered(place.id, {today(), kForever});
  scene_.Later(4);
  expect_closed(overdue, "expired");
}

TEST_F(OffersTest, TheSweeperExpiresEachOverdueOfferOnce) {
  const Offer first = scene_.Offered(scene_.db.MakePlace().id, {today(), kForever});
  const Offer second = scene_.Offered(scene_.SharedUnit(1)[0].id, {today(), kForever});
  const auto sweep = [&] {
    return ExpireOverdueOffers(scene_.db.store(), scene_.db.clock(), Me().deadline).value();
  };
  EXPECT_EQ(sweep(), 0);
  scene_.Later(4);
  const Offer open = scene_.Offered(scene_.db.MakePlace().id, {today(), kForever});
  EXPECT_EQ(sweep(), 2);
  EXPECT_EQ(sweep(), 0);
  EXPECT_EQ(StateOf(first), OfferState::kExpired);
  EXPECT_EQ(StateOf(second), OfferState::kExpired);
  EXPECT_EQ(StateOf(open), OfferState::kOpen);
}

TEST_F(OffersTest, EveryBrokenRuleIsNamed) {
  domain::KindCounts quotas;
  quotas[ResidentKind::kStudent] = 1;
  const domain::Unit unit = scene_.db.MakeUnit(
      {.facility_id = scene_.db.MakeFacility({.programme_id = "co-living"}).id, .quotas = quotas});
  const Place place = scene_.db.MakePlace({.unit_id = unit.id});
  const domain::Application application =
      scene_.Admitted(scene_.applications
                          .Create(Me(), {.young_person_id = runtime::NewUuid(absl::Now()),
                                         .birth_date = Day(2008, 3, 10),
                                         .resident_kind = ResidentKind::kYoungPerson,
                                         .guidance_level = domain::GuidanceLevel::kIntensive,
                                         .programme_id = "co-living"})
                          .value());
  EXPECT_THAT(RulesBrokenBy({application.id, place.id, {today(), kForever}}),
              ElementsAre("age: 17, from 18 to 27", "resident-kind: young-person, status-holder or student",
                          "guidance-level: intensive, at most light", "unit-quota: 1, at most 0"));
}

TEST_F(OffersTest, AQuotaCountsOffersAndStaysOfItsKind) {
  const std::vector<Place> places = scene_.SharedUnit(2);
  scene_.Offered(places[0].id, {today(), today() + 10});
  scene_.Confirmed(places[1].id, {today() + 5, today() + 20});
  const OfferDraft third = scene_.DraftFor(places[2].id, {today() + 9, kForever});
  EXPECT_THAT(RulesBrokenBy(third), ElementsAre("unit-quota: 3, at most 2"));
  EXPECT_TRUE(
      scene_.offers
          .Create(Me(), scene_.DraftFor(places[2].id, {today(), kForever}, ResidentKind::kStatusHolder))
          .ok());
  // The offer that filled it is over, in another place of the unit.
  scene_.Later(4);
  EXPECT_TRUE(scene_.offers.Create(Me(), scene_.DraftFor(places[3].id, {today() + 1, kForever})).ok());
}

TEST_F(OffersTest, ADraftIsHeldAgainstTheCalendar) {
  const Place place = scene_.db.MakePlace({.available_from = today() + 10});
  OfferDraft draft = scene_.DraftFor(place.id, {today() - 1, kForever});
  EXPECT_EQ(FaultOf(draft), "offer.startsOn not-past");
  draft.period = {today() + 20, today() + 20};
  EXPECT_EQ(FaultOf(draft), "offer.endsOn order");
  draft.period = {today() + 20, kForever};
  draft.expires_at = scene_.db.clock().Now();
  EXPECT_EQ(FaultOf(draft), "offer.expiresAt future");
  draft.expires_at = scene_.db.clock().Now() + absl::Hours(721);
  EXPECT_EQ(FaultOf(draft), "offer.expiresAt range");
  draft.expires_at.reset();
  draft.period.from = today() + 9;
  EXPECT_EQ(scene_.offers.Create(Me(), draft).status().message(), "the place is available from 2026-03-12");
  draft.period.from = today() + 10;
  EXPECT_TRUE(scene_.offers.Create(Me(), draft).ok());
}

TEST_F(OffersTest, WhatAnOfferRefersToMustBeThere) {
  OfferDraft draft = scene_.DraftFor(scene_.db.MakePlace().id, {today(), kForever});
  const OfferDraft good = draft;
  draft.place_id = runtime::NewUuid(absl::Now());
  EXPECT_EQ(FaultOf(draft), "offer.placeId exists");
  draft = good;
  draft.application_id = runtime::NewUuid(absl::Now());
  EXPECT_EQ(FaultOf(draft), "offer.applicationId exists");
}

TEST_F(OffersTest, ProvidersDeclineForThemselvesAndNeverLearnForWhom) {
  const Offer offer = scene_.Offered(scene_.db.MakePlace().id, {today(), kForever});
  const auto provider = scene_.db.AsProvider();
  EXPECT_TRUE(scene_.offers.Get(provider, offer.id).value().application_id.IsNil());
  EXPECT_TRUE(scene_.offers.List(provider, {}, {}).value().rows.at(0).application_id.IsNil());
  EXPECT_EQ(scene_.offers.Get(scene_.db.AsOtherProvider(), offer.id).status().code(), kDenied);
  EXPECT_THAT(scene_.offers.List(scene_.db.AsOtherProvider(), {}, {}).value().rows, IsEmpty());

  const domain::Decline for_self = {DeclineSide::kProvider, DeclineReason::kPlaceNotReady};
  const domain::Decline for_other = {DeclineSide::kYoungPerson, DeclineReason::kRent};
  EXPECT_EQ(scene_.offers.Decline(scene_.db.AsOtherProvider(), offer.id, for_self).status().code(), kDenied);
  EXPECT_EQ(scene_.offers.Decline(provider, offer.id, for_other).status().code(), kDenied);
  EXPECT_TRUE(scene_.offers.Decline(provider, offer.id, for_self).value().application_id.IsNil());
}

TEST_F(OffersTest, OffersAreListedByWhatTheyAreFor) {
  const Place place = scene_.db.MakePlace();
  const Offer first = scene_.Offered(place.id, {today(), today() + 5});
  const Offer second = scene_.Offered(scene_.db.MakePlace().id, {today(), kForever});
  ASSERT_TRUE(scene_.offers.Revoke(Me(), first.id).ok());
  const auto ids = [&](const domain::OfferFilter& filter, const domain::Page& page = {}) {
    return tests::IdsOf(scene_.offers.List(Me(), filter, page));
  };
  EXPECT_THAT(ids({}), ElementsAre(first.id, second.id));
  EXPECT_THAT(ids({}, {.after = first.id}), ElementsAre(second.id));
  EXPECT_THAT(ids({.place_id = place.id}), ElementsAre(first.id));
  EXPECT_THAT(ids({.application_id = second.application_id}), ElementsAre(second.id));
  EXPECT_THAT(ids({.state = OfferState::kOpen}), ElementsAre(second.id));
}

TEST_F(OffersTest, NobodyGetsTwoPlacesAtOnce) {
  const auto offer_of = [&](const domain::Application& application, const domain::Period& period) {
    return scene_.offers.Create(Me(), {application.id, scene_.db.MakePlace().id, period}).value().id;
  };
  const domain::Application placed = scene_.Applicant();
  ASSERT_TRUE(scene_.offers.Accept(Me(), offer_of(placed, {today(), today() + 30})).ok());
  const domain::Application again = scene_.AppliesAgain(placed.young_person_id);
  const auto overlapping = offer_of(again, {today() + 29, kForever});
  const auto after = offer_of(again, {today() + 30, kForever});
  const absl::Status refused = scene_.offers.Accept(Me(), overlapping).status();
  EXPECT_EQ(refused.code(), kConflict);
  EXPECT_EQ(refused.message(), "the young person has another placement, from 2026-03-02");
  EXPECT_TRUE(scene_.offers.Accept(Me(), after).ok());
}

}  // namespace
}  // namespace boulevard::placements::store
