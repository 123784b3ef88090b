#include "services/runtime/rpc/peer.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <thread>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/rpc/local_backend.h"
#include "services/runtime/rpc/test_site.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

using testing::v1::GetThingRequest;
using testing::v1::Thing;

// Services alone may call it.
constexpr char kAskedMethod[] = "boulevard.testing.v1.EchoService.MoveThing";
constexpr char kAskersTrace[] = "0af7651916cd43dd8448eb211c80319c";

// "guidance" asks "placements", both in this process; placements has one worker.
class PeerTest : public ::testing::Test {
 protected:
  PeerTest() {
    absl::StatusOr<SigningKey> key = SigningKey::Make();
    EXPECT_TRUE(AcceptService(verifier_, "guidance", key->PublicKeyPem(), {"placements"}).ok());
    Handlers handlers;
    handlers.Bind<GetThingRequest, Thing>(
        kAskedMethod,
        [this](const CallContext& context, const GetThingRequest&) { return answer_(context); });
    dispatcher_.emplace(std::move(handlers), verifier_, Clock::System(), metrics_,
                        DispatcherOptions{.workers = 1, .queue = 1});
    local_.Connect(*dispatcher_);
    peer_.emplace("guidance", *std::move(key), "placements", local_, Clock::System());
    context_.deadline = absl::Now() + absl::Seconds(20);
    context_.trace_id = kAskersTrace;
  }

  absl::StatusOr<Thing> Ask(absl::Duration longest = absl::Seconds(10)) { return AskAs(*peer_, longest); }
  absl::StatusOr<Thing> AskAs(Peer& peer, absl::Duration longest = absl::Seconds(10)) {
    GetThingRequest request;
    request.set_id("1");
    return peer.Call<Thing>(kAskedMethod, context_, request, longest);
  }
  static void ExpectUnavailable(const absl::Status& status) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
    EXPECT_GT(DetailsOf(status).retry_after, absl::ZeroDuration());
  }

  TokenVerifier verifier_{Clock::System()};
  Registry metrics_;
  CallContext context_;
  std::function<absl::StatusOr<Thing>(const CallContext&)> answer_ = [](const CallContext&) {
    return Thing();
  };
  std::optional<Dispatcher> dispatcher_;
  LocalBackend local_;
  std::optional<Peer> peer_;
};

TEST_F(PeerTest, SaysWhichServiceAsksAndCarriesTheTraceOn) {
  std::optional<CallContext> seen;
  answer_ = [&](const CallContext& context) {
    seen = context;
    Thing thing;
    thing.set_name("found");
    return thing;
  };
  context_.bearer_token = "of the caller";
  context_.idempotency_key = "of the caller";
  const absl::StatusOr<Thing> thing = Ask();
  ASSERT_TRUE(thing.ok()) << thing.status();
  EXPECT_EQ(thing->name(), "found");
  EXPECT_EQ(seen->principal.role, Role::kService);
  EXPECT_EQ(seen->principal.subject, "guidance");
  EXPECT_EQ(seen->trace_id, kAskersTrace);
  EXPECT_EQ(seen->idempotency_key, "");
  EXPECT_LT(seen->deadline, context_.deadline);
}

TEST_F(PeerTest, WhatThePeerSaysOfTheRequestIsPassedOn) {
  for (const absl::Status& said :
       {NoSuch("young person", "1"), WrongState("dossier", "apply", "closed", {"reopen"}),
        InvalidField("id", "uuid", "must be one"), absl::PermissionDeniedError("another mentor's")}) {
    answer_ = [&](const CallContext&) { return said; };
    EXPECT_EQ(Ask().status(), said);
  }
}

TEST_F(PeerTest, OneThatCannotAnswerNowIsUnavailable) {
  for (const absl::Status& said :
       {absl::UnavailableError("the database is away"), absl::DeadlineExceededError("too slow"),
        absl::ResourceExhaustedError("too many"), absl::CancelledError("stopping")}) {
    answer_ = [&](const CallContext&) { return said; };
    ExpectUnavailable(Ask().status());
  }
}

TEST_F(PeerTest, OneThatHangsIsWaitedForNoLongerThanAllowed) {
  // Whoever is asked may begin when nobody waits any more.
  const auto hangs = std::make_shared<absl::Notification>();
  answer_ = [hangs](const CallContext&) {
    hangs->WaitForNotification();
    return Thing();
  };
  const absl::Time asked = absl::Now();
  ExpectUnavailable(Ask(absl::Milliseconds(20)).status());
  EXPECT_LT(absl::Now() - asked, absl::Seconds(5));
  hangs->Notify();
}

TEST_F(PeerTest, NothingIsAskedWithoutTime) {
  answer_ = [](const CallContext&) {
    ADD_FAILURE() << "was asked";
    return Thing();
  };
  context_.deadline = absl::Now() - absl::Seconds(1);
  EXPECT_EQ(Ask().status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(PeerTest, OneThatIsNotThereYetOrNoLongerIsUnavailable) {
  local_.Disconnect();
  ExpectUnavailable(Ask().status());
  local_.Connect(*dispatcher_);
  EXPECT_TRUE(Ask().ok());
}

TEST_F(PeerTest, ACredentialThatIsRefusedIsOurFaultAndNotTheCallers) {
  Peer stranger("guidance", *SigningKey::Make(), "placements", local_, Clock::System());
  EXPECT_EQ(AskAs(stranger).status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace boulevard::runtime::rpc
