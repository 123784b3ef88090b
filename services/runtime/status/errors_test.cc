#include "services/runtime/status/errors.h"

#include <gtest/gtest.h>

#include <string>

#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

TEST(ErrorsTest, DetailsSurviveTheStatus) {
  const ErrorDetails details{
      .fields = {{"facility.windows[2].from", "time", "must be hh:mm: 7"}, {"", "", ""}},
      .current_state = "open",
      .allowed_steps = {"accept", "decline"},
      .rules = {{"age", "17", "18 to 27"}},
      .incident_id = "0190",
      .retry_after = absl::Seconds(3),
      .etag_missing = true,
      .current_etag = "0af7",
      .current = std::string("7:\0", 3),
      .existing_id = "0198",
  };
  const absl::Status status = WithDetails(absl::InternalError("x"), details);
  EXPECT_EQ(DetailsOf(status), details);
  EXPECT_EQ(DetailsOf(absl::Status(status)), details);
  EXPECT_EQ(DetailsOf(absl::InternalError("x")), ErrorDetails{});
  EXPECT_EQ(DetailsOf(absl::OkStatus()), ErrorDetails{});
}

TEST(ErrorsTest, EachSaysWhatIsWrong) {
  EXPECT_EQ(InvalidField("rentCents", "range", "must be at least 0").message(),
            "rentCents must be at least 0");
  EXPECT_EQ(NoSuch("place", "0190").message(), "no place with id 0190");
  const absl::Status wrong = WrongState("offer", "accept", "expired", {});
  EXPECT_EQ(wrong.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(wrong.message(), "the offer is expired: accept is not allowed; allowed: nothing");
  EXPECT_EQ(DetailsOf(wrong).current_state, "expired");
  EXPECT_EQ(RulesBroken({{"age", "17", "18 to 27"}}).message(), "rule age: 17, must be 18 to 27");
  EXPECT_EQ(Conflict("taken").code(), absl::StatusCode::kAborted);
  EXPECT_TRUE(DetailsOf(EtagMissing()).etag_missing);
  EXPECT_EQ(DetailsOf(EtagStale("0af7")).current_etag, "0af7");
  EXPECT_EQ(DetailsOf(Internal("0190")).incident_id, "0190");
  EXPECT_EQ(Internal("0190").message(), "internal error");
}

absl::StatusOr<int> Half(int number) {
  if (number % 2 != 0) return absl::InvalidArgumentError("odd");
  return number / 2;
}

absl::StatusOr<int> Quarter(int number) {
  ASSIGN_OR_RETURN(const int half, Half(number));
  RETURN_IF_ERROR(Half(half).status());
  return half / 2;
}

TEST(MacrosTest, ReturnTheFirstError) {
  EXPECT_EQ(Quarter(8).value(), 2);
  EXPECT_EQ(Quarter(7).status(), absl::InvalidArgumentError("odd"));
  EXPECT_EQ(Quarter(6).status(), absl::InvalidArgumentError("odd"));
}

}  // namespace
}  // namespace boulevard::runtime
