#include "services/runtime/http/operations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/http/http_client.h"

namespace boulevard::runtime::http {
namespace {

using ::testing::HasSubstr;
using tests::HttpClient;
using tests::HttpResponse;

TEST(OperationsTest, AnswersMetricsAndHealth) {
  Registry metrics;
  metrics.Counter("boulevard_test_total", "A test.").Increment(3);
  absl::Status ready = absl::UnavailableError("the database does not answer");
  const auto server = StartOperations("127.0.0.1:0", metrics, [&ready] { return ready; });
  ASSERT_TRUE(server.ok()) << server.status();
  HttpClient client((*server)->address());

  const HttpResponse scraped = client.Call("GET", "/metrics");
  EXPECT_EQ(scraped.Header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(scraped.body, HasSubstr("boulevard_test_total 3"));
  EXPECT_EQ(client.Call("GET", "/livez").status, 200);
  const HttpResponse unready = client.Call("GET", "/readyz");
  EXPECT_EQ(unready.status, 503);
  EXPECT_EQ(unready.body, "the database does not answer\n");
  ready = absl::OkStatus();
  EXPECT_EQ(client.Call("GET", "/readyz").status, 200);
  EXPECT_EQ(client.Call("HEAD", "/livez").status, 200);
  EXPECT_EQ(client.Call("POST", "/livez").Header("allow"), "GET, HEAD");
  EXPECT_EQ(client.Call("GET", "/else").status, 404);
}

}  // namespace
}  // namespace boulevard::runtime::http
