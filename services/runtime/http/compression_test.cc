#include "services/runtime/http/compression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <zlib.h>

namespace boulevard::runtime::http {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::Pair;

std::string Gunzip(const std::string& compressed) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string plain(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return plain;
}

Request Accepting(const std::string& encodings) {
  Request request;
  request.headers.emplace_back("accept-encoding", encodings);
  return request;
}

Response Json(size_t bytes) {
  return {.headers = {{"Content-Type", "application/json"}}, .body = std::string(bytes, 'x')};
}

TEST(CompressionTest, ReadsAcceptEncoding) {
  EXPECT_FALSE(PrefersGzip(""));
  EXPECT_TRUE(PrefersGzip("gzip"));
  EXPECT_TRUE(PrefersGzip("br, GZIP;q=0.5"));
  EXPECT_TRUE(PrefersGzip("x-gzip"));
  EXPECT_TRUE(PrefersGzip("deflate, *"));
  EXPECT_TRUE(PrefersGzip("gzip ; q=1.0 , identity; q=0.5"));
  EXPECT_FALSE(PrefersGzip("br, deflate"));
  EXPECT_FALSE(PrefersGzip("gzip;q=0"));
  EXPECT_FALSE(PrefersGzip("gzip;q=0, *"));
  EXPECT_FALSE(PrefersGzip("*;q=0"));
  EXPECT_FALSE(PrefersGzip("identity, gzip;q=0.5"));
  EXPECT_FALSE(PrefersGzip("gzip;q=much"));
}

TEST(CompressionTest, CompressesWhatIsLongAndWanted) {
  Response response = Json(5000);
  Compress(Accepting("gzip"), 2048, response);
  EXPECT_LT(response.body.size(), 200u);
  EXPECT_EQ(Gunzip(response.body), std::string(5000, 'x'));
  EXPECT_THAT(response.headers, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_THAT(response.headers, Contains(Pair("Vary", "Accept-Encoding")));
  // The thread's next one is not disturbed by the first.
  Response next = Json(3000);
  Compress(Accepting("gzip"), 2048, next);
  EXPECT_EQ(Gunzip(next.body), std::string(3000, 'x'));
}

TEST(CompressionTest, SaysThatItVariesWhenItIsNotWanted) {
  Response response = Json(5000);
  Compress(Accepting("identity"), 2048, response);
  EXPECT_EQ(response.body.size(), 5000u);
  EXPECT_THAT(response.headers, Contains(Pair("Vary", "Accept-Encoding")));
  EXPECT_THAT(response.headers, Not(Contains(Pair("Content-Encoding", "gzip"))));
}

TEST(CompressionTest, LeavesTheRestAlone) {
  Response small = Json(2047);
  Response image = {.headers = {{"Content-Type", "image/png"}}, .body = std::string(5000, 'x')};
  Response coded = Json(5000);
  coded.headers.emplace_back("Content-Encoding", "br");
  Response strong = Json(5000);
  strong.headers.emplace_back("ETag", "\"7\"");
  for (Response* response : {&small, &image, &coded, &strong}) {
    const Response before = *response;
    Compress(Accepting("gzip"), 2048, *response);
    EXPECT_EQ(response->body, before.body);
    EXPECT_EQ(response->headers, before.headers);
  }
  Response off = Json(5000);
  Compress(Accepting("gzip"), 0, off);
  EXPECT_EQ(off.body.size(), 5000u);
}

TEST(CompressionTest, AWeakTagIsNoHindrance) {
  Response response = Json(5000);
  response.headers.emplace_back("ETag", "W/\"7\"");
  Compress(Accepting("gzip"), 2048, response);
  EXPECT_LT(response.body.size(), 200u);
}

}  // namespace
}  // namespace boulevard::runtime::http
