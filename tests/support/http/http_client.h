#ifndef BOULEVARD_TESTS_SUPPORT_HTTP_HTTP_CLIENT_H_
#define BOULEVARD_TESTS_SUPPORT_HTTP_HTTP_CLIENT_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/http/tls_layer.h"

namespace boulevard::tests {

struct HttpResponse {
  int status = 0;                              // 0: no answer came
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  // The header of that lower-case name, or empty.
  std::string Header(const std::string& name) const;
};

// One blocking connection to a server on 127.0.0.1, for tests: what is sent is written as given, so that a
// test can also send what no proper client would. When nobody listens there, no call is answered.
class HttpClient {
 public:
  // "127.0.0.1:34567".
  explicit HttpClient(const std::string& address);
  // Over TLS. When the handshake fails, no call is answered.
  HttpClient(const std::string& address, const ClientTls& tls);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Whether somebody listened there.
  bool connected() const { return connected_; }
  // Begins again on a new connection, without TLS.
  void Reconnect();

  void Send(std::string_view bytes);
  // Reads one response; `without_body`: the answer to a HEAD.
  HttpResponse Receive(bool without_body = false);
  // Reads one chunk of a chunked body, of which Receive read the head; an empty one ends the body. Nothing:
  // the connection ended, or nothing came in time.
  std::optional<std::string> ReceiveChunk();
  // Sends a request with Host and, when there is a body, Content-Length; reads the answer.
  HttpResponse Call(std::string_view method, std::string_view target,
                    const std::vector<std::pair<std::string, std::string>>& headers = {},
                    std::string_view body = {});
  // Waits for the end of the connection; what still came.
  std::string ReadToEnd();
  // Ends the sending side.
  void FinishSending();

  // Null without TLS.
  TlsLayer* tls() { return tls_.get(); }
  int socket() const { return socket_; }

 private:
  void Connect();
  bool Fill();

  std::string address_;
  int socket_ = -1;
  bool connected_ = false;
  std::unique_ptr<TlsLayer> tls_;
  std::string received_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_HTTP_HTTP_CLIENT_H_
