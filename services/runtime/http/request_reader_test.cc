#include "services/runtime/http/request_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace boulevard::runtime::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using State = RequestReader::State;

constexpr char kHost[] = "Host: a\r\n";

ServerOptions SmallLimits() {
  return {.max_header_bytes = 256, .max_headers = 5, .max_body_bytes = 100};
}

// Feeds `bytes` in pieces of that size, as a connection does. Gives what was left.
std::string Feed(RequestReader& reader, const std::string& bytes, size_t piece) {
  std::string buffer;
  for (size_t at = 0; at < bytes.size(); at += piece) {
    buffer += bytes.substr(at, piece);
    if (reader.state() != State::kDone) buffer.erase(0, reader.Read(buffer));
  }
  return buffer;
}

// Reads one request in one piece, and again byte by byte, which must come to the same.
class Reading {
 public:
  explicit Reading(const std::string& bytes, const ServerOptions& options = SmallLimits()) : whole_(options) {
    rest_ = Feed(whole_, bytes, bytes.size());
    RequestReader slow(options);
    const std::string slow_rest = Feed(slow, bytes, 1);
    EXPECT_EQ(slow.state(), whole_.state()) << bytes;
    EXPECT_EQ(slow.fault().status, whole_.fault().status) << bytes;
    if (whole_.state() != State::kDone) return;
    EXPECT_EQ(slow_rest, rest_);
    EXPECT_EQ(slow.request().headers, request().headers);
    EXPECT_EQ(slow.request().body, request().body);
  }

  State state() const { return whole_.state(); }
  int status() const { return whole_.fault().status; }
  const std::string& rest() const { return rest_; }
  RequestReader& reader() { return whole_; }
  Request& request() { return whole_.request(); }

 private:
  RequestReader whole_;
  std::string rest_;
};

std::string Head(const std::string& target, const std::string& headers = kHost) {
  return "GET " + target + " HTTP/1.1\r\n" + headers + "\r\n";
}

TEST(RequestReaderTest, ReadsAHead) {
  Reading reading("PATCH /v1/a%20b?x=1&y=?2 HTTP/1.1\r\nHost: a.nl:80\r\nX-One:\t 1 2 \r\nEMPTY:\r\n\r\nGET");
  ASSERT_EQ(reading.state(), State::kDone);
  const Request& request = reading.request();
  EXPECT_EQ(request.method, "PATCH");
  EXPECT_EQ(request.path, "/v1/a%20b");
  EXPECT_EQ(request.query, "x=1&y=?2");
  EXPECT_THAT(request.headers, ElementsAre(Pair("host", "a.nl:80"), Pair("x-one", "1 2"), Pair("empty", "")));
  EXPECT_THAT(request.body, IsEmpty());
  EXPECT_EQ(reading.rest(), "GET");
  EXPECT_TRUE(reading.reader().keep_alive());
}

TEST(RequestReaderTest, ReadsABodyOfAKnownLength) {
  Reading reading("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /");
  EXPECT_EQ(reading.request().body, "abc");
  EXPECT_EQ(reading.rest(), "GET /");
  EXPECT_EQ(Reading("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab").state(), State::kBody);
}

TEST(RequestReaderTest, ReadsChunksAndDropsTrailers) {
  Reading reading(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "3\r\nabc\r\n0a\r\n\r\n23456789\r\n0\r\nAuthorization: Bearer x\r\n\r\nGET /");
  ASSERT_EQ(reading.state(), State::kDone);
  EXPECT_EQ(reading.request().body, "abc\r\n23456789");
  EXPECT_EQ(reading.rest(), "GET /");
  EXPECT_FALSE(reading.request().HasHeader("authorization"));
}

TEST(RequestReaderTest, TakesTheFormsOfATarget) {
  EXPECT_EQ(Reading(Head("http://A")).request().path, "/");
  EXPECT_EQ(Reading(Head("HTTPS://a/x?y")).request().path, "/x");
  Reading query(Head("http://a?y=/"));
  EXPECT_EQ(query.request().path, "/");
  EXPECT_EQ(query.request().query, "y=/");
  EXPECT_EQ(Reading("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").request().path, "*");
}

