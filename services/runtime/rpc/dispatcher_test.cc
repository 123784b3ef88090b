#include "services/runtime/rpc/dispatcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "services/runtime/log/log.h"
#include "services/runtime/rpc/test_site.h"
#include "services/runtime/rpc/worker_pool.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::v1::GetThingRequest;
using testing::v1::Thing;

constexpr char kService[] = "boulevard.testing.v1.EchoService.";

class DispatcherTest : public ::testing::Test {
 protected:
  template <typename Request = GetThingRequest, typename Function>
  void Bind(const std::string& method, Function function) {
    handlers_.Bind<Request, Thing>(kService + method, std::move(function));
  }
  Dispatcher& Start(const DispatcherOptions& options = {}) {
    dispatcher_.emplace(std::move(handlers_), site_.verifier(), clock_, site_.metrics(), options);
    return *dispatcher_;
  }

  static GetThingRequest Good() {
    GetThingRequest request;
    request.set_id("7");
    return request;
  }
  static absl::StatusOr<Thing> Echo(const CallContext&, const GetThingRequest& request) {
    Thing thing;
    thing.set_id(request.id());
    return thing;
  }

  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  TestSite site_{clock_};
  Handlers handlers_;
  std::optional<Dispatcher> dispatcher_;
};

TEST_F(DispatcherTest, RunsTheHandlerWithThePrincipal) {
  Principal seen;
  Bind("GetThing", [&](const CallContext& context, const GetThingRequest& request) {
    seen = context.principal;
    return Echo(context, request);
  });
  const absl::StatusOr<Thing> thing = Call(Start(), "GetThing", site_.As(Role::kMentor), Good());
  ASSERT_TRUE(thing.ok()) << thing.status();
  EXPECT_EQ(thing->id(), "7");
  EXPECT_EQ(seen.subject, "anna");
  EXPECT_EQ(seen.role, Role::kMentor);
  EXPECT_THAT(site_.metrics().Render(),
              HasSubstr("boulevard_rpc_handled_total{code=\"OK\",method=\"GetThing\","
                        "service=\"boulevard.testing.v1.EchoService\"} 1\n"));
}

