#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "grpc/health/v1/health.pb.h"
#include "services/runtime/rpc/remote_backend.h"
#include "services/runtime/rpc/test_service.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::v1::GetThingRequest;
using testing::v1::Thing;

constexpr char kGetThing[] = "/boulevard.testing.v1.EchoService/GetThing";

class RoundTripTest : public ::testing::Test {
 protected:
  RemoteBackend& Start(Service::Handler handler) {
    service_.emplace(site_, std::move(handler));
    return remote_.emplace(service_->address());
  }
  absl::StatusOr<Thing> Get(RemoteBackend& remote) {
    return Call(remote, "GetThing", site_.As(Role::kMentor), Good());
  }

  TestSite site_;
  std::optional<Service> service_;
  std::optional<RemoteBackend> remote_;
};

TEST_F(RoundTripTest, TheCallAndItsContextArrive) {
  CallContext seen;
  RemoteBackend& remote = Start([&](const CallContext& context, const GetThingRequest& request) {
    seen = context;
    return Echo(context, request);
  });
  CallContext context = site_.As(Role::kMentor);
  context.deadline = absl::Now() + absl::Seconds(5);
  const absl::StatusOr<Thing> thing = Call(remote, "GetThing", context, Good());
  ASSERT_TRUE(thing.ok()) << thing.status();
  EXPECT_EQ(thing->id(), "7");
  EXPECT_EQ(seen.bearer_token, context.bearer_token);
  EXPECT_EQ(seen.principal.subject, "anna");
  EXPECT_EQ(seen.trace_id, context.trace_id);
  EXPECT_LT(seen.deadline, context.deadline);
  EXPECT_GT(seen.deadline, context.deadline - absl::Seconds(1));
}

