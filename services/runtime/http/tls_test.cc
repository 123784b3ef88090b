#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"
#include "tests/support/http/certificate.h"
#include "tests/support/http/http_client.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::http {
namespace {

using ::testing::HasSubstr;
using tests::CertificateFiles;
using tests::ClientTls;
using tests::HttpClient;
using tests::WriteCertificate;

constexpr char kHttp11[] = "\x08http/1.1";
constexpr char kHttp2[] = "\x02h2";

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() : files_(WriteCertificate(folder_.path(), "site")) {}

  ServerOptions Options() { return {.address = "127.0.0.1:0", .tls = FilesOf(files_), .metrics = &metrics_}; }
  static TlsFiles FilesOf(const CertificateFiles& files) {
    return {.certificate = files.certificate.string(), .key = files.key.string()};
  }
  static std::unique_ptr<Server> Start(const ServerOptions& options) {
    return Server::Start(options,
                         [](Request request, Respond respond) {
                           const std::string body = request.path == "/large" ? std::string(1 << 20, 'x')
                                                                             : request.path + request.body;
                           std::move(respond)(Response{.body = body});
                         })
        .value();
  }
  ClientTls Trusting() const { return {.trusted = files_.certificate.string()}; }

  // What keeps a server with these files from starting.
  std::string Fault(const std::string& certificate, const std::string& key) {
    ServerOptions options = Options();
    options.tls = {.certificate = certificate, .key = key};
    return std::string(Server::Start(options, [](Request, Respond) {}).status().message());
  }

  std::string Write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = folder_.path() / name;
    std::ofstream(path) << text;
    return path.string();
  }

  tests::TemporaryFolder folder_;
  CertificateFiles files_;
  Registry metrics_;
};

TEST_F(TlsTest, AnswersOverBothVersions) {
  const auto server = Start(Options());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    ClientTls tls = Trusting();
    tls.version = version;
    HttpClient client(server->address(), tls);
    ASSERT_TRUE(client.tls()->agreed());
    EXPECT_EQ(client.tls()->version(), version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
    EXPECT_EQ(client.Call("POST", "/a", {}, "b").body, "/ab");
    EXPECT_EQ(client.Call("GET", "/large").body.size(), size_t{1} << 20);
    const std::string large(1 << 20, 'y');
    EXPECT_EQ(client.Call("POST", "/", {}, large).body, "/" + large);
    client.Send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.Receive().body, "/1");
    EXPECT_EQ(client.Receive().body, "/2");
  }
}

TEST_F(TlsTest, RefusesOldVersionsAndWeakCiphers) {
  const auto server = Start(Options());
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    EXPECT_FALSE(HttpClient(server->address(), {.version = version}).tls()->agreed());
  }
  for (const char* ciphers : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-GCM-SHA256"}) {
    EXPECT_FALSE(
        HttpClient(server->address(), {.version = TLS1_2_VERSION, .ciphers = ciphers}).tls()->agreed())
        << ciphers;
  }
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_http_refused_total{reason=\"handshake\"} 5\n"));
}

TEST_F(TlsTest, DoesNotRenegotiate) {
  const auto server = Start(Options());
  HttpClient client(server->address(), {.version = TLS1_2_VERSION});
  EXPECT_EQ(client.Call("GET", "/").status, 200);
  EXPECT_FALSE(client.tls()->Renegotiate());
}

TEST_F(TlsTest, AgreesOnHttp11Alone) {
  const auto server = Start(Options());
  ClientTls tls = Trusting();
  tls.protocols = std::string(kHttp2) + kHttp11;
  EXPECT_EQ(HttpClient(server->address(), tls).tls()->protocol(), "http/1.1");
  tls.protocols = kHttp2;
  EXPECT_FALSE(HttpClient(server->address(), tls).tls()->agreed());
  tls.protocols = "";
  EXPECT_TRUE(HttpClient(server->address(), tls).tls()->agreed());
}

TEST_F(TlsTest, ResumesSessions) {
  const auto server = Start(Options());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    HttpClient first(server->address(), {.version = version});
    EXPECT_EQ(first.Call("GET", "/").status, 200);
    EXPECT_FALSE(first.tls()->resumed());
    const auto session = first.tls()->session();
    HttpClient second(server->address(), {.version = version, .session = session.get()});
    EXPECT_TRUE(second.tls()->resumed());
    EXPECT_EQ(second.Call("GET", "/").status, 200);
  }
}

