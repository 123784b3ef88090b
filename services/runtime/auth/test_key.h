#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_TEST_KEY_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_TEST_KEY_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

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
  // An RSA key for RSASSA-PSS.
  static TestKey Pss(size_t bits) {
    return TestKey("PS256", EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
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

  std::string Kid() const { return KeyId(*key_); }

  // Its public half as a JWK, with `more` members: ",\"use\":\"sig\"".
  std::string Jwk(std::string_view more = {}) const {
    return std::string("{\"kid\":\"")
        .append(Kid())
        .append("\",")
        .append(PublicMembers())
        .append(more)
        .append("}");
  }
  static std::string JwkSet(std::initializer_list<std::string> jwks) {
    std::string set = "{\"keys\":[";
    for (const std::string& jwk : jwks) set.append(set.back() == '[' ? "" : ",").append(jwk);
    return set.append("]}");
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
    EVP_PKEY_CTX* how = nullptr;
    EVP_DigestSignInit_ex(context.get(), &how, hash, nullptr, nullptr, key_.get(), nullptr);
    if (algorithm_ == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    size_t length = 0;
    EVP_DigestSign(context.get(), nullptr, &length, bytes, text.size());
    std::string signature(length, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<uint8_t*>(signature.data()), &length, bytes, text.size());
    signature.resize(length);
    return algorithm_ == "ES256" ? RawOf(signature) : signature;
  }

  std::string NumberMember(const char* name, const char* parameter) const {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), parameter, &number);
    std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
    BN_bn2bin(number, reinterpret_cast<uint8_t*>(bytes.data()));
    BN_free(number);
    if (algorithm_ == "ES256") bytes.insert(0, 32 - bytes.size(), '\0');
    return std::string("\"").append(name).append("\":\"").append(Base64UrlEncode(bytes)).append("\"");
  }

  std::string PublicMembers() const {
    if (algorithm_ == "ES256") {
      return R"("kty":"EC","crv":"P-256",)" + NumberMember("x", OSSL_PKEY_PARAM_EC_PUB_X) + "," +
             NumberMember("y", OSSL_PKEY_PARAM_EC_PUB_Y);
    }
    if (algorithm_ != "EdDSA") {
      return "\"kty\":\"RSA\"," + NumberMember("n", OSSL_PKEY_PARAM_RSA_N) + "," +
             NumberMember("e", OSSL_PKEY_PARAM_RSA_E);
    }
    std::string raw(32, '\0');
    size_t length = raw.size();
    EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<uint8_t*>(raw.data()), &length);
    return R"("kty":"OKP","crv":"Ed25519","x":")" + Base64UrlEncode(raw) + "\"";
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
