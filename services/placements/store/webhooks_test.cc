#include "services/placements/domain/webhooks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "services/placements/domain/webhook_delivery.h"
#include "services/placements/store/webhook_events.h"
#include "services/runtime/events/outbox.h"
#include "services/runtime/status/errors.h"
#include "tests/support/must.h"
#include "tests/support/placements/booking_scene.h"

// Webhooks and the messages to them on a real database.
namespace boulevard::placements::store {
namespace {

using domain::ClaimWebhooks;
using domain::KeepOutcome;
using domain::Webhook;
using domain::WebhookBatch;
using domain::WebhookDelivery;
using domain::WebhookDeliveryState;
using domain::WebhookEvent;
using domain::WebhookFault;
using domain::WebhookStop;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using tests::Must;
using tests::Soon;

constexpr absl::StatusCode kForbidden = absl::StatusCode::kPermissionDenied;
constexpr domain::WebhookOutcome kAccepted = {.status = 204, .fault = {}};
constexpr domain::WebhookOutcome kBroken = {.status = 500, .fault = WebhookFault::kStatus};

class WebhooksTest : public ::testing::Test {
 protected:
  WebhooksTest() { policy_.box = runtime::SealedBox::FromText("key of the site"); }

  runtime::CallContext Owner() { return db_.AsProvider(); }
  static Webhook Draft(std::initializer_list<WebhookEvent> events = {WebhookEvent::kPlaceChanged}) {
    Webhook draft{.url = "https://partner.example.org/hooks"};
    for (const WebhookEvent event : events) draft.events.Add(event);
    return draft;
  }
  Webhook Made(std::initializer_list<WebhookEvent> events = {WebhookEvent::kPlaceChanged}) {
    return Must(webhooks_.Create(Owner(), Draft(events))).webhook;
  }
  WebhookDelivery Tested(const Webhook& webhook) { return Must(webhooks_.SendTest(Owner(), webhook.id)); }
  Webhook Now(const Webhook& webhook) { return Must(webhooks_.Get(Owner(), webhook.id)); }
  WebhookDelivery Now(const WebhookDelivery& delivery) {
    return Must(webhooks_.GetDelivery(Owner(), delivery.id));
  }
  std::vector<WebhookDelivery> DeliveriesOf(const Webhook& webhook) {
    return Must(webhooks_.ListDeliveries(Owner(), {.webhook_id = webhook.id, .state = {}}, {})).rows;
  }
  std::vector<WebhookBatch> Claim() { return Must(ClaimWebhooks(db_.store(), clock().Now(), 100, Soon())); }
  WebhookDeliveryState Keep(const WebhookDelivery& sent, const domain::WebhookOutcome& outcome) {
    return Must(KeepOutcome(db_.store(), sent, outcome, clock().Now(), 0.5, Soon()));
  }
  void Release(const WebhookBatch& batch) {
    Must(db_.store().InTransaction(Soon(), [&](domain::Tables& tables) {
      return tables.webhooks.Release(batch.webhook.id, batch.leased_until, clock().Now());
    }));
  }
  runtime::FakeClock& clock() { return db_.clock(); }