TEST_F(TlsTest, DropsWhoDoesNotShakeHands) {
  ServerOptions options = Options();
  options.handshake_timeout = absl::Milliseconds(40);
  const auto server = Start(options);
  HttpClient silent(server->address());
  EXPECT_EQ(silent.ReadToEnd(), "");
  HttpClient slow(server->address());
  slow.Send("\x16\x03\x01");
  EXPECT_EQ(slow.ReadToEnd(), "");
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_http_refused_total{reason=\"handshake\"} 2\n"));
}

TEST_F(TlsTest, SpeaksNoPlainHttp) {
  const auto server = Start(Options());
  HttpClient plain(server->address());
  EXPECT_EQ(plain.Call("GET", "/").status, 0);
}

TEST_F(TlsTest, RefusesAndEndsProperly) {
  const auto server = Start(Options());
  HttpClient client(server->address(), Trusting());
  client.Send("GET /\r\n\r\n");
  EXPECT_EQ(client.Receive().status, 400);
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST_F(TlsTest, TellsTheHandlerThatTheClientHasGone) {
  std::shared_ptr<std::atomic<bool>> abandoned;
  std::optional<Respond> kept;
  std::atomic<bool> asked = false;
  const auto server = Server::Start(Options(), [&](Request request, Respond respond) {
                        abandoned = request.abandoned;
                        kept.emplace(std::move(respond));
                        asked = true;
                      }).value();
  {
    HttpClient client(server->address(), Trusting());
    client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    while (!asked) std::this_thread::yield();
    client.FinishSending();
    while (!abandoned->load()) std::this_thread::yield();
  }
  std::move (*kept)(Response{});
}

TEST_F(TlsTest, ReloadsForNewConnections) {
  const auto server = Start(Options());
  HttpClient old(server->address(), {});
  EXPECT_EQ(old.tls()->serial(), files_.serial);
  const std::string before = files_.serial;
  files_ = WriteCertificate(folder_.path(), "site");
  server->ReloadTls();
  HttpClient now(server->address(), Trusting());
  EXPECT_EQ(now.tls()->serial(), files_.serial);
  EXPECT_NE(files_.serial, before);
  EXPECT_EQ(old.Call("GET", "/old").body, "/old");
  EXPECT_EQ(now.Call("GET", "/new").body, "/new");
}

TEST_F(TlsTest, KeepsTheOldOnesWhenTheNewAreAtFault) {
  const auto server = Start(Options());
  std::filesystem::copy_file(WriteCertificate(folder_.path(), "other").key, files_.key,
                             std::filesystem::copy_options::overwrite_existing);
  server->ReloadTls();
  HttpClient client(server->address(), Trusting());
  EXPECT_EQ(client.tls()->serial(), files_.serial);
  EXPECT_EQ(client.Call("GET", "/").status, 200);
}

TEST_F(TlsTest, SeesByItselfThatTheFilesChanged) {
  ServerOptions options = Options();
  options.tls_check_every = absl::Milliseconds(5);
  const auto server = Start(options);
  files_ = WriteCertificate(folder_.path(), "site");
  std::string serial;
  while (serial != files_.serial) serial = HttpClient(server->address(), {}).tls()->serial();
}

TEST_F(TlsTest, SaysWhatIsWrongWithTheFiles) {
  const std::string certificate = files_.certificate.string();
  const std::string key = files_.key.string();
  const std::string nonsense = Write("nonsense.pem", "nonsense");
  const std::string other = WriteCertificate(folder_.path(), "other").key.string();
  EXPECT_EQ(Fault(certificate, ""), "TLS needs both a certificate file and a key file");
  EXPECT_EQ(Fault("/no/such.pem", key), "the TLS certificate file /no/such.pem cannot be read");
  EXPECT_EQ(Fault(certificate, "/no/such.pem"), "the TLS key file /no/such.pem cannot be read");
  EXPECT_THAT(Fault(nonsense, key), HasSubstr("nonsense.pem holds no certificate in PEM"));
  EXPECT_THAT(Fault(key, key), HasSubstr("holds no certificate in PEM"));
  EXPECT_THAT(Fault(certificate, nonsense), HasSubstr("nonsense.pem holds no private key in PEM"));
  EXPECT_THAT(Fault(certificate, other), HasSubstr("holds the key of another certificate than that in"));
}

}  // namespace
}  // namespace boulevard::runtime::http
