#include "services/placements/domain/webhook_delivery.h"

#include <gtest/gtest.h>

#include "services/placements/domain/webhook_message.h"
#include "services/runtime/webhooks/signature.h"

namespace boulevard::placements::domain {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1772445600);

WebhookDelivery Fresh() {
  return NewWebhookDelivery(runtime::NewUuid(kStart), WebhookEvent::kOfferChanged, runtime::NewUuid(kStart),
                            kStart, kStart);
}

TEST(WebhookPauseTest, DoublesFromTenSecondsToAnHour) {
  const double middle = 0.5;
  EXPECT_EQ(PauseAfter(1, middle), absl::Seconds(10));
  EXPECT_EQ(PauseAfter(2, middle), absl::Seconds(20));
  EXPECT_EQ(PauseAfter(3, middle), absl::Seconds(40));
  EXPECT_EQ(PauseAfter(9, middle), absl::Seconds(2560));
  EXPECT_EQ(PauseAfter(10, middle), absl::Hours(1));
  EXPECT_EQ(PauseAfter(1'000'000, middle), absl::Hours(1));
}

TEST(WebhookPauseTest, IsAFifthMoreOrLess) {
  EXPECT_EQ(PauseAfter(1, 0), absl::Seconds(8));
  EXPECT_EQ(PauseAfter(1, 1), absl::Seconds(12));
}

TEST(WebhookSettleTest, ADeliveredMessageIsDone) {
  for (const int status : {200, 202, 204, 299}) {
    WebhookDelivery delivery = Fresh();
    Settle({.status = status, .fault = {}}, kStart, 0.5, delivery);
    EXPECT_EQ(delivery.state, WebhookDeliveryState::kDelivered) << status;
    EXPECT_EQ(delivery.attempts, 1);
    EXPECT_EQ(delivery.last_status, status);
    EXPECT_EQ(delivery.finished_at, kStart);
    EXPECT_EQ(delivery.next_attempt_at, std::nullopt);
  }
}

TEST(WebhookSettleTest, AnotherAnswerIsTriedAgain) {
  for (const int status : {199, 301, 302, 400, 401, 404, 429, 500, 503}) {
    WebhookDelivery delivery = Fresh();
    Settle({.status = status, .fault = WebhookFault::kStatus}, kStart, 0.5, delivery);
    EXPECT_EQ(delivery.state, WebhookDeliveryState::kPending) << status;
    EXPECT_EQ(delivery.next_attempt_at, kStart + absl::Seconds(10));
    EXPECT_EQ(delivery.finished_at, std::nullopt);
  }
}

TEST(WebhookSettleTest, AnAddressThatIsGoneIsNotTriedAgain) {
  WebhookDelivery delivery = Fresh();
  Settle({.status = 410, .fault = WebhookFault::kStatus}, kStart, 0.5, delivery);
  EXPECT_EQ(delivery.state, WebhookDeliveryState::kFailed);
}

// The whole life of a message that nobody takes.
TEST(WebhookSettleTest, IsGivenUpAfterADay) {
  WebhookDelivery delivery = Fresh();
  absl::Time now = kStart;
  while (delivery.state == WebhookDeliveryState::kPending) {
    now = *delivery.next_attempt_at;
    Settle({.status = 0, .fault = WebhookFault::kTimedOut}, now, 0.5, delivery);
  }
  EXPECT_EQ(delivery.state, WebhookDeliveryState::kFailed);
  EXPECT_EQ(delivery.last_fault, WebhookFault::kTimedOut);
  EXPECT_EQ(delivery.last_status, std::nullopt);
  EXPECT_LE(now, kStart + absl::Hours(24));
  EXPECT_GT(now, kStart + absl::Hours(22));
  EXPECT_GT(delivery.attempts, 20);
  SendAnew(delivery, now);
  EXPECT_EQ(delivery.attempts, 0);
  EXPECT_EQ(delivery.next_attempt_at, now);
  EXPECT_EQ(delivery.retry_until, now + absl::Hours(24));
}

TEST(WebhookMessageTest, SaysWhatHappenedAndWhereToAsk) {
  WebhookDelivery delivery = Fresh();
  const std::string id = delivery.subject_id.ToString();
  EXPECT_EQ(WebhookBody(delivery), R"({"type":"offer-changed","timestamp":"2026-03-02T10:00:00.000000Z",)"
                                   R"("data":{"id":")" +
                                       id + R"(","path":"/v1/offers/)" + id + R"("}})");
  delivery.event = WebhookEvent::kTest;
  EXPECT_EQ(WebhookBody(delivery), R"({"type":"test","timestamp":"2026-03-02T10:00:00.000000Z","data":{}})");
}

class SignedMessageTest : public ::testing::Test {
 protected:
  SignedMessageTest() {
    policy_.box = runtime::SealedBox::FromText("key of the site");
    webhook_.id = runtime::NewUuid(kStart);
    webhook_.secret = policy_.box->Seal(webhook_.id.AsBytes(), "new");
    webhook_.old_secret = policy_.box->Seal(webhook_.id.AsBytes(), "old");
  }
  std::string Expected(const std::string& secret) const {
    return runtime::webhooks::Signature(secret, delivery_.id.ToString(), kStart, WebhookBody(delivery_));
  }
  std::vector<std::string> Headers() const {
    return SignedWebhookMessage(policy_, webhook_, delivery_, kStart).value().headers;
  }

  WebhookPolicy policy_;
  Webhook webhook_;
  WebhookDelivery delivery_ = Fresh();
};

TEST_F(SignedMessageTest, CarriesIdTimeAndSignature) {
  EXPECT_EQ(Headers(), (std::vector<std::string>{"webhook-id: " + delivery_.id.ToString(),
                                                 "webhook-timestamp: 1772445600",
                                                 "webhook-signature: " + Expected("new")}));
}

TEST_F(SignedMessageTest, IsSignedTwiceWhileTheOldSecretIsGood) {
  webhook_.old_secret_until = kStart + absl::Seconds(1);
  EXPECT_EQ(Headers()[2], "webhook-signature: " + Expected("new") + " " + Expected("old"));
  webhook_.old_secret_until = kStart;
  EXPECT_EQ(Headers()[2], "webhook-signature: " + Expected("new"));
}

TEST_F(SignedMessageTest, IsNotMadeWithAnotherKeyOfTheSiteOrForAnotherWebhook) {
  const runtime::Uuid id = webhook_.id;
  webhook_.id = runtime::NewUuid(kStart);
  EXPECT_FALSE(SignedWebhookMessage(policy_, webhook_, delivery_, kStart).ok());
  webhook_.id = id;
  policy_.box = runtime::SealedBox::FromText("another");
  EXPECT_FALSE(SignedWebhookMessage(policy_, webhook_, delivery_, kStart).ok());
  policy_.box.reset();
  EXPECT_FALSE(SignedWebhookMessage(policy_, webhook_, delivery_, kStart).ok());
}

}  // namespace
}  // namespace boulevard::placements::domain
