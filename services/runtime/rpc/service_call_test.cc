#include <gtest/gtest.h>

#include <filesystem>

#include "services/runtime/auth/service_credential.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/rpc/remote_backend.h"
#include "services/runtime/rpc/test_site.h"

namespace boulevard::runtime::rpc {
namespace {

using testing::v1::GetThingRequest;
using testing::v1::Thing;

constexpr char kMove[] = "boulevard.testing.v1.EchoService.MoveThing";
constexpr char kGet[] = "boulevard.testing.v1.EchoService.GetThing";

absl::StatusOr<Thing> SayWhoCalls(const CallContext& context, const GetThingRequest&) {
  Thing thing;
  thing.set_name(context.principal.subject);
  return thing;
}

// One service calls another on its own behalf, over gRPC.
class ServiceCallTest : public ::testing::Test {
 protected:
  ServiceCallTest() : dispatcher_(TheHandlers(), verifier_, Clock::System(), metrics_) {
    EXPECT_TRUE(AcceptService(verifier_, "guidance", key_.PublicKeyPem(), {"placements"}).ok());
    EXPECT_TRUE(verifier_.AddPublicKey(key_.PublicKeyPem()).ok());
    server_ = *GrpcServer::Start(
        {.address = "127.0.0.1:0", .services = {TestSite::Method("MoveThing").service()}}, dispatcher_);
    backend_.emplace(server_->address());
  }
  ~ServiceCallTest() override { std::filesystem::remove(path_); }

  static Handlers TheHandlers() {
    Handlers handlers;
    handlers.Bind<GetThingRequest, Thing>(kMove, SayWhoCalls);
    handlers.Bind<GetThingRequest, Thing>(kGet, SayWhoCalls);
    return handlers;
  }
  absl::StatusOr<Thing> CallWith(const std::string& token, const std::string& method) {
    CallContext context;
    context.bearer_token = token;
    context.deadline = absl::Now() + absl::Seconds(20);
    GetThingRequest request;
    request.set_id("1");
    return Call(*backend_, method, std::move(context), request);
  }
  std::string AdminToken() const {
    return TokenSigner::Open(path_)->Sign({.subject = "anna", .role = Role::kAdmin}, absl::Now(),
                                          absl::Hours(1));
  }

  const std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / absl::StrCat("service_call_test.", RandomHex(16));
  const SigningKey key_ = *SigningKey::Open(path_);
  const ServiceCredential credential_{*SigningKey::Read(path_), "guidance", "placements", Clock::System()};
  TokenVerifier verifier_{Clock::System()};
  Registry metrics_;
  Dispatcher dispatcher_;
  std::unique_ptr<GrpcServer> server_;
  std::optional<RemoteBackend> backend_;
};

TEST_F(ServiceCallTest, AServiceMayWhatIsDeclaredForServices) {
  const absl::StatusOr<Thing> thing = CallWith(credential_.Token(), "MoveThing");
  ASSERT_TRUE(thing.ok()) << thing.status();
  EXPECT_EQ(thing->name(), "guidance");
  EXPECT_EQ(CallWith(credential_.Token(), "GetThing").status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(ServiceCallTest, PeopleMayNot) {
  EXPECT_EQ(CallWith(AdminToken(), "MoveThing").status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_TRUE(CallWith(AdminToken(), "GetThing").ok());
  EXPECT_EQ(CallWith("", "MoveThing").status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(ServiceCallTest, WhatCouldBeNoTokenIsRefusedAndCounted) {
  for (const std::string& token : {std::string("a b"), std::string("\xff\x01"), std::string(20'000, 'a')}) {
    EXPECT_EQ(CallWith(token, "GetThing").status().code(), absl::StatusCode::kUnauthenticated)
        << token.size();
  }
  EXPECT_NE(metrics_.Render().find(R"(boulevard_auth_failures_total{reason="malformed"} 3)"),
            std::string::npos);
}

}  // namespace
}  // namespace boulevard::runtime::rpc
