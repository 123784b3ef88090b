#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/http/server.h"
#include "services/runtime/webhooks/signature.h"
#include "tests/support/http/certificate.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// A partner's HTTPS server: keeps what it gets, and answers as it is told; 204 after that.
class Receiver {
 public:
  explicit Receiver(const CertificateFiles& files) {
    server_ =
        *runtime::http::Server::Start({.address = "127.0.0.1:0",
                                       .tls = {files.certificate, files.key},
                                       .drain_timeout = absl::ZeroDuration()},
                                      [this](runtime::http::Request request, runtime::http::Respond respond) {
                                        absl::MutexLock lock(&mutex_);
                                        received_.push_back(std::move(request));
                                        const int status = answers_.empty() ? 204 : answers_.front();
                                        if (!answers_.empty()) answers_.erase(answers_.begin());
                                        if (status == 0) {
                                          held_.push_back(std::move(respond));
                                        } else {
                                          std::move(respond)({.status = status});
                                        }
                                      });
  }

  std::string Url() const {
    const std::pair<std::string, std::string> parts = absl::StrSplit(server_->address(), ':');
    return absl::StrCat("https://localhost:", parts.second, "/hooks");
  }
  // 0: no answer.
  void WillAnswer(std::vector<int> answers) {
    absl::MutexLock lock(&mutex_);
    answers_ = std::move(answers);
  }
  std::vector<runtime::http::Request> Received() {
    absl::MutexLock lock(&mutex_);
    return received_;
  }
  bool Await(size_t count) {
    return Eventually(kPatience, [&] { return Received().size() >= count; });
  }

 private:
  absl::Mutex mutex_;
  std::vector<int> answers_;
  std::vector<runtime::http::Request> received_;
  std::vector<runtime::http::Respond> held_;
  std::unique_ptr<runtime::http::Server> server_;
};

// As a receiver would.
bool IsSigned(const runtime::http::Request& request, const std::string& secret_text) {
  std::string secret;
  int64_t at = 0;
  if (!absl::Base64Unescape(secret_text.substr(6), &secret)) return false;
  if (!absl::SimpleAtoi(std::string(request.Header("webhook-timestamp")), &at)) return false;
  return request.Header("webhook-signature") ==
         runtime::webhooks::Signature(secret, request.Header("webhook-id"), absl::FromUnixSeconds(at),
                                      request.body);
}

class WebhookSiteTest : public ::testing::Test {
 protected:
  WebhookSiteTest() {
    const CertificateFiles files = WriteCertificate(folder_.path(), "receiver");
    receiver_ = std::make_unique<Receiver>(files);
    site_ = std::make_unique<Site>(
        SiteOptions{.shape = Shape::kAllInOne,
                    .service_arguments = {"--webhook-ca", files.certificate},
                    .front_arguments = {"--rate-limit", "0", "--development", "--allow-private-webhooks"}});
    scene_ = std::make_unique<Scene>(*site_);
  }

  Answer Register() {
    return scene_->Provider().Post(
        "/v1/webhooks",
        {{"url", receiver_->Url()}, {"events", {"place-changed", "offer-changed", "placement-changed"}}});
  }
  Answer Delivery(const std::string& id) { return scene_->Provider().Get("/v1/webhook-deliveries/" + id); }
  bool AwaitState(const std::string& id, const std::string& state, int attempts) {
    return Eventually(kPatience, [&] {
      const Answer now = Delivery(id);
      return now.Text("state") == state && now.body.value("attempts", 0) == attempts;
    });
  }
  // Lets time pass for what waits: pauses and leases are over.
  void Later() {
    runtime::Registry metrics;
    runtime::db::Pool pool(*runtime::db::ConnectOptions::Parse(site_->database_url()), 1, metrics);
    EXPECT_TRUE(pool.Run(absl::Now() + kPatience,
                         [](runtime::db::Session& session) -> absl::Status {
                           absl::Status done = session
                                                   .Execute(
                                                       "UPDATE webhook_deliveries SET next_attempt_at = "
                                                       "next_attempt_at - INTERVAL 1 HOUR")
                                                   .status();
                           done.Update(session
                                           .Execute("UPDATE webhooks SET leased_until = leased_until - "
                                                    "INTERVAL 1 HOUR")
                                           .status());
                           return done;
                         })
                    .ok());
  }

