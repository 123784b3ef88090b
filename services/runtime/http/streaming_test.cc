#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"
#include "tests/support/http/certificate.h"
#include "tests/support/http/http_client.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;
using tests::HttpClient;
using tests::HttpResponse;

// A body whose pieces the test gives, before or after they are asked for.
class Pieces final : public BodySource {
 public:
  void Next(Take take) override {
    {
      const absl::MutexLock lock(&mutex_);
      ++asked_;
      if (waiting_.empty()) {
        take_ = std::move(take);
        return;
      }
    }
    Give(std::move(take));
  }
  void Finish() override { Add("bye"), Add(""); }
  void Cancel() override {
    const absl::MutexLock lock(&mutex_);
    cancelled_ = true;
  }

  void Add(std::string piece) {
    Take take;
    {
      const absl::MutexLock lock(&mutex_);
      waiting_.push_back(std::move(piece));
      if (!take_.has_value()) return;
      take = *std::exchange(take_, std::nullopt);
    }
    Give(std::move(take));
  }
  void AwaitCancelled() {
    const absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&cancelled_));
  }
  void AwaitAsked(int times) {
    const absl::MutexLock lock(&mutex_);
    const auto asked = [&] {
      mutex_.AssertReaderHeld();
      return asked_ >= times;
    };
    mutex_.Await(absl::Condition(&asked));
  }
  int asked() {
    const absl::MutexLock lock(&mutex_);
    return asked_;
  }

 private:
  void Give(Take take) {
    std::string piece;
    {
      const absl::MutexLock lock(&mutex_);
      piece = std::move(waiting_.front());
      waiting_.pop_front();
    }
    std::move(take)(std::move(piece));
  }

  absl::Mutex mutex_;
  std::deque<std::string> waiting_ ABSL_GUARDED_BY(mutex_);
  std::optional<Take> take_ ABSL_GUARDED_BY(mutex_);
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  int asked_ ABSL_GUARDED_BY(mutex_) = 0;
};

class StreamingTest : public ::testing::Test {
 protected:
  StreamingTest() {
    options_.address = "127.0.0.1:0";
    options_.metrics = &metrics_;
  }

  const std::string& Start() {
    server_ = Server::Start(options_, [this](Request request, Respond respond) {
                if (request.path == "/plain") return std::move(respond)({.body = "plain"});
                Response response{.source = pieces_, .heartbeat = heartbeat_};
                response.heartbeat_every = absl::Milliseconds(20);
                std::move(respond)(std::move(response));
              }).value();
    address_ = server_->address();
    return address_;
  }

  Registry metrics_;
  ServerOptions options_;
  std::string heartbeat_;
  const std::shared_ptr<Pieces> pieces_ = std::make_shared<Pieces>();
  std::string address_;
  std::unique_ptr<Server> server_;
};

TEST_F(StreamingTest, PiecesComeInChunksAndTheConnectionStays) {
  HttpClient client(Start());
  pieces_->Add("first");
  const HttpResponse head = client.Call("GET", "/");
  EXPECT_EQ(head.Header("transfer-encoding"), "chunked");
  EXPECT_EQ(head.Header("content-length"), "");
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string("first")));
  pieces_->Add(std::string(70'000, 'x'));
  pieces_->Add("last");
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string(70'000, 'x')));
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string("last")));
  pieces_->Add("");
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string()));
  EXPECT_EQ(client.Call("GET", "/plain").body, "plain");
}

TEST_F(StreamingTest, WhoSpeaksHttp10GetsTheBodyUntilTheEndOfTheConnection) {
  HttpClient client(Start());
  pieces_->Add("one ");
  pieces_->Add("two");
  pieces_->Add("");
  client.Send("GET / HTTP/1.0\r\n\r\n");
  const HttpResponse head = client.Receive();
  EXPECT_EQ(head.Header("transfer-encoding"), "");
  EXPECT_EQ(head.Header("connection"), "close");
  EXPECT_EQ(client.ReadToEnd(), "one two");
}

TEST_F(StreamingTest, AHeadIsAnsweredWithoutTheBody) {
  HttpClient client(Start());
  EXPECT_EQ(client.Call("HEAD", "/").Header("transfer-encoding"), "chunked");
  pieces_->AwaitCancelled();
  EXPECT_EQ(pieces_->asked(), 0);
  EXPECT_EQ(client.Call("GET", "/plain").body, "plain");
}

TEST_F(StreamingTest, SilenceIsBrokenByHeartbeats) {
  heartbeat_ = "beat";
  HttpClient client(Start());
  client.Call("GET", "/");
  for (int i = 0; i < 3; ++i) EXPECT_THAT(client.ReceiveChunk(), Optional(std::string("beat")));
  pieces_->Add("news");
  std::optional<std::string> chunk = "beat";
  while (chunk == "beat") chunk = client.ReceiveChunk();
  EXPECT_EQ(chunk, "news");
  pieces_->AwaitAsked(2);
  EXPECT_EQ(pieces_->asked(), 2) << "a heartbeat is not from the source";
}

TEST_F(StreamingTest, TheSourceLearnsThatTheClientHasLeft) {
  {
    HttpClient client(Start());
    client.Call("GET", "/");
  }
  pieces_->AwaitCancelled();
  pieces_->Add("too late");
}

TEST_F(StreamingTest, ASlowClientHoldsUpTheSourceAndIsSentAway) {
  options_.transfer_timeout = absl::Milliseconds(200);
  options_.min_bytes_per_second = 1 << 30;
  HttpClient client(Start());
  for (int i = 0; i < 100; ++i) pieces_->Add(std::string(1 << 20, 'x'));
  client.Call("GET", "/");
  pieces_->AwaitCancelled();
  EXPECT_LT(pieces_->asked(), 50) << "nobody reads, and yet pieces are fetched";
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_http_refused_total{reason=\"too_slow\"} 1\n"));
}

TEST_F(StreamingTest, AServerThatStopsLetsTheSourceFinish) {
  HttpClient client(Start());
  client.Call("GET", "/");
  server_->Stop();
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string("bye")));
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string()));
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST_F(StreamingTest, AStreamOverTlsIsTheSame) {
  const tests::TemporaryFolder folder;
  const tests::CertificateFiles files = tests::WriteCertificate(folder.path(), "site");
  options_.tls = {.certificate = files.certificate.string(), .key = files.key.string()};
  HttpClient client(Start(), tests::ClientTls{.trusted = files.certificate.string()});
  pieces_->Add("hidden");
  EXPECT_EQ(client.Call("GET", "/").status, 200);
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string("hidden")));
  pieces_->Add("");
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string()));
}

TEST_F(StreamingTest, ARequestBehindTheStreamWaitsForItsEnd) {
  HttpClient client(Start());
  client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /plain HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.Receive().status, 200);
  pieces_->Add("only");
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string("only")));
  pieces_->Add("");
  EXPECT_THAT(client.ReceiveChunk(), Optional(std::string()));
  EXPECT_EQ(client.Receive().body, "plain");
}

}  // namespace
}  // namespace boulevard::runtime::http
