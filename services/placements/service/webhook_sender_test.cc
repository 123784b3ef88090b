#include "services/placements/service/webhook_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "services/placements/domain/webhook_message.h"
#include "services/runtime/events/outbox.h"
#include "services/runtime/http/server.h"
#include "services/runtime/webhooks/signature.h"
#include "tests/support/http/certificate.h"
#include "tests/support/must.h"
#include "tests/support/placements/placements_database.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::placements {
namespace {

using domain::Webhook;
using domain::WebhookDelivery;
using domain::WebhookDeliveryState;
using domain::WebhookFault;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using tests::Must;
using tests::Soon;

// A receiver on this machine, over HTTPS, and what sends to it; with the clock in hand.
class WebhookSenderTest : public ::testing::Test {
 protected:
  WebhookSenderTest() : certificate_(tests::WriteCertificate(folder_.path(), "receiver")) {
    policy_ = {.box = runtime::SealedBox::FromText("key of the site"), .allow_private = true};
    receiver_ =
        *runtime::http::Server::Start({.address = "127.0.0.1:0",
                                       .tls = {certificate_.certificate, certificate_.key},
                                       .drain_timeout = absl::ZeroDuration()},
                                      [this](runtime::http::Request request, runtime::http::Respond respond) {
                                        Answer(std::move(request), std::move(respond));
                                      });
    Restart();
  }

  void Answer(runtime::http::Request request, runtime::http::Respond respond) {
    absl::MutexLock lock(&mutex_);
    if (request.path == "/silent") {
      held_.push_back(std::move(respond));
      return;
    }
    received_.push_back(std::move(request));
    const int status = answers_.empty() ? 204 : answers_.front();
    if (!answers_.empty()) answers_.erase(answers_.begin());
    std::move(respond)({.status = status});
  }

  std::vector<runtime::http::Request> Received() {
    absl::MutexLock lock(&mutex_);
    return received_;
  }
  size_t Held() {
    absl::MutexLock lock(&mutex_);
    return held_.size();
  }
  void WillAnswer(std::vector<int> statuses) {
    absl::MutexLock lock(&mutex_);
    answers_ = std::move(statuses);
  }

  // As if the program had been killed and started again.
  void Restart() {
    sender_.reset();
    metrics_ = std::make_unique<runtime::Registry>();
    sender_ = std::make_unique<WebhookSender>(
        WebhookSender::Options{.pool = db_.pool(),
                               .store = db_.store(),
                               .policy = policy_,
                               .clock = db_.clock(),
                               .metrics = *metrics_,
                               .post = {.ca_file = certificate_.certificate, .allow_private = true}});
  }

  domain::WebhookWithSecret Made(const std::string& path) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(receiver_->address(), ':');
    Webhook draft{.url = absl::StrCat("https://localhost:", parts.second, path)};
    draft.events.Add(domain::WebhookEvent::kPlaceChanged);
    return Must(webhooks_.Create(db_.AsProvider(), draft));
  }
  WebhookDelivery Tested(const Webhook& webhook) {
    return Must(webhooks_.SendTest(db_.AsProvider(), webhook.id));
  }
  WebhookDelivery Now(const WebhookDelivery& delivery) {
    return Must(webhooks_.GetDelivery(db_.AsProvider(), delivery.id));
  }
  void Step() { Must(sender_->Step(Soon())); }
  void StepUntilAttempts(const WebhookDelivery& delivery, int attempts) {
    while (Now(delivery).attempts < attempts) Step();
  }
  // The last request, and its signature made anew with the secret.
  void ExpectSignedWith(const std::string& secret_text) {
    std::string secret;
    ASSERT_TRUE(absl::Base64Unescape(secret_text.substr(6), &secret));
    const runtime::http::Request request = Received().back();
    EXPECT_THAT(std::string(request.Header("webhook-signature")),
                HasSubstr(runtime::webhooks::Signature(secret, request.Header("webhook-id"),
                                                       db_.clock().Now(), request.body)));
    EXPECT_EQ(request.Header("webhook-timestamp"), absl::StrCat(absl::ToUnixSeconds(db_.clock().Now())));
  }

  tests::PlacementsDatabase db_;
  tests::TemporaryFolder folder_;
  tests::CertificateFiles certificate_;
  domain::WebhookPolicy policy_;
  domain::Webhooks webhooks_{db_.store(), db_.clock(), policy_};
  absl::Mutex mutex_;
  std::vector<int> answers_;
  std::vector<runtime::http::Request> received_;
  std::vector<runtime::http::Respond> held_;
  std::unique_ptr<runtime::http::Server> receiver_;
  std::unique_ptr<runtime::Registry> metrics_;
  std::unique_ptr<WebhookSender> sender_;
};

