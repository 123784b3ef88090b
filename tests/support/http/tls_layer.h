#ifndef BOULEVARD_TESTS_SUPPORT_HTTP_TLS_LAYER_H_
#define BOULEVARD_TESTS_SUPPORT_HTTP_TLS_LAYER_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>

#include <openssl/ssl.h>

namespace boulevard::tests {

// How a client speaks TLS.
struct ClientTls {
  std::string trusted;             // PEM file: the certificate that the server must have; empty: any
  int version = 0;                 // TLS1_2_VERSION and so on; 0: the best
  std::string ciphers;             // of TLS 1.2; empty: OpenSSL's own choice
  std::string protocols;           // as ALPN writes them: "\x08http/1.1"
  SSL_SESSION* session = nullptr;  // resume this one
};

// A client's end of TLS over a blocking socket that someone else owns.
class TlsLayer {
 public:
  TlsLayer(int socket, const ClientTls& options);

  // Whether the handshake came to a good end.
  bool agreed() const { return agreed_; }
  std::string version() const { return SSL_get_version(ssl_.get()); }
  std::string cipher() const { return SSL_get_cipher_name(ssl_.get()); }
  // What ALPN agreed on.
  std::string protocol() const;
  bool resumed() const { return SSL_session_reused(ssl_.get()) == 1; }
  // Of the server's certificate, in hexadecimal.
  std::string serial() const;
  // To resume later; after an answer was read, since TLS 1.3 sends it late.
  std::shared_ptr<SSL_SESSION> session() const;
  // Whether the server agrees to negotiate anew.
  bool Renegotiate();

  // As send and recv do.
  ssize_t Send(std::string_view bytes);
  ssize_t Receive(char* into, size_t size);
  void FinishSending() { SSL_shutdown(ssl_.get()); }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  bool agreed_ = false;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_HTTP_TLS_LAYER_H_