  tests::PlacementsDatabase db_;
  domain::WebhookPolicy policy_;
  domain::Webhooks webhooks_{db_.store(), db_.clock(), policy_};
};

TEST_F(WebhooksTest, AProviderRegistersAndReadsItsOwn) {
  const auto made = Must(webhooks_.Create(Owner(), Draft({WebhookEvent::kOfferChanged})));
  EXPECT_THAT(made.secret, ::testing::StartsWith("whsec_"));
  const Webhook webhook = Now(made.webhook);
  EXPECT_EQ(webhook.provider_id, db_.provider());
  EXPECT_EQ(webhook.url, "https://partner.example.org/hooks");
  EXPECT_TRUE(webhook.events.Has(WebhookEvent::kOfferChanged));
  EXPECT_FALSE(webhook.events.Has(WebhookEvent::kPlaceChanged));
  EXPECT_EQ(webhook.secret.find(made.secret), std::string::npos);
  EXPECT_THAT(tests::IdsOf(webhooks_.List(Owner(), {}, {})), ElementsAre(webhook.id));
  EXPECT_THAT(tests::IdsOf(webhooks_.List(db_.AsOtherProvider(), {}, {})), IsEmpty());
  EXPECT_THAT(tests::IdsOf(webhooks_.List(db_.AsAdmin(), {}, {})), ElementsAre(webhook.id));
}

TEST_F(WebhooksTest, NobodyElseTouchesThem) {
  const Webhook webhook = Made();
  const WebhookDelivery delivery = Tested(webhook);
  const runtime::CallContext other = db_.AsOtherProvider();
  const auto keep = [](Webhook&) { return absl::OkStatus(); };
  EXPECT_EQ(webhooks_.Get(other, webhook.id).status().code(), kForbidden);
  EXPECT_EQ(webhooks_.Update(other, webhook.id, keep).status().code(), kForbidden);
  EXPECT_EQ(webhooks_.RotateSecret(other, webhook.id).status().code(), kForbidden);
  EXPECT_EQ(webhooks_.SendTest(other, webhook.id).status().code(), kForbidden);
  EXPECT_EQ(webhooks_.GetDelivery(other, delivery.id).status().code(), kForbidden);
  EXPECT_EQ(webhooks_.Replay(other, delivery.id).status().code(), kForbidden);
  EXPECT_EQ(webhooks_.ListDeliveries(other, {.webhook_id = webhook.id, .state = {}}, {}).status().code(),
            kForbidden);
}

TEST_F(WebhooksTest, AnAdminDisablesAndRedirectsNothing) {
  const Webhook webhook = Made();
  const auto disable = [](Webhook& changed) {
    changed.stopped = WebhookStop::kRequested;
    return absl::OkStatus();
  };
  const auto redirect = [](Webhook& changed) {
    changed.url = "https://elsewhere.example.org/";
    return absl::OkStatus();
  };
  EXPECT_EQ(webhooks_.Update(db_.AsAdmin(), webhook.id, redirect).status().code(), kForbidden);
  EXPECT_TRUE(webhooks_.Update(db_.AsAdmin(), webhook.id, disable).ok());
  EXPECT_EQ(Now(webhook).stopped, WebhookStop::kRequested);
  EXPECT_EQ(webhooks_.SendTest(Owner(), webhook.id).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(WebhooksTest, AddressesThatOnlyWeCanReachAreRefused) {
  Webhook draft = Draft();
  for (const char* url : {"https://localhost/", "https://10.0.0.1/", "http://partner.example.org/"}) {
    draft.url = url;
    const absl::Status refused = webhooks_.Create(Owner(), draft).status();
    EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument) << url;
    EXPECT_EQ(runtime::DetailsOf(refused).fields.at(0).field, "webhook.url");
  }
  draft.url = "https://localhost:3000/";
  policy_.allow_private = true;
  EXPECT_TRUE(webhooks_.Create(Owner(), draft).ok());
}

TEST_F(WebhooksTest, AreTenAtMostAndNeedAKeyOfTheSite) {
  for (int i = 0; i < 10; ++i) Made();
  const absl::Status refused = webhooks_.Create(Owner(), Draft()).status();
  EXPECT_EQ(runtime::DetailsOf(refused).rules.at(0).rule, "webhook-limit");
  EXPECT_TRUE(webhooks_.Create(db_.AsOtherProvider(), Draft()).ok());
  policy_.box.reset();
  EXPECT_EQ(webhooks_.Create(db_.AsOtherProvider(), Draft()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(WebhooksTest, ARotatedSecretStaysGoodForADay) {
  const auto made = Must(webhooks_.Create(Owner(), Draft()));
  const auto rotated = Must(webhooks_.RotateSecret(Owner(), made.webhook.id));
  EXPECT_NE(rotated.secret, made.secret);
  const Webhook webhook = Now(made.webhook);
  EXPECT_EQ(webhook.old_secret, made.webhook.secret);
  EXPECT_NE(webhook.secret, made.webhook.secret);
  EXPECT_EQ(webhook.old_secret_until, clock().Now() + absl::Hours(24));
}

TEST_F(WebhooksTest, AMessageIsClaimedOnceAndItsOutcomeKept) {
  const WebhookDelivery delivery = Tested(Made());
  const std::vector<WebhookBatch> batches = Claim();
  ASSERT_THAT(batches, SizeIs(1));
  ASSERT_THAT(batches[0].deliveries, SizeIs(1));
  EXPECT_EQ(batches[0].deliveries[0].id, delivery.id);
  EXPECT_THAT(Claim(), IsEmpty()) << "leased";
  EXPECT_EQ(Keep(batches[0].deliveries[0], kBroken), WebhookDeliveryState::kPending);
  EXPECT_EQ(Keep(batches[0].deliveries[0], kAccepted), WebhookDeliveryState::kPending) << "kept already";
  Release(batches[0]);
  EXPECT_THAT(Claim(), IsEmpty()) << "not due";
  EXPECT_EQ(Now(delivery).attempts, 1);
  EXPECT_EQ(Now(delivery).last_status, 500);
  clock().Advance(absl::Seconds(10));
  const std::vector<WebhookBatch> again = Claim();
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(Keep(again[0].deliveries[0], kAccepted), WebhookDeliveryState::kDelivered);
  EXPECT_EQ(Now(again[0].webhook).delivered_at, clock().Now());
}

TEST_F(WebhooksTest, WhatAKilledReplicaHadIsClaimedWhenItsLeaseLapses) {
  const WebhookDelivery delivery = Tested(Made());
  ASSERT_THAT(Claim(), SizeIs(1));
  clock().Advance(absl::Seconds(19));
  EXPECT_THAT(Claim(), IsEmpty());
  clock().Advance(absl::Seconds(1));
  const std::vector<WebhookBatch> again = Claim();
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again[0].deliveries[0].id, delivery.id);
}

TEST_F(WebhooksTest, AReplayedMessageIsSentAnewAndALateOutcomeOfBeforeIsDropped) {
  const WebhookDelivery delivery = Tested(Made());
  const WebhookBatch batch = Claim().at(0);
  clock().Advance(absl::Seconds(1));
  ASSERT_TRUE(webhooks_.Replay(Owner(), delivery.id).ok());
  EXPECT_EQ(Keep(batch.deliveries[0], kAccepted), WebhookDeliveryState::kPending);
  Release(batch);
  const WebhookBatch again = Claim().at(0);
  EXPECT_EQ(Keep(again.deliveries[0], kAccepted), WebhookDeliveryState::kDelivered);
  Release(again);
  EXPECT_THAT(Claim(), IsEmpty());
  ASSERT_TRUE(webhooks_.Replay(Owner(), delivery.id).ok());
  EXPECT_EQ(Claim().at(0).deliveries[0].id, delivery.id) << "also one that was delivered";
}

TEST_F(WebhooksTest, AnAddressThatIsGoneStopsItsWebhook) {
  const Webhook webhook = Made();
  Tested(webhook);
  EXPECT_EQ(Keep(Claim().at(0).deliveries[0], {.status = 410, .fault = WebhookFault::kStatus}),
            WebhookDeliveryState::kFailed);
  EXPECT_EQ(Now(webhook).stopped, WebhookStop::kGone);
}

TEST_F(WebhooksTest, OneThatTookNothingForADayIsStopped) {
  const Webhook webhook = Made();
  const WebhookDelivery delivery = Tested(webhook);
  while (Now(delivery).state == WebhookDeliveryState::kPending) {
    clock().Advance(absl::Hours(1));
    Keep(Now(delivery), kBroken);
  }
  EXPECT_EQ(Now(webhook).stopped, WebhookStop::kUnreachable);
  EXPECT_THAT(Claim(), IsEmpty());
}

TEST_F(WebhooksTest, OneThatTookAnotherMessageMeanwhileGoesOn) {
  const Webhook webhook = Made();
  const WebhookDelivery delivery = Tested(webhook);
  while (Now(delivery).state == WebhookDeliveryState::kPending) {
    clock().Advance(absl::Hours(1));
    Keep(Tested(webhook), kAccepted);
    Keep(Now(delivery), kBroken);
  }
  EXPECT_EQ(Now(webhook).stopped, std::nullopt);
}

TEST_F(WebhooksTest, ABatchOfOneIsBoundedAndAllGetTheirTurn) {
  const Webhook busy = Made(), other = Made();
  for (int i = 0; i < 20; ++i) Tested(busy);
  Tested(other);
  const std::vector<WebhookBatch> batches = Claim();
  ASSERT_THAT(batches, SizeIs(2));
  for (const WebhookBatch& batch : batches) {
    EXPECT_THAT(batch.deliveries, SizeIs(batch.webhook.id == busy.id ? 4 : 1));
  }
}

// Two replicas take from the same webhooks all the time: every message is sent once, and counted once.
TEST_F(WebhooksTest, TwoReplicasSendEachMessageOnce) {
  constexpr int kWebhooks = 5, kEach = 12;
  std::vector<Webhook> all;
  for (int i = 0; i < kWebhooks; ++i) {
    all.push_back(Made());
    for (int j = 0; j < kEach; ++j) Tested(all.back());
  }
  std::vector<std::vector<runtime::Uuid>> sent(2);
  std::atomic<int> left = kWebhooks * kEach;
  std::vector<std::thread> replicas;
  replicas.reserve(sent.size());
  for (auto& mine : sent) {
    replicas.emplace_back([&] {
      while (left > 0) {
        for (const WebhookBatch& batch : Claim()) {
          for (const WebhookDelivery& delivery : batch.deliveries) {
            mine.push_back(delivery.id);
            EXPECT_EQ(Keep(delivery, kAccepted), WebhookDeliveryState::kDelivered);
            --left;
          }
          Release(batch);
        }
      }
    });
  }
  for (std::thread& replica : replicas) replica.join();
  std::set<runtime::Uuid> distinct(sent[0].begin(), sent[0].end());
  distinct.insert(sent[1].begin(), sent[1].end());
  EXPECT_EQ(distinct.size(), kWebhooks * kEach);
  EXPECT_EQ(sent[0].size() + sent[1].size(), distinct.size());
  for (const Webhook& webhook : all) {
    for (const WebhookDelivery& delivery : DeliveriesOf(webhook)) EXPECT_EQ(delivery.attempts, 1);
  }
}

class WebhookEventsTest : public WebhooksTest {
 protected:
  WebhookEventsTest() { Advance(); }

  void Happen(const std::string& kind, const runtime::Uuid& subject) {
    Must(db_.pool().InTransaction(Soon(), [&](runtime::db::Session& session) {
      return runtime::events::Write(session, kind, subject);
    }));
  }
  void Advance() {
    Must(outbox_.Number(Soon()));
    while (Must(events_.Advance(clock().Now(), Soon())) > 0) {
    }
  }
  // "event subject" of each message.
  std::vector<std::string> Told(const Webhook& webhook) {
    std::vector<std::string> lines;
    for (const WebhookDelivery& delivery : DeliveriesOf(webhook)) {
      lines.push_back(std::string(Word(delivery.event)) + " " + delivery.subject_id.ToString());
    }
    return lines;
  }

  runtime::Registry metrics_;
  runtime::events::Outbox outbox_{db_.pool(), metrics_};
  WebhookEvents events_{db_.pool()};
};

TEST_F(WebhookEventsTest, AProviderIsToldOfItsOwnAndWhatItAskedFor) {
  const domain::Place place = db_.MakePlace();
  domain::Facility draft{.provider_id = db_.other_provider()};
  const domain::Facility theirs = db_.MakeFacility(draft);
  Advance();
  const Webhook webhook = Made({WebhookEvent::kPlaceAvailability, WebhookEvent::kFacilityChanged});
  Happen("place.availability", place.id);
  Happen("place.changed", place.id);
  Happen("facility.changed", theirs.id);
  Happen("facility.changed", place.facility_id);
  Happen("something.else", place.id);
  Happen("place.availability", runtime::NewUuid(clock().Now()));
  Advance();
  EXPECT_THAT(Told(webhook), ElementsAre("place-availability " + place.id.ToString(),
                                         "facility-changed " + place.facility_id.ToString()));
}

TEST_F(WebhookEventsTest, ThingsThatHappenAtOnceAreToldOnceAndLaterOnesAgain) {
  const domain::Place place = db_.MakePlace();
  Advance();
  const Webhook webhook = Made({WebhookEvent::kUnitChanged});
  for (int i = 0; i < 3; ++i) Happen("unit.changed", place.unit_id);
  Advance();
  EXPECT_THAT(Told(webhook), SizeIs(1));
  Happen("unit.changed", place.unit_id);
  Advance();
  EXPECT_THAT(Told(webhook), SizeIs(2));
}

TEST_F(WebhookEventsTest, AStoppedWebhookIsToldNothing) {
  const domain::Place place = db_.MakePlace();
  Advance();
  const Webhook webhook = Made();
  Must(webhooks_.Update(Owner(), webhook.id,
                        tests::Always([](Webhook& changed) { changed.stopped = WebhookStop::kRequested; })));
  Happen("place.changed", place.id);
  Advance();
  EXPECT_THAT(Told(webhook), IsEmpty());
}

}  // namespace
}  // namespace boulevard::placements::store
