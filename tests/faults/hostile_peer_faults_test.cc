// A gateway whose service is none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "boulevard/placements/v1/offers.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "boulevard/runtime/v1/errors.pb.h"
#include "tests/faults/fake_service.h"
#include "tests/faults/fault_tools.h"
#include "tests/support/site/program.h"
#include "tests/support/site/wait.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

using ::testing::AnyOf;
using ::testing::Not;

// A gateway in front of that service.
class LoneGateway {
 public:
  explicit LoneGateway(const std::string& placements) {
    const std::filesystem::path endpoints = folder_.path() / "gateway.json";
    const std::filesystem::path output = folder_.path() / "gateway.log";
    program_ = std::make_unique<Program>(Program::Options{
        .name = "boulevard-gateway",
        .arguments = {"--placements", placements, "--guidance", placements, "--endpoints-file", endpoints},
        .endpoints_file = endpoints,
        .output = output});
    program_->StartUnready();
  }
  ~LoneGateway() { EXPECT_EQ(program_->Stop(), 0); }

  Answer GetPlace() {
    return ApiClient(program_->endpoints().http, "a-token")
        .Get("/v1/places/0190c0de-0000-7000-8000-000000000001");
  }
  bool Running() { return program_->process().Running(); }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Program> program_;
};

class HostilePeerFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    service_ = std::make_unique<FakeService>();
    gateway_ = std::make_unique<LoneGateway>(service_->address());
    ExpectSense();
  }
  static void TearDownTestSuite() {
    gateway_.reset();
    service_.reset();
  }

  // It is still there, and passes on what makes sense.
  ~HostilePeerFaults() override {
    ExpectSense();
    EXPECT_TRUE(gateway_->Running());
  }

  static void ExpectSense() {
    placements::v1::Place place;
    place.set_id("0190c0de-0000-7000-8000-000000000001");
    Says(place.SerializeAsString());
    EXPECT_TRUE(Eventually(kPatience, [] { return gateway_->GetPlace().status() == 200; }));
  }

  static void Says(const std::string& message, const grpc::Status& status = grpc::Status::OK) {
    service_->AnswerWith(message, status);
  }

  static Answer Told() { return gateway_->GetPlace(); }

  static void ExpectAnIncident(const Answer& answer) {
    EXPECT_EQ(answer.status(), 500) << answer;
    EXPECT_EQ(answer.http.Header("content-type"), "application/problem+json");
    EXPECT_NE(answer.Text("incidentId"), "") << answer;
  }

 private:
  static inline std::unique_ptr<FakeService> service_;
  static inline std::unique_ptr<LoneGateway> gateway_;
};

TEST_F(HostilePeerFaults, BytesThatAreNoMessage) {
  Says("\xFF\xFF\xFF\xFF\xFF garbage");
  ExpectAnIncident(Told());
  Says(std::string(100'000, '\x00'));
  ExpectAnIncident(Told());
}

TEST_F(HostilePeerFaults, TextThatIsNoUtf8) {
  Says("\x1A\x02\xC0\xAF");  // field 3, the name
  ExpectAnIncident(Told());
}

TEST_F(HostilePeerFaults, AnotherMessage) {
  placements::v1::Programme other;
  other.set_id("foyer");
  other.set_name("Foyer");
  other.set_minimum_age(18);
  Says(other.SerializeAsString());
  const Answer answer = Told();
  EXPECT_THAT(answer.status(), AnyOf(200, 500)) << "it may happen to read as one";
}

TEST_F(HostilePeerFaults, AMessageThatIsTooLarge) {
  placements::v1::Place place;
  place.set_name(std::string(8 << 20, 'x'));
  Says(place.SerializeAsString());
  ExpectAnIncident(Told());
}

TEST_F(HostilePeerFaults, NoMessageAtAll) {
  Says("");
  ExpectAnIncident(Told());
}

TEST_F(HostilePeerFaults, StatusesThatNobodyKnows) {
  Says("", grpc::Status(static_cast<grpc::StatusCode>(99), "ninety-nine"));
  EXPECT_EQ(Told().status(), 500);
  Says("", grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "host db1.internal is full"));
  const Answer answer = Told();
  ExpectAnIncident(answer);
  EXPECT_THAT(answer.http.body, Not(::testing::HasSubstr("db1"))) << "whose word that is, nobody knows";
}

TEST_F(HostilePeerFaults, DetailsThatAreNone) {
  Says("", grpc::Status(grpc::StatusCode::NOT_FOUND, "gone", "\xFF\xFF not details"));
  EXPECT_EQ(Told().status(), 404);
  runtime::v1::RpcStatus status;
  status.add_details()->set_type_url("type.googleapis.com/boulevard.runtime.v1.ErrorDetails");
  status.mutable_details(0)->set_value("\xFF\xFF");
  Says("", grpc::Status(grpc::StatusCode::NOT_FOUND, "gone", status.SerializeAsString()));
  EXPECT_EQ(Told().status(), 404);
  Says("", grpc::Status(grpc::StatusCode::NOT_FOUND, "gone", std::string(200'000, 'x')));
  EXPECT_THAT(Told().status(), AnyOf(404, 500));
}

TEST_F(HostilePeerFaults, MessagesThatAreHardToWriteAsJson) {
  placements::v1::Place place;
  place.set_name(std::string("\x00\x01\"\\\n\x7F", 6));
  place.set_rent_cents(std::numeric_limits<int32_t>::min());
  Says(place.SerializeAsString());
  EXPECT_EQ(Told().status(), 200);
}

// Nothing that speaks gRPC at all. HTTP/1.1 with a 200 is more than gRPC 1.51 itself can bear, see
// Replicas::Attend.
TEST(BabbleHostilePeerFaults, WhateverComesItIsNobody) {
  const std::string settings = std::string("\x00\x00\x00\x04\x00\x00\x00\x00\x00", 9);
  for (const std::string& babble :
       {std::string("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), std::string(100'000, '\xFF'),
        std::string(),
        settings + std::string("\xFF\xFF\xFF\x00\x00\x00\x00\x00\x01", 9) + std::string(1000, 'x'),
        settings + std::string("\x00\x00\x04\x01\x04\x00\x00\x00\x01\xFF\xFF\xFF\xFF", 13)}) {
    const BabblingServer server(babble);
    LoneGateway gateway(server.address());
    for (int i = 0; i < 3; ++i) {
      const Timed timed = Time([&] { return gateway.GetPlace(); });
      // Nobody is there, or somebody who broke the call: that depends on when the connection is found broken.
      EXPECT_THAT(timed.answer.status(), AnyOf(500, 503)) << timed.answer;
      EXPECT_EQ(timed.answer.status() == 500, !timed.answer.Text("incidentId").empty()) << timed.answer;
      EXPECT_LT(timed.taken, kDeadline);
    }
    EXPECT_TRUE(gateway.Running());
  }
}

}  // namespace
}  // namespace boulevard::tests