TEST_F(DispatcherTest, RefusesACallWithoutAToken) {
  Bind("GetThing", Echo);
  const absl::Status status = Call(Start(), "GetThing", CallContext(), Good()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(DispatcherTest, EveryRoleMayCallWhatTheContractSays) {
  Bind("GetThing", Echo);
  Bind<testing::v1::FinishThingRequest>("FinishThing", [](const auto&, const auto&) { return Thing(); });
  Dispatcher& dispatcher = Start();
  testing::v1::FinishThingRequest finish;
  finish.set_id("7");
  finish.set_reason("done");
  for (const Role role : {Role::kProvider, Role::kMentor, Role::kCoordinator, Role::kReferrer,
                          Role::kMunicipality, Role::kAdmin}) {
    EXPECT_TRUE(Call(dispatcher, "GetThing", site_.As(role), Good()).ok()) << RoleName(role);
    const bool may_finish = role == Role::kMentor || role == Role::kCoordinator;
    const absl::Status status = Call(dispatcher, "FinishThing", site_.As(role), finish).status();
    EXPECT_EQ(status.code(), may_finish ? absl::StatusCode::kOk : absl::StatusCode::kPermissionDenied);
  }
  EXPECT_EQ(Call(dispatcher, "FinishThing", site_.As(Role::kAdmin), finish).status().message(),
            "the role admin may not call boulevard.testing.v1.EchoService/FinishThing");
}

TEST_F(DispatcherTest, NobodyMayCallAMethodWithoutRoles) {
  Bind("Closed", Echo);
  EXPECT_EQ(Call(Start(), "Closed", site_.As(Role::kAdmin), Good()).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(DispatcherTest, RefusesWhatBreaksAFieldRule) {
  std::atomic<bool> called = false;
  Bind("GetThing", [&](const CallContext& context, const GetThingRequest& request) {
    called = true;
    return Echo(context, request);
  });
  const absl::Status status = Call(Start(), "GetThing", site_.As(Role::kMentor), GetThingRequest()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(DetailsOf(status).fields.at(0).field, "id");
  EXPECT_FALSE(called);
}

TEST_F(DispatcherTest, MethodsWithoutAHandlerAreUnimplemented) {
  EXPECT_EQ(Call(Start(), "GetThing", site_.As(Role::kMentor), Good()).status().code(),
            absl::StatusCode::kUnimplemented);
}

TEST_F(DispatcherTest, ARequestOfAnotherTypeIsAnIncident) {
  Bind("GetThing", Echo);
  EXPECT_EQ(Call(Start(), "GetThing", site_.As(Role::kMentor), Thing()).status().code(),
            absl::StatusCode::kInternal);
}

// One worker, held by the first call until it is let go.
class BusyDispatcherTest : public DispatcherTest {
 protected:
  BusyDispatcherTest() {
    Bind("GetThing", [this](const CallContext& context, const GetThingRequest& request) {
      if (runs_++ == 0) {
        started_.Notify();
        let_go_.WaitForNotification();
      }
      return Echo(context, request);
    });
    Start({.workers = 1, .queue = 1});
    first_.emplace(*dispatcher_, "GetThing", site_.As(Role::kMentor), Good());
    started_.WaitForNotification();
  }
  ~BusyDispatcherTest() override {
    if (!let_go_.HasBeenNotified()) let_go_.Notify();
    dispatcher_.reset();
  }

  std::atomic<int> runs_ = 0;
  absl::Notification started_;
  absl::Notification let_go_;
  std::optional<Pending> first_;
};

TEST_F(BusyDispatcherTest, AFullQueueRefusesAtOnce) {
  Pending second(*dispatcher_, "GetThing", site_.As(Role::kMentor), Good());
  EXPECT_THAT(site_.metrics().Render(), HasSubstr("boulevard_rpc_queue_length 1\n"));
  const absl::Status third = Call(*dispatcher_, "GetThing", site_.As(Role::kMentor), Good()).status();
  EXPECT_EQ(third.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_GT(DetailsOf(third).retry_after, absl::ZeroDuration());
  let_go_.Notify();
  EXPECT_TRUE(first_->Wait().ok());
  EXPECT_TRUE(second.Wait().ok());
  EXPECT_THAT(site_.metrics().Render(), HasSubstr("boulevard_rpc_queue_length 0\n"));
  EXPECT_THAT(site_.metrics().Render(), HasSubstr("boulevard_rpc_queue_capacity 1\n"));
  EXPECT_THAT(site_.metrics().Render(), HasSubstr("code=\"RESOURCE_EXHAUSTED\""));
}

// However few there are: it is not for too many calls that nothing moves.
TEST_F(BusyDispatcherTest, WhoFindsNoWorkerInTimeIsToldThatTheServiceIsAway) {
  Pending second(*dispatcher_, "GetThing", site_.As(Role::kMentor), Good());
  clock_.Advance(WorkerPool::kLongestWait);
  let_go_.Notify();
  const absl::Status late = second.Wait().status();
  EXPECT_EQ(late.code(), absl::StatusCode::kUnavailable);
  EXPECT_GT(DetailsOf(late).retry_after, absl::ZeroDuration());
  EXPECT_TRUE(first_->Wait().ok());
  EXPECT_EQ(runs_, 1);
  EXPECT_THAT(site_.metrics().Render(), HasSubstr("code=\"UNAVAILABLE\""));
}

TEST_F(BusyDispatcherTest, ACallThatExpiresInTheQueueIsDropped) {
  CallContext context = site_.As(Role::kMentor);
  context.deadline = clock_.Now() + absl::Seconds(1);
  Pending second(*dispatcher_, "GetThing", std::move(context), Good());
  clock_.Advance(absl::Seconds(1));
  let_go_.Notify();
  EXPECT_EQ(second.Wait().status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_TRUE(first_->Wait().ok());
  EXPECT_EQ(runs_, 1);
}

TEST_F(BusyDispatcherTest, ACallWithoutADeadlineGetsTheDefault) {
  Pending second(*dispatcher_, "GetThing", site_.As(Role::kMentor), Good());
  clock_.Advance(absl::Seconds(10));
  let_go_.Notify();
  EXPECT_EQ(second.Wait().status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(BusyDispatcherTest, ACallWhoseCallerHasGoneIsDropped) {
  const CallContext context = site_.As(Role::kMentor);
  Pending second(*dispatcher_, "GetThing", context, Good());
  context.cancelled->store(true);
  let_go_.Notify();
  EXPECT_EQ(second.Wait().status().code(), absl::StatusCode::kCancelled);
  EXPECT_TRUE(first_->Wait().ok());
  EXPECT_EQ(runs_, 1);
}

TEST_F(BusyDispatcherTest, EndingFinishesWhatWasTaken) {
  Pending second(*dispatcher_, "GetThing", site_.As(Role::kMentor), Good());
  std::thread ending([this] { dispatcher_.reset(); });
  let_go_.Notify();
  ending.join();
  EXPECT_TRUE(first_->Wait().ok());
  EXPECT_TRUE(second.Wait().ok());
}

TEST_F(DispatcherTest, TheLongestDeadlineBoundsTheCallers) {
  absl::Time seen;
  Bind("GetThing", [&](const CallContext& context, const GetThingRequest& request) {
    seen = context.deadline;
    return Echo(context, request);
  });
  CallContext context = site_.As(Role::kMentor);
  context.deadline = clock_.Now() + absl::Hours(5);
  EXPECT_TRUE(Call(Start(), "GetThing", std::move(context), Good()).ok());
  EXPECT_EQ(seen, clock_.Now() + absl::Seconds(60));
}

TEST_F(DispatcherTest, StatusesOfHandlersPassThroughWithTheirDetails) {
  const absl::Status refused = WrongState("offer", "accept", "declined", {});
  Bind("GetThing", [&](const auto&, const auto&) -> absl::StatusOr<Thing> { return refused; });
  EXPECT_EQ(Call(Start(), "GetThing", site_.As(Role::kMentor), Good()).status(), refused);
}

// What the log says of the calls in `run`.
template <typename Function>
std::string LogOf(Function run) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / absl::StrCat("dispatcher_test.", RandomHex(16));
  log::Start("dispatcher_test", path.string());
  run();
  log::Flush();
  log::Start("dispatcher_test", "/dev/stderr");
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  std::filesystem::remove(path);
  return text.str();
}

TEST_F(DispatcherTest, WhatEscapesAHandlerIsAnIncidentInTheLogAlone) {
  Bind("GetThing", [](const auto&, const GetThingRequest& request) -> absl::StatusOr<Thing> {
    if (request.id() == "exception") throw std::runtime_error("secret host");
    if (request.id() == "other") throw 7;
    return absl::UnknownError("secret host");
  });
  Dispatcher& dispatcher = Start();
  for (const char* id : {"exception", "other", "status"}) {
    GetThingRequest request;
    request.set_id(id);
    absl::Status status;
    const std::string logged =
        LogOf([&] { status = Call(dispatcher, "GetThing", site_.As(Role::kMentor), request).status(); });
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
    EXPECT_THAT(status.ToString(), Not(HasSubstr("secret")));
    const std::string incident = DetailsOf(status).incident_id;
    EXPECT_THAT(incident, MatchesRegex("[0-9a-f]{16}"));
    EXPECT_THAT(logged, HasSubstr(absl::StrCat("\"incident_id\":\"", incident, "\",\"cause\":\"")));
    EXPECT_THAT(logged, HasSubstr(request.id() == "other" ? "exception of an unknown kind" : "secret host"));
  }
}

TEST_F(DispatcherTest, ThePeersIncidentKeepsItsName) {
  Bind("GetThing", [](const auto&, const auto&) -> absl::StatusOr<Thing> { return Internal("feed"); });
  const absl::Status status = Call(Start(), "GetThing", site_.As(Role::kMentor), Good()).status();
  EXPECT_EQ(DetailsOf(status).incident_id, "feed");
}

TEST_F(DispatcherTest, EveryCallIsOneLineOfTheLog) {
  Bind("GetThing", Echo);
  Dispatcher& dispatcher = Start();
  const std::string logged = LogOf([&] {
    EXPECT_TRUE(Call(dispatcher, "GetThing", site_.As(Role::kMentor), Good()).ok());
    EXPECT_FALSE(Call(dispatcher, "GetThing", CallContext(), Good()).ok());
  });
  EXPECT_THAT(logged,
              HasSubstr(R"("event":"rpc","method":"boulevard.testing.v1.EchoService/GetThing","code":"OK",)"
                        R"("duration_ms":0,"trace_id":"0af7651916cd43dd8448eb211c80319c","role":"mentor"})"));
  EXPECT_THAT(logged,
              HasSubstr(R"("code":"UNAUTHENTICATED","duration_ms":0,"trace_id":"","reason":"missing"})"));
  EXPECT_EQ(std::count(logged.begin(), logged.end(), '\n'), 2);
}

TEST(HandlersDeathTest, WrongBindingsEndTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto handler = [](const CallContext&, const auto&) -> absl::StatusOr<Thing> { return Thing(); };
  Handlers handlers;
  handlers.Bind<GetThingRequest, Thing>("boulevard.testing.v1.EchoService.GetThing", handler);
  EXPECT_DEATH((handlers.Bind<GetThingRequest, Thing>("boulevard.testing.v1.EchoService.GetThing", handler)),
               "bound already");
  EXPECT_DEATH((handlers.Bind<GetThingRequest, Thing>("boulevard.testing.v1.EchoService.Nothing", handler)),
               "no such method");
  EXPECT_DEATH((handlers.Bind<Thing, Thing>("boulevard.testing.v1.EchoService.GetThing", handler)),
               "other types");
}

}  // namespace
}  // namespace boulevard::runtime::rpc
