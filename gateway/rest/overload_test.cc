#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>

#include "absl/time/clock.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/rest/rest_gateway.h"
#include "gateway/rest/test_service.h"
#include "services/runtime/rpc/stream.h"

namespace boulevard::gateway::rest {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

// Says that it is full, and counts who calls it all the same.
class FullBackend final : public runtime::rpc::Backend {
 public:
  void Call(const google::protobuf::MethodDescriptor&, runtime::CallContext, runtime::rpc::MessagePtr,
            runtime::rpc::Done done) override {
    ++calls;
    std::move(done)(absl::UnavailableError("called"));
  }
  std::shared_ptr<runtime::rpc::Stream> Open(const google::protobuf::MethodDescriptor&, runtime::CallContext,
                                             runtime::rpc::MessagePtr) override {
    ++calls;
    return runtime::rpc::Stream::Refused(absl::UnavailableError("called"));
  }
  bool Full() const override { return full; }

  std::atomic<bool> full = true;
  std::atomic<int> calls = 0;
};

class OverloadTest : public ::testing::Test {
 protected:
  OverloadTest() {
    const std::vector services{
        boulevard::testing::v1::Thing::descriptor()->file()->FindServiceByName("EchoService")};
    gateway_ = RestGateway::Build(services, {{kService, &backend_}}, metrics_, [] {
                 return absl::OkStatus();
               }).value();
  }

  runtime::http::Response Get(const std::string& path) {
    runtime::http::Request request{.method = "GET", .path = path};
    request.received = absl::Now();
    std::optional<runtime::http::Response> answer;
    gateway_->Handle(std::move(request),
                     [&](runtime::http::Response response) { answer = std::move(response); });
    return answer.value();
  }

  runtime::Registry metrics_;
  FullBackend backend_;
  std::unique_ptr<RestGateway> gateway_;
};

TEST_F(OverloadTest, WhatWouldBeRefusedIsNotReadFirst) {
  const runtime::http::Response refused = Get("/v1/things/7");
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.headers, Contains(Pair("Retry-After", "1")));
  EXPECT_THAT(refused.headers, Contains(Pair("Content-Type", "application/problem+json")));
  EXPECT_EQ(backend_.calls, 0);
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_http_requests_total{code=\"429\",method=\"GET\","
                                           "route=\"/v1/things/{id}\"} 1\n"));
  EXPECT_EQ(Get("/v1/nothing").status, 404) << "that costs the backend nothing";

  backend_.full = false;
  EXPECT_EQ(Get("/v1/things/7").status, 503);
  EXPECT_EQ(backend_.calls, 1);
}

}  // namespace
}  // namespace boulevard::gateway::rest