TEST(RequestReaderTest, KnowsWhenTheConnectionEnds) {
  EXPECT_FALSE(Reading(Head("/", "Host: a\r\nConnection: x, Close\r\n")).reader().keep_alive());
  EXPECT_TRUE(Reading(Head("/", "Host: a\r\nConnection: closed\r\n")).reader().keep_alive());
  EXPECT_FALSE(Reading("GET / HTTP/1.0\r\n\r\n").reader().keep_alive());
}

TEST(RequestReaderTest, KnowsWhoWaitsForAWordToGoOn) {
  const std::string rest = "Host: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
  EXPECT_TRUE(Reading("POST / HTTP/1.1\r\n" + rest).reader().expects_continue());
  EXPECT_FALSE(Reading("POST / HTTP/1.0\r\n" + rest).reader().expects_continue());
}

TEST(RequestReaderTest, SkipsOneEmptyLine) {
  EXPECT_EQ(Reading("\r\n" + Head("/")).state(), State::kDone);
  EXPECT_EQ(Reading("\r\n\r\n" + Head("/")).status(), 400);
}

TEST(RequestReaderTest, StaysWithinItsLimits) {
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(Reading(std::string(257, 'x')).status(), 431) << "without waiting for the end of the line";
  EXPECT_EQ(Reading(Head("/" + std::string(300, 'x'))).status(), 431);
  EXPECT_EQ(Reading(Head("/", "Host: a\r\nA:\r\nB:\r\nC:\r\nD:\r\n")).state(), State::kDone);
  EXPECT_EQ(Reading(Head("/", "Host: a\r\nA:\r\nB:\r\nC:\r\nD:\r\nE:\r\n")).status(), 431);
  EXPECT_EQ(Reading(post + "Content-Length: 101\r\n\r\n").status(), 413);
  const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Reading(chunked + "65\r\n").status(), 413);
  EXPECT_EQ(Reading(chunked + "64\r\n" + std::string(100, 'x') + "\r\n1\r\n").status(), 413);
  EXPECT_EQ(Reading(chunked + "0\r\nX: " + std::string(300, 'x')).status(), 431) << "an endless trailer";
  EXPECT_EQ(Reading(chunked + std::string(11, '0')).status(), 400) << "an endless size";
}

struct Refused {
  const char* bytes;
  int status;
};

