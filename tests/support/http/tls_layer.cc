#include "tests/support/http/tls_layer.h"

#include <csignal>

#include <openssl/bn.h>
#include <openssl/x509.h>

namespace boulevard::tests {
namespace {

SSL_CTX* NewContext(const ClientTls& options) {
  // OpenSSL writes in a way that raises it when the server has gone.
  std::signal(SIGPIPE, SIG_IGN);
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  if (!options.trusted.empty()) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_load_verify_file(context, options.trusted.c_str());
  }
  if (options.version != 0) {
    // Versions that our own libraries are told not to speak as well.
    if (options.version < TLS1_2_VERSION) SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, options.version);
    SSL_CTX_set_max_proto_version(context, options.version);
  }
  if (!options.ciphers.empty()) SSL_CTX_set_cipher_list(context, options.ciphers.c_str());
  return context;
}

}  // namespace

TlsLayer::TlsLayer(int socket, const ClientTls& options)
    : context_(NewContext(options), &SSL_CTX_free), ssl_(SSL_new(context_.get()), &SSL_free) {
  if (!options.protocols.empty()) {
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(options.protocols.data()),
                        static_cast<unsigned int>(options.protocols.size()));
  }
  if (options.session != nullptr) SSL_set_session(ssl_.get(), options.session);
  SSL_set_fd(ssl_.get(), socket);
  agreed_ = SSL_connect(ssl_.get()) == 1;
}

std::string TlsLayer::protocol() const {
  const unsigned char* name = nullptr;
  unsigned int length = 0;
  SSL_get0_alpn_selected(ssl_.get(), &name, &length);
  return {reinterpret_cast<const char*>(name), length};
}

std::string TlsLayer::serial() const {
  const X509* certificate = SSL_get0_peer_certificate(ssl_.get());
  if (certificate == nullptr) return {};
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr), &BN_free);
  char* const text = BN_bn2hex(number.get());
  std::string serial = text;
  OPENSSL_free(text);
  return serial;
}

std::shared_ptr<SSL_SESSION> TlsLayer::session() const {
  return {SSL_get1_session(ssl_.get()), &SSL_SESSION_free};
}

bool TlsLayer::Renegotiate() {
  SSL_renegotiate(ssl_.get());
  return SSL_do_handshake(ssl_.get()) == 1;
}

ssize_t TlsLayer::Send(std::string_view bytes) {
  return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
}

ssize_t TlsLayer::Receive(char* into, size_t size) {
  return SSL_read(ssl_.get(), into, static_cast<int>(size));
}

}  // namespace boulevard::tests