  TemporaryFolder folder_;
  std::unique_ptr<Receiver> receiver_;
  std::unique_ptr<Site> site_;
  std::unique_ptr<Scene> scene_;
};

TEST_F(WebhookSiteTest, AMessageFailsTwiceIsDeliveredAndReplayed) {
  const Answer webhook = Register();
  ASSERT_EQ(webhook.status(), 201) << webhook;
  EXPECT_EQ(scene_->Provider().Get("/v1/webhooks/" + webhook.Text("id")).Text("secret"), "") << "shown once";
  EXPECT_EQ(scene_->Provider().Get("/v1/webhooks/" + webhook.Text("id")).Text("etag"), webhook.Text("etag"));
  receiver_->WillAnswer({500, 503});
  const Answer made = scene_->Provider().Post("/v1/webhooks/" + webhook.Text("id") + "/test");
  ASSERT_TRUE(made.Ok()) << made;
  const std::string id = made.Text("id");
  ASSERT_TRUE(AwaitState(id, "pending", 1));
  EXPECT_EQ(Delivery(id).body.value("lastStatus", 0), 500);
  EXPECT_EQ(Delivery(id).Text("lastFault"), "status");
  Later();
  ASSERT_TRUE(AwaitState(id, "pending", 2));
  Later();
  ASSERT_TRUE(AwaitState(id, "delivered", 3));
  ASSERT_TRUE(scene_->Provider().Post("/v1/webhook-deliveries/" + id + "/replay").Ok());
  ASSERT_TRUE(receiver_->Await(4));
  for (const auto& request : receiver_->Received()) {
    EXPECT_EQ(request.Header("webhook-id"), id);
    EXPECT_TRUE(IsSigned(request, webhook.Text("secret")));
  }
  const std::string metrics = HttpClient(site_->endpoints().metrics).Call("GET", "/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("boulevard_webhook_deliveries_total{outcome=\"retried\"} 2"));
  EXPECT_EQ(site_->all_in_one().process().Output().find("localhost:"), std::string::npos) << "no address";
}

// The receiver has it and does not answer, and then the program is killed: it comes again, and nothing is
// lost.
TEST_F(WebhookSiteTest, AKilledProgramLosesNothing) {
  const Answer webhook = Register();
  receiver_->WillAnswer({0});
  const std::string id = scene_->Provider().Post("/v1/webhooks/" + webhook.Text("id") + "/test").Text("id");
  ASSERT_TRUE(receiver_->Await(1));
  site_->all_in_one().Kill();
  site_->all_in_one().Start();
  site_->AwaitAnswers();
  Later();
  ASSERT_TRUE(AwaitState(id, "delivered", 1));
  const auto received = receiver_->Received();
  ASSERT_THAT(received, SizeIs(2));
  EXPECT_EQ(received[0].Header("webhook-id"), received[1].Header("webhook-id"));
  EXPECT_EQ(received[0].body, received[1].body);
}

TEST(WebhookPolicyTest, PrivateAddressesAreRefusedWithoutTheFlag) {
  const Site site({.shape = Shape::kAllInOne});
  Scene scene(site);
  for (const char* url :
       {"https://localhost/", "https://127.0.0.1/", "https://169.254.169.254/latest/meta-data"}) {
    const Answer refused =
        scene.Provider().Post("/v1/webhooks", {{"url", url}, {"events", {"place-changed"}}});
    EXPECT_EQ(refused.status(), 400) << refused;
    EXPECT_EQ(refused.body["errors"][0]["field"], "webhook.url");
  }
}

TEST(WebhookPolicyTest, TheFlagIsForDevelopmentAlone) {
  const TemporaryFolder folder;
  const Finished refused = RunToEnd({ProgramPath("boulevard"), "serve", "--data-dir", folder.path() / "data",
                                     "--http", "127.0.0.1:0", "--allow-private-webhooks"},
                                    folder.path() / "output");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("--allow-private-webhooks is for --development alone"));
}

}  // namespace
}  // namespace boulevard::tests
