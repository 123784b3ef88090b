#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_TEST_KEY_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_TEST_KEY_H_

#include <string>
#include <string_view>
#include <utility>

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include "services/runtime/auth/base64url.h"
#include "services/runtime/auth/crypto.h"

namespace boulevard::runtime {

// A key pair of any kind, to make tokens that TokenSigner would not make. For tests.
class TestKey {
 public:
  static TestKey Ed25519() { return TestKey("EdDSA", EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); }
  static TestKey Rsa(size_t bits) {
    return TestKey("RS256", EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
  }
  static TestKey Ec(const char* curve) {
    return TestKey("ES256", EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
  }

  std::string PublicPem() const {
    const std::unique_ptr<BIO, Free<BIO_free>> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(bio.get(), key_.get());
    char* data = nullptr;
    const auto length = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<size_t>(length)};
  }

  // A header with this key's kid and the algorithm `alg`, its own when empty.
  std::string Header(std::string_view alg = {}) const {
    return std::string(R"({"alg":")")
        .append(alg.empty() ? algorithm_ : alg)
        .append(R"(","kid":")")
        .append(KeyId(*key_))
        .append("\"}");
  }

  // A token with this payload, well signed.
  std::string Token(std::string_view payload) const { return Token(Header(), payload); }
  std::string Token(std::string_view header, std::string_view payload) const {
    const std::string text = Base64UrlEncode(header) + "." + Base64UrlEncode(payload);
    return text + "." + Base64UrlEncode(Sign(text));
  }

  static std::string HmacToken(std::string_view header, std::string_view payload, std::string_view secret) {
    const std::string text = Base64UrlEncode(header) + "." + Base64UrlEncode(payload);
    std::string mac(32, '\0');
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const uint8_t*>(text.data()), text.size(), reinterpret_cast<uint8_t*>(mac.data()),
         nullptr);
    return text + "." + Base64UrlEncode(mac);
  }

 private:
  TestKey(std::string_view algorithm, EVP_PKEY* key) : algorithm_(algorithm), key_(key) {}

  std::string Sign(std::string_view text) const {
    const std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    const char* hash = algorithm_ == "EdDSA" ? nullptr : "SHA256";
    EVP_DigestSignInit_ex(context.get(), nullptr, hash, nullptr, nullptr, key_.get(), nullptr);
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    size_t length = 0;
    EVP_DigestSign(context.get(), nullptr, &length, bytes, text.size());
    std::string signature(length, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<uint8_t*>(signature.data()), &length, bytes, text.size());
    signature.resize(length);
    return algorithm_ == "ES256" ? RawOf(signature) : signature;
  }

  static std::string RawOf(const std::string& der) {
    const auto* in = reinterpret_cast<const uint8_t*>(der.data());
    const std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>> pair(
        d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(der.size())));  // NOLINT(google-runtime-int)
    std::string raw(64, '\0');
    auto* out = reinterpret_cast<uint8_t*>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + 32, 32);
    return raw;
  }

  std::string algorithm_;
  KeyPtr key_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_TEST_KEY_H_
