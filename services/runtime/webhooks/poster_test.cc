#include "services/runtime/webhooks/poster.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/http/server.h"
#include "tests/support/http/certificate.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::webhooks {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);

class PosterTest : public ::testing::Test {
 protected:
  PosterTest() {
    const tests::CertificateFiles files = tests::WriteCertificate(folder_.path(), "receiver");
    options_ = {.ca_file = files.certificate, .allow_private = true};
    server_ = *http::Server::Start(
        {.address = "127.0.0.1:0",
         .tls = {files.certificate, files.key},
         .drain_timeout = absl::ZeroDuration()},
        [this](http::Request request, http::Respond respond) { Answer(request, std::move(respond)); });
  }

  void Answer(const http::Request& request, http::Respond respond) {
    absl::MutexLock lock(&mutex_);
    last_ = request;
    ++requests_;
    if (request.path == "/silent") {
      held_.push_back(std::move(respond));
      return;
    }
    http::Response response{.status = 204};
    if (request.path == "/away") response = {.status = 302, .headers = {{"Location", Url("/")}}};
    if (request.path == "/long") response = {.status = 200, .body = std::string(1'000'000, 'x')};
    std::move(respond)(std::move(response));
  }

  http::Request Last() {
    absl::MutexLock lock(&mutex_);
    return last_;
  }

  std::string Url(const std::string& path) const {
    const std::pair<std::string, std::string> parts = absl::StrSplit(server_->address(), ':');
    return absl::StrCat("https://localhost:", parts.second, path);
  }

  Posted PostTo(const std::string& url) {
    Poster poster(options_);
    poster.Begin(Uuid{}, {.url = url, .headers = {"webhook-id: 1"}, .body = R"({"type":"test"})"});
    std::vector<Posted> ended;
    while (ended.empty()) ended = poster.Wait(kPatience);
    EXPECT_EQ(poster.under_way(), 0u);
    return ended[0];
  }

  tests::TemporaryFolder folder_;
  PostOptions options_;
  absl::Mutex mutex_;
  http::Request last_;
  std::vector<http::Respond> held_;
  std::atomic<int> requests_ = 0;
  std::unique_ptr<http::Server> server_;
};

TEST_F(PosterTest, PostsAndGivesTheStatus) {
  const Posted posted = PostTo(Url("/hooks?a=b"));
  EXPECT_EQ(posted.trouble, Trouble::kNone);
  EXPECT_EQ(posted.status, 204);
  EXPECT_EQ(Last().method, "POST");
  EXPECT_EQ(Last().path, "/hooks");
  EXPECT_EQ(Last().body, R"({"type":"test"})");
  EXPECT_EQ(Last().Header("webhook-id"), "1");
  EXPECT_EQ(Last().Header("content-type"), "application/json");
}

TEST_F(PosterTest, FollowsNoRedirectAndReadsNoLongAnswer) {
  EXPECT_EQ(PostTo(Url("/away")).status, 302);
  EXPECT_EQ(requests_, 1);
  EXPECT_EQ(PostTo(Url("/long")).status, 200);
}

// A name that was public when it was registered, and is not any more, gets no connection.
TEST_F(PosterTest, ConnectsToNoPrivateAddressWhateverItsName) {
  options_.allow_private = false;
  EXPECT_EQ(PostTo(Url("/")).trouble, Trouble::kAddressNotAllowed);
  EXPECT_EQ(PostTo(absl::StrCat("https://", server_->address(), "/")).trouble, Trouble::kAddressNotAllowed);
  EXPECT_EQ(requests_, 0);
}

TEST_F(PosterTest, ChecksTheCertificate) {
  options_.ca_file = tests::WriteCertificate(folder_.path(), "another").certificate;
  EXPECT_EQ(PostTo(Url("/")).trouble, Trouble::kTls);
  EXPECT_EQ(requests_, 0);
}

TEST_F(PosterTest, SaysWhyThereIsNoAnswer) {
  EXPECT_EQ(PostTo("https://nowhere.invalid/").trouble, Trouble::kNotResolved);
  EXPECT_EQ(PostTo("http://localhost/").trouble, Trouble::kNoAnswer) << "https alone";
  options_.timeout = absl::Milliseconds(200);
  EXPECT_EQ(PostTo(Url("/silent")).trouble, Trouble::kTimedOut);
  const std::string url = Url("/");
  server_.reset();
  EXPECT_EQ(PostTo(url).trouble, Trouble::kNotConnected);
}

TEST_F(PosterTest, ASlowReceiverHoldsUpNoOther) {
  Poster poster(options_);
  const Uuid slow = NewUuid(absl::Now()), quick = NewUuid(absl::Now());
  poster.Begin(slow, {.url = Url("/silent"), .headers = {}, .body = "{}"});
  poster.Begin(quick, {.url = Url("/"), .headers = {}, .body = "{}"});
  std::vector<Posted> ended;
  while (ended.empty()) ended = poster.Wait(kPatience);
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].id, quick);
  EXPECT_EQ(poster.under_way(), 1u);
}

}  // namespace
}  // namespace boulevard::runtime::webhooks