TEST_F(RoundTripTest, ErrorsComeBackWithTheirDetails) {
  const absl::Status refused = WrongState("offer", "accept", "declined", {"revoke"});
  RemoteBackend& remote = Start([&](const auto&, const GetThingRequest& request) -> absl::StatusOr<Thing> {
    if (request.id() == "7") return refused;
    return absl::InternalError("secret");
  });
  const absl::Status received = Get(remote).status();
  EXPECT_EQ(received.code(), refused.code());
  EXPECT_EQ(received.message(), refused.message());
  EXPECT_EQ(DetailsOf(received), DetailsOf(refused));

  const absl::Status invalid = Call(remote, "GetThing", site_.As(Role::kMentor), GetThingRequest()).status();
  EXPECT_EQ(DetailsOf(invalid).fields.at(0).rule, "required");
  EXPECT_EQ(Call(remote, "GetThing", CallContext(), Good()).status().code(),
            absl::StatusCode::kUnauthenticated);

  GetThingRequest other;
  other.set_id("8");
  const absl::Status internal = Call(remote, "GetThing", site_.As(Role::kMentor), other).status();
  EXPECT_EQ(internal.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(DetailsOf(internal).incident_id.size(), 16);
}

TEST_F(RoundTripTest, TheDeadlineEndsACallThatTakesTooLong) {
  absl::Notification let_go;
  RemoteBackend& remote = Start([&](const CallContext& context, const GetThingRequest& request) {
    let_go.WaitForNotification();
    return Echo(context, request);
  });
  CallContext context = site_.As(Role::kMentor);
  context.deadline = absl::Now() + absl::Milliseconds(100);
  EXPECT_EQ(Call(remote, "GetThing", std::move(context), Good()).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  let_go.Notify();

  CallContext late = site_.As(Role::kMentor);
  late.deadline = absl::Now();
  EXPECT_EQ(Call(remote, "GetThing", std::move(late), Good()).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  service_.reset();  // its worker may still be leaving let_go
}

TEST_F(RoundTripTest, APeerThatIsGoneIsUnavailableAtOnceAndComesBack) {
  RemoteBackend& remote = Start(Echo);
  ASSERT_TRUE(Get(remote).ok());
  const std::string address = service_->address();
  service_.reset();

  const absl::Time before = absl::Now();
  const absl::Status gone = Get(remote).status();
  EXPECT_EQ(gone.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(gone.message()), Not(HasSubstr("127.0.0.1")));
  EXPECT_LT(absl::Now() - before, absl::Seconds(2));
  EXPECT_EQ(remote.Check(absl::Now() + absl::Seconds(5)).code(), absl::StatusCode::kUnavailable);

  service_.emplace(site_, Echo, Service::Options(address));
  const absl::Time latest = absl::Now() + absl::Seconds(20);
  while (!Get(remote).ok() && absl::Now() < latest) std::this_thread::yield();
  EXPECT_TRUE(Get(remote).ok());
}

TEST_F(RoundTripTest, ReplicasTakeTurnsAndStandInForEachOther) {
  std::atomic<int> first_calls = 0;
  std::atomic<int> second_calls = 0;
  const auto counting = [](std::atomic<int>& calls) {
    return [&calls](const CallContext& context, const GetThingRequest& request) {
      ++calls;
      return Echo(context, request);
    };
  };
  auto first = std::make_unique<Service>(site_, counting(first_calls));
  const Service second(site_, counting(second_calls));
  RemoteBackend remote(first->address() + ", " + second.address());
  ASSERT_TRUE(remote.Check(absl::Now() + absl::Seconds(20)).ok()) << "connects to both";
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(Get(remote).ok());
  EXPECT_EQ(first_calls, 10);
  EXPECT_EQ(second_calls, 10);

  first.reset();
  const absl::Time latest = absl::Now() + absl::Seconds(20);
  int in_a_row = 0;
  while (in_a_row < 50 && absl::Now() < latest) in_a_row = Get(remote).ok() ? in_a_row + 1 : 0;
  EXPECT_EQ(in_a_row, 50);
  EXPECT_TRUE(remote.Check(absl::Now() + absl::Seconds(5)).ok());
}

TEST_F(RoundTripTest, HealthSaysWhetherItServes) {
  RemoteBackend& remote = Start(Echo);
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  EXPECT_TRUE(remote.Check(deadline).ok());
  service_->server().SetServing(false);
  EXPECT_EQ(remote.Check(deadline).code(), absl::StatusCode::kUnavailable);
  service_->server().SetServing(true);
  EXPECT_TRUE(remote.Check(deadline).ok());
}

TEST_F(RoundTripTest, StopFinishesWhatIsUnderWayAndTakesNothingMore) {
  absl::Notification started;
  absl::Notification let_go;
  RemoteBackend& remote = Start([&](const CallContext& context, const GetThingRequest& request) {
    if (!started.HasBeenNotified()) {
      started.Notify();
      let_go.WaitForNotification();
    }
    return Echo(context, request);
  });
  Pending under_way(remote, "GetThing", site_.As(Role::kMentor), Good());
  started.WaitForNotification();
  std::thread stopping([this] { service_->server().Stop(absl::Seconds(20)); });
  const absl::Time latest = absl::Now() + absl::Seconds(20);
  while (Get(remote).ok() && absl::Now() < latest) std::this_thread::yield();
  EXPECT_EQ(Get(remote).status().code(), absl::StatusCode::kUnavailable);
  let_go.Notify();
  stopping.join();
  EXPECT_TRUE(under_way.Wait().ok());
}

TEST_F(RoundTripTest, ATakenPortIsOneClearSentence) {
  Start(Echo);
  TestSite other;
  Dispatcher idle(Handlers(), other.verifier(), Clock::System(), other.metrics());
  EXPECT_EQ(GrpcServer::Start({.address = service_->address()}, idle).status().message(),
            "cannot listen on " + service_->address() +
                ": the port is taken; stop the other program or choose another port");
  EXPECT_THAT(std::string(GrpcServer::Start({.address = "nowhere"}, idle).status().message()),
              HasSubstr("is no address"));
}

// What clients that are not ours may send.
class ForeignClientTest : public RoundTripTest {
 protected:
  // One stream with these messages; gives the status.
  grpc::Status Send(const std::string& path, const std::vector<std::string>& messages) {
    grpc::GenericStub stub(grpc::CreateChannel(service_->address(), grpc::InsecureChannelCredentials()));
    context_ = std::make_unique<grpc::ClientContext>();
    context_->AddMetadata("authorization", "bearer " + site_.Token(Role::kMentor));
    grpc::CompletionQueue queue;
    const auto stream = stub.PrepareCall(context_.get(), path, &queue);
    const auto wait = [&queue] {
      void* tag = nullptr;
      bool ok = false;
      queue.Next(&tag, &ok);
    };
    stream->StartCall(nullptr);
    wait();
    for (const std::string& message : messages) {
      const grpc::Slice slice(message);
      stream->Write(grpc::ByteBuffer(&slice, 1), nullptr);
      wait();
    }
    stream->WritesDone(nullptr);
    wait();
    grpc::ByteBuffer response;
    stream->Read(&response, nullptr);
    wait();
    grpc::Status status;
    stream->Finish(&status, nullptr);
    wait();
    grpc::Slice bytes;
    if (response.TrySingleSlice(&bytes).ok()) response_.assign(bytes.begin(), bytes.end());
    return status;
  }

  std::unique_ptr<grpc::ClientContext> context_;
  std::string response_;
};

TEST_F(ForeignClientTest, MustSendExactlyOneMessageThatParses) {
  Start(Echo);
  const std::string good = Good().SerializeAsString();
  EXPECT_TRUE(Send(kGetThing, {good}).ok());
  EXPECT_EQ(Send(kGetThing, {}).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Send(kGetThing, {good, good}).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Send(kGetThing, {"\xFF\xFF\xFF"}).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Send(kGetThing, {std::string(20'000, 'x')}).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(ForeignClientTest, OtherMethodsAreUnimplemented) {
  Start(Echo);
  for (const char* path :
       {"/boulevard.testing.v1.EchoService/Nothing", "/boulevard.testing.v1.EchoService/ListThings",
        "/other.Service/GetThing", "/nothing"}) {
    EXPECT_EQ(Send(path, {Good().SerializeAsString()}).error_code(), grpc::StatusCode::UNIMPLEMENTED) << path;
  }
}

TEST_F(ForeignClientTest, HealthKnowsEachService) {
  Start(Echo);
  grpc::health::v1::HealthCheckRequest request;
  for (const char* name : {"", "boulevard.testing.v1.EchoService"}) {
    request.set_service(name);
    EXPECT_TRUE(Send("/grpc.health.v1.Health/Check", {request.SerializeAsString()}).ok());
    grpc::health::v1::HealthCheckResponse response;
    EXPECT_TRUE(response.ParseFromString(response_));
    EXPECT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING) << name;
  }
  request.set_service("other");
  EXPECT_EQ(Send("/grpc.health.v1.Health/Check", {request.SerializeAsString()}).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(ForeignClientTest, ACallerThatLeavesIsNoticed) {
  absl::Notification started;
  std::atomic<bool> noticed = false;
  Start([&](const CallContext& context, const GetThingRequest& request) {
    started.Notify();
    while (!*context.cancelled && absl::Now() < context.deadline) std::this_thread::yield();
    noticed = context.cancelled->load();
    return Echo(context, request);
  });
  grpc::Status status;
  std::thread caller([&] { status = Send(kGetThing, {Good().SerializeAsString()}); });
  started.WaitForNotification();
  context_->TryCancel();
  caller.join();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::CANCELLED);
  service_.reset();
  EXPECT_TRUE(noticed);
}

}  // namespace
}  // namespace boulevard::runtime::rpc