TEST_F(WebhookSenderTest, FailsTwiceIsDeliveredAndReplayed) {
  const auto made = Made("/hooks");
  const WebhookDelivery delivery = Tested(made.webhook);
  WillAnswer({500, 302});
  StepUntilAttempts(delivery, 1);
  EXPECT_EQ(Now(delivery).last_status, 500);
  Step();
  EXPECT_THAT(Received(), SizeIs(1)) << "not before it is due";
  db_.clock().Advance(absl::Seconds(12));
  StepUntilAttempts(delivery, 2);
  EXPECT_EQ(Now(delivery).state, WebhookDeliveryState::kPending);
  db_.clock().Advance(absl::Seconds(24));
  StepUntilAttempts(delivery, 3);
  EXPECT_EQ(Now(delivery).state, WebhookDeliveryState::kDelivered);
  ExpectSignedWith(made.secret);
  ASSERT_TRUE(webhooks_.Replay(db_.AsProvider(), delivery.id).ok());
  StepUntilAttempts(delivery, 1);
  ASSERT_THAT(Received(), SizeIs(4));
  for (const auto& request : Received()) {
    EXPECT_EQ(request.Header("webhook-id"), delivery.id.ToString());
    EXPECT_EQ(request.body, domain::WebhookBody(delivery));
  }
  EXPECT_THAT(metrics_->Render(), HasSubstr("boulevard_webhook_deliveries_total{outcome=\"delivered\"} 2\n"));
  EXPECT_THAT(metrics_->Render(), HasSubstr("boulevard_webhook_deliveries_total{outcome=\"retried\"} 2\n"));
}

TEST_F(WebhookSenderTest, WhatHappensIsTold) {
  const auto made = Made("/hooks");
  runtime::Registry metrics;
  runtime::events::Outbox outbox(db_.pool(), metrics);
  const domain::Place place = db_.MakePlace();
  Must(outbox.Number(Soon()));
  Step();  // what happened before is over
  Must(db_.pool().InTransaction(Soon(), [&](runtime::db::Session& session) {
    return runtime::events::Write(session, "place.changed", place.id);
  }));
  Must(outbox.Number(Soon()));
  while (Received().empty()) Step();
  EXPECT_THAT(Received()[0].body, HasSubstr(absl::StrCat("/v1/places/", place.id.ToString())));
  ExpectSignedWith(made.secret);
}

TEST_F(WebhookSenderTest, AKilledSenderLosesNothing) {
  const WebhookDelivery delivery = Tested(Made("/hooks").webhook);
  const WebhookDelivery slow = Tested(Made("/silent").webhook);
  while (Held() == 0 || Received().empty()) Step();
  Restart();
  EXPECT_EQ(Now(slow).attempts, 0);
  db_.clock().Advance(absl::Seconds(20));
  while (Held() < 2) Step();
  StepUntilAttempts(delivery, 1);
  EXPECT_EQ(Now(delivery).state, WebhookDeliveryState::kDelivered);
}

TEST_F(WebhookSenderTest, ASlowReceiverHoldsUpNoOther) {
  Tested(Made("/silent").webhook);
  const WebhookDelivery quick = Tested(Made("/hooks").webhook);
  StepUntilAttempts(quick, 1);
  EXPECT_EQ(Now(quick).state, WebhookDeliveryState::kDelivered);
  EXPECT_EQ(sender_->Pause(), absl::ZeroDuration()) << "the slow one is still under way";
}

TEST_F(WebhookSenderTest, BothSecretsSignAfterARotation) {
  const auto made = Made("/hooks");
  const auto rotated = Must(webhooks_.RotateSecret(db_.AsProvider(), made.webhook.id));
  StepUntilAttempts(Tested(made.webhook), 1);
  ExpectSignedWith(made.secret);
  ExpectSignedWith(rotated.secret);
}

TEST_F(WebhookSenderTest, AReceiverThatIsAwayIsAFaultAndIsCountedAsPending) {
  const auto made = Made("/hooks");
  receiver_.reset();
  const WebhookDelivery delivery = Tested(made.webhook);
  StepUntilAttempts(delivery, 1);
  EXPECT_EQ(Now(delivery).last_fault, WebhookFault::kNotConnected);
  EXPECT_THAT(metrics_->Render(), HasSubstr("boulevard_webhook_deliveries_pending 1\n"));
}

}  // namespace
}  // namespace boulevard::placements
