#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "services/runtime/http/server.h"
#include "tests/support/http/http_client.h"

namespace boulevard::runtime::http {
namespace {

using ::testing::ElementsAre;
using tests::HttpClient;
using tests::HttpResponse;

// What a proxy in front of us might read as one request, and a careless server as two: it is refused, nothing
// behind it is read, and what came before it is answered first.
class SmugglingTest : public ::testing::Test {
 protected:
  SmugglingTest() {
    server_ = Server::Start({.address = "127.0.0.1:0"}, [this](Request request, Respond respond) {
                absl::MutexLock lock(&mutex_);
                paths_.push_back(request.path);
                std::move(respond)(Response{.body = request.path + " " + request.body});
              }).value();
  }

  void ExpectRefused(const std::string& attack, int status = 400) {
    {
      absl::MutexLock lock(&mutex_);
      paths_.clear();
    }
    HttpClient client(server_->address());
    client.Send("GET /before HTTP/1.1\r\nHost: a\r\n\r\n" + attack +
                "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.Receive().body, "/before ") << attack;
    const HttpResponse refusal = client.Receive();
    EXPECT_EQ(refusal.status, status) << attack;
    EXPECT_EQ(refusal.Header("connection"), "close") << attack;
    EXPECT_EQ(client.ReadToEnd(), "") << attack;
    absl::MutexLock lock(&mutex_);
    EXPECT_THAT(paths_, ElementsAre("/before")) << attack;
  }

  // As the headers of a POST, with a body that some would read.
  void ExpectHeadersRefused(const std::string& headers, int status = 400) {
    ExpectRefused("POST /x HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n0\r\n\r\n", status);
  }

  std::unique_ptr<Server> server_;
  absl::Mutex mutex_;
  std::vector<std::string> paths_ ABSL_GUARDED_BY(mutex_);
};

TEST_F(SmugglingTest, TwoLengths) {
  ExpectHeadersRefused("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
  ExpectHeadersRefused("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n");
  ExpectHeadersRefused("Content-Length: 5\r\nContent-Length: 5\r\n");
  ExpectHeadersRefused("Content-Length: 5\r\nContent-Length: 0\r\n");
  ExpectHeadersRefused("Content-Length: 5, 5\r\n");
  ExpectHeadersRefused("Content-Length: +5\r\n");
}

TEST_F(SmugglingTest, TransferCodings) {
  ExpectHeadersRefused("Transfer-Encoding: chunked, identity\r\n");
  ExpectHeadersRefused("Transfer-Encoding: gzip\r\n", 501);
  ExpectHeadersRefused("Transfer-Encoding: gzip, chunked\r\n", 501);
  ExpectHeadersRefused("Transfer-Encoding: xchunked\r\n", 501);
  ExpectHeadersRefused("Transfer-Encoding : chunked\r\n");
  ExpectHeadersRefused("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n");
  ExpectHeadersRefused("X: y\r\n Transfer-Encoding: chunked\r\n");
  ExpectHeadersRefused(
      "Transfer-Encoding:\x0b"
      "chunked\r\n");
  ExpectRefused("POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
}

TEST_F(SmugglingTest, Chunks) {
  const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* chunks :
       {"+1\r\nx\r\n0\r\n\r\n", "-1\r\nx\r\n0\r\n\r\n", "0x1\r\nx\r\n0\r\n\r\n", " 1\r\nx\r\n0\r\n\r\n",
        "1 \r\nx\r\n0\r\n\r\n", "1;a\r\nx\r\n0\r\n\r\n", "1;\n\r\nx\r\n0\r\n\r\n",
        "10000000000000001\r\nx\r\n0\r\n\r\n", "1\nx\r\n0\r\n\r\n", "1\r\nxx\r\n0\r\n\r\n",
        "1\r\nx\n0\r\n\r\n", "0\r\nTrailer\r\n\r\n"}) {
    ExpectRefused(head + chunks);
  }
}

TEST_F(SmugglingTest, LineEnds) {
  ExpectRefused("GET /x HTTP/1.1\nHost: a\n\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\nX: y\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\rX: y\r\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\rHost: a\r\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\nX: y\r\r\n\r\n");
  ExpectRefused(std::string("GET /x HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 36));
}

TEST_F(SmugglingTest, Names) {
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\nX\t: z\r\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\n\xffX: z\r\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\n: z\r\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\nX\r\n\r\n");
}

TEST_F(SmugglingTest, Hosts) {
  ExpectRefused("GET /x HTTP/1.1\r\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n");
  ExpectRefused("GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  ExpectRefused("GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n");
}

TEST_F(SmugglingTest, OtherProtocolsAndMethods) {
  ExpectRefused("GET /x\r\n");
  ExpectRefused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
  ExpectRefused("TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n", 501);
  ExpectRefused("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 501);
  ExpectRefused("\x16\x03\x01\x02\x01\x01\r\n");
}

TEST_F(SmugglingTest, WhatIsRightIsNot) {
  HttpClient client(server_->address());
  client.Send(
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX: y\r\n\r\n"
      "\r\nGET http://a/b HTTP/1.1\r\nHost: a\r\n\r\n"
      "POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
      "GET /d HTTP/1.1\r\nHost: a\r\n\r\n");
  for (const char* body : {"/a x", "/b ", "/c 0\r\n\r\n", "/d "}) EXPECT_EQ(client.Receive().body, body);
}

}  // namespace
}  // namespace boulevard::runtime::http
