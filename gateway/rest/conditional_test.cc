#include "gateway/rest/conditional.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "boulevard/testing/v1/testing.pb.h"
#include "services/runtime/status/errors.h"

namespace boulevard::gateway::rest {
namespace {

namespace v1 = boulevard::testing::v1;
using runtime::http::Request;
using runtime::http::Response;
using ::testing::Contains;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

std::string EtagsFrom(const std::string& if_match) {
  v1::UpdateThingRequest message;
  const absl::Status status = ReadIfMatch({.headers = {{"if-match", if_match}}}, message);
  return status.ok() ? message.etag() : "malformed";
}

TEST(IfMatchTest, NamesOneSeveralOrAny) {
  EXPECT_EQ(EtagsFrom(R"("0af7")"), "0af7");
  EXPECT_EQ(EtagsFrom(R"( "0af7" ,"b1",, "c2" )"), "0af7,b1,c2");
  EXPECT_EQ(EtagsFrom("*"), "*");
}

TEST(IfMatchTest, MatchesNothingByATagThatIsWeakOrNotOurs) {
  for (const char* text : {R"(W/"0af7")", R"("")", R"("*")", R"("a,b")", R"("été")", R"("xyz")"}) {
    EXPECT_EQ(EtagsFrom(text), "-") << text;
  }
  EXPECT_EQ(EtagsFrom(R"(W/"0af7", "b1")"), "b1");
}

TEST(IfMatchTest, NamesTheHeaderWhenItIsMalformed) {
  for (const char* text :
       {"", "0af7", "\"0af7", "0af7\"", R"("a" "b")", R"("a b")", R"(*, "a")", R"(w/"a")", ","}) {
    EXPECT_EQ(EtagsFrom(text), "malformed") << text;
  }
  v1::UpdateThingRequest message;
  const absl::Status status = ReadIfMatch({.headers = {{"if-match", "0af7"}}}, message);
  EXPECT_EQ(runtime::DetailsOf(status).fields.front().field, "If-Match");
}

TEST(IfMatchTest, MayComeInSeveralLinesOrNotAtAll) {
  v1::UpdateThingRequest message;
  ASSERT_TRUE(ReadIfMatch({.headers = {{"if-match", "\"a1\""}, {"if-match", "\"b2\""}}}, message).ok());
  EXPECT_EQ(message.etag(), "a1,b2");
  v1::UpdateThingRequest none;
  ASSERT_TRUE(ReadIfMatch({}, none).ok());
  EXPECT_EQ(none.etag(), "");
  v1::GetThingRequest without_field;
  EXPECT_TRUE(ReadIfMatch({.headers = {{"if-match", "nonsense"}}}, without_field).ok());
}

Response Answered(const std::string& method, const std::string& if_none_match,
                  const google::protobuf::Message& message, int status = 200) {
  Request request{.method = method};
  if (!if_none_match.empty()) request.headers.emplace_back("if-none-match", if_none_match);
  Response response{.status = status, .headers = {{"Content-Type", "application/json"}}, .body = "{}"};
  AddEtag(request, message, response);
  return response;
}

v1::Thing Tagged() {
  v1::Thing thing;
  thing.set_etag("0af7");
  return thing;
}

TEST(EtagHeaderTest, IsThatOfTheResourceOrMadeFromTheBody) {
  EXPECT_THAT(Answered("GET", "", Tagged()).headers, Contains(Pair("ETag", "\"0af7\"")));
  EXPECT_THAT(Answered("HEAD", "", Tagged()).headers, Contains(Pair("ETag", "\"0af7\"")));
  EXPECT_THAT(Answered("PATCH", "", Tagged()).headers, Contains(Pair("ETag", "\"0af7\"")));
  EXPECT_THAT(Answered("POST", "", Tagged(), 201).headers, Contains(Pair("ETag", "\"0af7\"")));
  EXPECT_THAT(Answered("GET", "", v1::ListPartsResponse()).headers,
              Contains(Pair("ETag", ::testing::StartsWith("W/\""))));
}

TEST(EtagHeaderTest, IsNotThereForAStep) {
  EXPECT_THAT(Answered("POST", "", Tagged()).headers, Not(Contains(Key("ETag"))));
  EXPECT_THAT(Answered("PATCH", "", v1::ListPartsResponse()).headers, Not(Contains(Key("ETag"))));
}

TEST(IfNoneMatchTest, AnswersAReadWithoutBodyWhenItIsTheSame) {
  for (const char* names : {R"("0af7")", R"(W/"0af7")", R"("x", "0af7")", "*"}) {
    const Response response = Answered("GET", names, Tagged());
    EXPECT_EQ(response.status, 304) << names;
    EXPECT_EQ(response.body, "");
    EXPECT_THAT(response.headers, Contains(Pair("ETag", "\"0af7\"")));
    EXPECT_THAT(response.headers, Not(Contains(Key("Content-Type"))));
  }
  EXPECT_EQ(Answered("HEAD", "*", Tagged()).status, 304);
}

TEST(IfNoneMatchTest, AnswersInFullWhenItIsAnotherOrAWrite) {
  for (const char* names : {R"("0af8")", "0af7", R"("0af7)", ""}) {
    EXPECT_EQ(Answered("GET", names, Tagged()).status, 200) << names;
  }
  EXPECT_EQ(Answered("PATCH", "*", Tagged()).status, 200);
}

}  // namespace
}  // namespace boulevard::gateway::rest
