#include "services/runtime/rpc/grpc_status.h"

#include <gtest/gtest.h>

#include <string>

#include <google/protobuf/any.pb.h>

#include "absl/strings/str_cat.h"
#include "boulevard/runtime/v1/errors.pb.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

std::string AnyOf(const google::protobuf::Message& message) {
  google::protobuf::Any any;
  any.PackFrom(message);
  return any.SerializeAsString();
}

TEST(GrpcStatusTest, EveryCodeAndItsDetailsComeBack) {
  const ErrorDetails details{
      .fields = {{"a.b[2]", "required", "is required"}, {"c", "date", "must be a date"}},
      .current_state = "open",
      .allowed_steps = {"accept", "decline"},
      .rules = {{"age", "17", "18 to 27"}},
      .incident_id = "0123456789abcdef",
      .retry_after = absl::Milliseconds(1500),
      .etag_missing = true,
      .current_etag = "0af7",
      .current = AnyOf(v1::FieldViolation()),
      .existing_id = "0198"};
  for (int code = 1; code <= 16; ++code) {
    const absl::Status sent = WithDetails({static_cast<absl::StatusCode>(code), "the message"}, details);
    const absl::Status received = FromGrpc(ToGrpc(sent));
    EXPECT_EQ(received.code(), sent.code());
    EXPECT_EQ(received.message(), "the message");
    EXPECT_EQ(DetailsOf(received), details);
  }
}

TEST(GrpcStatusTest, WithoutDetailsNoneCome) {
  EXPECT_TRUE(FromGrpc(ToGrpc(absl::OkStatus())).ok());
  const absl::Status received = FromGrpc(ToGrpc(absl::NotFoundError("no place")));
  EXPECT_EQ(received, absl::NotFoundError("no place"));
  EXPECT_EQ(DetailsOf(received), ErrorDetails{});
}

TEST(GrpcStatusTest, ForeignDetailsAreLeftOut) {
  EXPECT_EQ(FromGrpc({grpc::StatusCode::ABORTED, "m", "\xFF not a message"}), absl::AbortedError("m"));
}

TEST(GrpcStatusTest, ManyFaultsStayWithinWhatPeersTakeAsTrailers) {
  ErrorDetails details;
  for (int i = 0; i < 500; ++i) {
    details.fields.push_back({absl::StrCat("field", i), "max-length", "must have at most 10 characters"});
  }
  const grpc::Status sent = ToGrpc(InvalidFields(details.fields));
  EXPECT_LT(sent.error_message().size() + sent.error_details().size() * 4 / 3, 8192);
  EXPECT_GT(DetailsOf(FromGrpc(sent)).fields.size(), 40);
}

}  // namespace
}  // namespace boulevard::runtime::rpc