TEST(RequestReaderTest, RefusesHeadsThatAreNotWellFormed) {
  for (const Refused& refused : {
           Refused{"hello there\r\n", 400},
           Refused{"GET /\r\n", 400},
           Refused{"GET  / HTTP/1.1\r\n", 400},
           Refused{"GET / HTTP/1.1 \r\n", 400},
           Refused{"GET / x HTTP/1.1\r\n", 400},
           Refused{" GET / HTTP/1.1\r\n", 400},
           Refused{"G\x01T / HTTP/1.1\r\n", 400},
           Refused{"GET /\x80 HTTP/1.1\r\n", 400},
           Refused{"GET /\t HTTP/1.1\r\n", 400},
           Refused{"GET /#a HTTP/1.1\r\n", 400},
           Refused{"GET a HTTP/1.1\r\n", 400},
           Refused{"GET * HTTP/1.1\r\n", 400},
           Refused{"GET ftp://a/ HTTP/1.1\r\n", 400},
           Refused{"GET http:// HTTP/1.1\r\n", 400},
           Refused{"GET http://u@a/ HTTP/1.1\r\n", 400},
           Refused{"GET / http/1.1\r\n", 400},
           Refused{"GET / HTTP/1\r\n", 400},
           Refused{"GET / HTTP/2.0\r\n", 505},
           Refused{"GET / HTTP/1.2\r\n", 505},
           Refused{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
           Refused{"TRACE / HTTP/1.1\r\n", 501},
           Refused{"CONNECT a:443 HTTP/1.1\r\n", 501},
           Refused{"GET / HTTP/1.1\n", 400},
           Refused{"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nHost: a\rX: b\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nHost: a\r\n X: b\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nHost : a\r\n", 400},
           Refused{"GET / HTTP/1.1\r\n: a\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nHost\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nX(): a\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nX\x80: a\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nX: \x7f\r\n", 400},
           Refused{"GET / HTTP/1.1\r\nX: \x01\r\n", 400},
       }) {
    EXPECT_EQ(Reading(refused.bytes).status(), refused.status) << refused.bytes;
  }
  EXPECT_EQ(Reading(std::string("GET / HTTP/1.1\r\nHost: a\0b\r\n", 27)).status(), 400);
}

TEST(RequestReaderTest, RefusesWhatCouldMeanTwoHosts) {
  for (const char* headers : {"", "Host:\r\n", "Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n",
                              "Host: a, b\r\n", "Host: a/b\r\n", "Host: u@a\r\n"}) {
    EXPECT_EQ(Reading(Head("/", headers)).status(), 400) << headers;
  }
  EXPECT_EQ(Reading(Head("http://b/")).status(), 400);
  EXPECT_EQ(Reading(Head("http://a:80/")).status(), 400);
}

TEST(RequestReaderTest, RefusesWhatCouldMeanTwoLengths) {
  for (const char* headers :
       {"Content-Length: 3\r\nContent-Length: 3\r\n", "Content-Length: 3\r\nContent-Length: 4\r\n",
        "Content-Length: 3, 3\r\n", "Content-Length: +3\r\n", "Content-Length: -3\r\n",
        "Content-Length: 0x3\r\n", "Content-Length: 3 3\r\n", "Content-Length: 3\x0b\r\n",
        "Content-Length:\r\n", "Content-Length: 18446744073709551616\r\n",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
        "Transfer-Encoding: \x0b"
        "chunked\r\n"}) {
    EXPECT_EQ(Reading(Head("/", std::string(kHost) + headers)).status(), 400) << headers;
  }
  for (const char* value :
       {"gzip", "identity", "gzip, chunked", "xchunked", "chunked, chunked", "\"chunked\""}) {
    EXPECT_EQ(Reading(Head("/", std::string(kHost) + "Transfer-Encoding: " + value + "\r\n")).status(), 501)
        << value;
  }
  EXPECT_EQ(Reading("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").status(), 400);
}

TEST(RequestReaderTest, RefusesBadChunks) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* chunks : {"zz\r\n",
                             "\r\n",
                             "+3\r\n",
                             "-3\r\n",
                             "0x3\r\n",
                             " 3\r\n",
                             "3 \r\n",
                             "3\t\r\n",
                             "3;a=b\r\n",
                             "3;\r\n",
                             "fffffffff\r\n",
                             "10000000000000003\r\n",
                             "3\nabc\r\n",
                             "3\rabc\r\n",
                             "3\r\nabcd\r\n",
                             "3\r\nabc\n0\r\n\r\n",
                             "3\r\nabc0\r\n\r\n",
                             "0\r\nnot a field\r\n\r\n",
                             "0\r\nX: a\n\r\n",
                             "0\r\n X: a\r\n\r\n"}) {
    EXPECT_EQ(Reading(head + chunks).status(), 400) << chunks;
  }
}

TEST(RequestReaderTest, RefusesWhatBelongsThereOnce) {
  EXPECT_EQ(Reading(Head("/", "Host: a\r\nAuthorization: x\r\nauthorization: y\r\n")).status(), 400);
  EXPECT_EQ(Reading(Head("/", "Host: a\r\nAccept: x\r\nAccept: y\r\n")).state(), State::kDone);
  EXPECT_EQ(Reading(Head("/", "Host: a\r\nExpect: tea\r\n")).status(), 417);
}

}  // namespace
}  // namespace boulevard::runtime::http
