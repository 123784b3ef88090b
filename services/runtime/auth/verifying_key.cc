#include "services/runtime/auth/verifying_key.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace boulevard::runtime {
namespace {

constexpr std::string_view kEdDsa = "EdDSA";
constexpr std::string_view kRs256 = "RS256";
constexpr std::string_view kPs256 = "PS256";
constexpr std::string_view kEs256 = "ES256";
constexpr int kShortestRsaBits = 2048;
// What a longer key costs to check is a way to keep us busy.
constexpr int kLongestRsaBits = 8192;
constexpr size_t kEs256HalfBytes = 32;

bool IsP256(EVP_PKEY& key) {
  char curve[32] = {};
  size_t length = 0;
  return EVP_PKEY_get_group_name(&key, curve, sizeof curve, &length) == 1 &&
         std::string_view(curve, length) == "prime256v1";
}

// What a kind of key may be used for; nothing for keys that we do not take.
std::vector<std::string_view> AlgorithmsOf(EVP_PKEY& key) {
  switch (EVP_PKEY_get_base_id(&key)) {
    case EVP_PKEY_ED25519:
      return {kEdDsa};
    case EVP_PKEY_RSA:
      if (EVP_PKEY_get_bits(&key) < kShortestRsaBits || EVP_PKEY_get_bits(&key) > kLongestRsaBits) return {};
      return {kRs256, kPs256};
    case EVP_PKEY_EC:
      if (!IsP256(key)) return {};
      return {kEs256};
    default:
      return {};
  }
}

// RFC 7518 3.4 has r and s side by side where OpenSSL wants DER.
std::optional<std::string> DerOfEs256(std::string_view signature) {
  if (signature.size() != 2 * kEs256HalfBytes) return std::nullopt;
  const std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>> pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(Bytes(signature), kEs256HalfBytes, nullptr);
  BIGNUM* s = BN_bin2bn(Bytes(signature) + kEs256HalfBytes, kEs256HalfBytes, nullptr);
  if (ECDSA_SIG_set0(pair.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return std::nullopt;
  }
  uint8_t* der = nullptr;
  const int length = i2d_ECDSA_SIG(pair.get(), &der);
  if (length <= 0) return std::nullopt;
  std::string text(reinterpret_cast<const char*>(der), static_cast<size_t>(length));
  OPENSSL_free(der);
  return text;
}

}  // namespace

VerifyingKey::VerifyingKey(KeyPtr key, std::string_view id, std::string_view algorithm)
    : key_(std::move(key)), id_(id), algorithm_(algorithm) {}

absl::StatusOr<VerifyingKey> VerifyingKey::FromPem(std::string_view pem) {
  const std::unique_ptr<BIO, Free<BIO_free>> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  KeyPtr key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (key == nullptr) return absl::InvalidArgumentError("not a PEM public key");
  const std::string id = KeyId(*key);
  return FromKey(std::move(key), id, {});
}

absl::StatusOr<VerifyingKey> VerifyingKey::FromKey(KeyPtr key, std::string_view id,
                                                   std::string_view algorithm) {
  const std::vector<std::string_view> algorithms = AlgorithmsOf(*key);
  if (algorithms.empty()) {
    return absl::InvalidArgumentError("the key is not Ed25519, RSA of 2048 to 8192 bits, or P-256");
  }
  if (algorithm.empty()) return VerifyingKey(std::move(key), id, algorithms.front());
  const auto found = std::ranges::find(algorithms, algorithm);
  if (found == algorithms.end()) return absl::InvalidArgumentError("the key is for another algorithm");
  return VerifyingKey(std::move(key), id, *found);
}

bool VerifyingKey::Verify(std::string_view message, std::string_view signature) const {
  std::optional<std::string> der;
  if (algorithm_ == kEs256) {
    der = DerOfEs256(signature);
    if (!der) return false;
    signature = *der;
  }
  const DigestContext context(EVP_MD_CTX_new());
  const char* hash = algorithm_ == kEdDsa ? nullptr : "SHA256";
  EVP_PKEY_CTX* how = nullptr;  // the digest context's own
  bool good = EVP_DigestVerifyInit_ex(context.get(), &how, hash, nullptr, nullptr, key_.get(), nullptr) == 1;
  if (algorithm_ == kPs256) {
    good = good && EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST) == 1;
  }
  good = good && EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message),
                                  message.size()) == 1;
  ERR_clear_error();
  return good;
}

bool operator==(const VerifyingKey& a, const VerifyingKey& b) {
  return a.id_ == b.id_ && a.algorithm_ == b.algorithm_ && EVP_PKEY_eq(a.key_.get(), b.key_.get()) == 1;
}

}  // namespace boulevard::runtime
