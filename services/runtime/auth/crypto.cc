#include "services/runtime/auth/crypto.h"

#include <optional>
#include <utility>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "services/runtime/auth/base64url.h"

namespace boulevard::runtime {
namespace {

constexpr std::string_view kEdDsa = "EdDSA";
constexpr std::string_view kRs256 = "RS256";
constexpr std::string_view kEs256 = "ES256";
constexpr int kShortestRsaBits = 2048;
constexpr size_t kEs256HalfBytes = 32;

using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

// The algorithm that a key is pinned to; nothing for keys that we do not take.
std::optional<std::string_view> AlgorithmOf(EVP_PKEY& key) {
  switch (EVP_PKEY_get_base_id(&key)) {
    case EVP_PKEY_ED25519:
      return kEdDsa;
    case EVP_PKEY_RSA:
      if (EVP_PKEY_get_bits(&key) < kShortestRsaBits) return std::nullopt;
      return kRs256;
    case EVP_PKEY_EC: {
      char curve[32] = {};
      size_t length = 0;
      if (EVP_PKEY_get_group_name(&key, curve, sizeof curve, &length) != 1) return std::nullopt;
      if (std::string_view(curve, length) != "prime256v1") return std::nullopt;
      return kEs256;
    }
    default:
      return std::nullopt;
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

Digest Sha256(std::string_view bytes) {
  // Fetched once and kept per thread: OpenSSL 3 takes longer to look the algorithm up than to run it.
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const DigestContext context(EVP_MD_CTX_new());
  Digest digest{};
  EVP_DigestInit_ex2(context.get(), md, nullptr);
  EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return digest;
}

std::string KeyId(EVP_PKEY& key) {
  uint8_t* der = nullptr;
  const int length = i2d_PUBKEY(&key, &der);
  if (length <= 0) return {};
  const Digest digest = Sha256({reinterpret_cast<const char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  return Base64UrlEncode({reinterpret_cast<const char*>(digest.data()), digest.size() / 2});
}

VerifyingKey::VerifyingKey(KeyPtr key, std::string_view algorithm)
    : key_(std::move(key)), algorithm_(algorithm), id_(KeyId(*key_)) {}

absl::StatusOr<VerifyingKey> VerifyingKey::FromPem(std::string_view pem) {
  const std::unique_ptr<BIO, Free<BIO_free>> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  KeyPtr key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (key == nullptr) return absl::InvalidArgumentError("not a PEM public key");
  const std::optional<std::string_view> algorithm = AlgorithmOf(*key);
  if (!algorithm) {
    return absl::InvalidArgumentError("the key is not Ed25519, RSA of at least 2048 bits, or P-256");
  }
  return VerifyingKey(std::move(key), *algorithm);
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
  const bool good =
      EVP_DigestVerifyInit_ex(context.get(), nullptr, hash, nullptr, nullptr, key_.get(), nullptr) == 1 &&
      EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message), message.size()) ==
          1;
  ERR_clear_error();
  return good;
}

}  // namespace boulevard::runtime
