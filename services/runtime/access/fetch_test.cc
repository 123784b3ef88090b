#include "services/runtime/access/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "services/runtime/http/server.h"

namespace boulevard::runtime::access {
namespace {

using ::testing::HasSubstr;

class FetchTest : public ::testing::Test {
 protected:
  FetchTest() {
    server_ = *http::Server::Start(
        {.address = "127.0.0.1:0"},
        [this](http::Request request, http::Respond respond) { Answer(request, std::move(respond)); });
  }

  void Answer(const http::Request& request, http::Respond respond) {
    http::Response response = answer_;
    if (request.path == "/silent") {
      held_ = std::move(respond);
      return;
    }
    if (request.path == "/away") response = Redirect("/there");
    if (request.path == "/circle") response = Redirect("/circle");
    if (request.path == "/file") response = Redirect("file:///etc/hostname");
    if (request.path == "/missing") response.status = 404;
    std::move(respond)(std::move(response));
  }
  static http::Response Redirect(const std::string& to) {
    return {.status = 302, .headers = {{"Location", to}}, .body = {}};
  }

  absl::StatusOr<Fetched> Get(const std::string& path) {
    return Fetch(absl::StrCat("http://", server_->address(), path), options_);
  }
  std::optional<absl::Duration> FreshFor(const std::string& cache_control, const std::string& age = "") {
    answer_.headers = {{"Cache-Control", cache_control}};
    if (!age.empty()) answer_.headers.emplace_back("Age", age);
    return Get("/")->fresh_for;
  }

  FetchOptions options_;
  http::Response answer_{.status = 200, .headers = {}, .body = "keys"};
  http::Respond held_;
  std::unique_ptr<http::Server> server_;
};

TEST_F(FetchTest, GivesTheBody) {
  const absl::StatusOr<Fetched> fetched = Get("/there");
  ASSERT_TRUE(fetched.ok()) << fetched.status();
  EXPECT_EQ(fetched->body, "keys");
  EXPECT_EQ(fetched->fresh_for, std::nullopt);
}

TEST_F(FetchTest, SaysHowLongItIsFresh) {
  EXPECT_EQ(FreshFor("public, max-age=300"), absl::Seconds(300));
  EXPECT_EQ(FreshFor("Max-Age=300", "100"), absl::Seconds(200));
  EXPECT_EQ(FreshFor("max-age=300", "301"), absl::ZeroDuration());
  EXPECT_EQ(FreshFor("max-age=300, no-store"), absl::ZeroDuration());
  EXPECT_EQ(FreshFor("no-cache"), absl::ZeroDuration());
  EXPECT_EQ(FreshFor("max-age=soon"), std::nullopt);
  EXPECT_EQ(FreshFor("private"), std::nullopt);
}

TEST_F(FetchTest, FollowsAFewRedirectsAndNoneToAnotherScheme) {
  EXPECT_EQ(Get("/away")->body, "keys");
  EXPECT_FALSE(Get("/circle").ok());
  EXPECT_FALSE(Get("/file").ok());
}

TEST_F(FetchTest, RefusesWhatIsNo200OrTooLong) {
  EXPECT_EQ(Get("/missing").status(), absl::UnavailableError("the answer is HTTP status 404"));
  answer_.body = std::string(options_.most_bytes, 'x');
  EXPECT_TRUE(Get("/").ok());
  answer_.body += 'x';
  EXPECT_EQ(Get("/").status(), absl::UnavailableError("the answer is too long"));
}

TEST_F(FetchTest, DoesNotWaitForever) {
  options_.timeout = absl::Milliseconds(100);
  EXPECT_EQ(Get("/silent").status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(FetchTest, StopsWhenItIsTold) {
  const std::atomic<bool> stop = true;
  options_.stop = &stop;
  const absl::Time began = absl::Now();
  EXPECT_FALSE(Get("/silent").ok());
  EXPECT_LT(absl::Now() - began, absl::Seconds(5));
}

TEST_F(FetchTest, NamesNoAddressInItsErrors) {
  const std::string address = server_->address();
  server_.reset();
  const absl::Status refused = Fetch(absl::StrCat("http://", address, "/"), options_).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(refused.message()), ::testing::Not(HasSubstr("127.0.0.1")));
  EXPECT_FALSE(Fetch("ftp://127.0.0.1/", options_).ok());
}

}  // namespace
}  // namespace boulevard::runtime::access
