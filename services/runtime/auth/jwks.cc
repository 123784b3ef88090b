#include "services/runtime/auth/jwks.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <simdjson.h>

#include "services/runtime/auth/base64url.h"
#include "services/runtime/auth/json_text.h"

namespace boulevard::runtime {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr size_t kMostKeys = 100;

using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;

std::string Decoded(const object& in, std::string_view key) {
  return Base64UrlDecode(Text(in, key)).value_or("");
}

KeyPtr Build(const char* kind, OSSL_PARAM_BLD& builder) {
  const Params params(OSSL_PARAM_BLD_to_param(&builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (params == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return KeyPtr(key);
}

KeyPtr RsaKey(const object& jwk) {
  const std::string modulus = Decoded(jwk, "n");
  const std::string exponent = Decoded(jwk, "e");
  if (modulus.empty() || exponent.empty()) return nullptr;
  const Number n(BN_bin2bn(Bytes(modulus), static_cast<int>(modulus.size()), nullptr));
  const Number e(BN_bin2bn(Bytes(exponent), static_cast<int>(exponent.size()), nullptr));
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return Build("RSA", *builder);
}

KeyPtr P256Key(const object& jwk) {
  const std::string x = Decoded(jwk, "x");
  const std::string y = Decoded(jwk, "y");
  if (Text(jwk, "crv") != "P-256" || x.size() != 32 || y.size() != 32) return nullptr;
  const std::string point = "\x04" + x + y;  // uncompressed (SEC 1, 2.3.3); refused when not on the curve
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return Build("EC", *builder);
}

KeyPtr Ed25519Key(const object& jwk) {
  const std::string x = Decoded(jwk, "x");
  if (Text(jwk, "crv") != "Ed25519") return nullptr;
  return KeyPtr(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(x), x.size()));
}

KeyPtr PublicKey(const object& jwk) {
  const std::string_view kind = Text(jwk, "kty");
  if (kind == "RSA") return RsaKey(jwk);
  if (kind == "EC") return P256Key(jwk);
  if (kind == "OKP") return Ed25519Key(jwk);
  return nullptr;
}

bool Verifies(const object& jwk) {
  const std::string_view use = Text(jwk, "use");
  if (!use.empty() && use != "sig") return false;
  simdjson::dom::array operations;
  if (jwk["key_ops"].get_array().get(operations) != simdjson::SUCCESS) return true;
  return std::any_of(operations.begin(), operations.end(), [](const element operation) {
    std::string_view text;
    return operation.get_string().get(text) == simdjson::SUCCESS && text == "verify";
  });
}

std::optional<VerifyingKey> ParseJwk(const object& jwk) {
  const std::string_view id = Text(jwk, "kid");
  const bool is_private = jwk["d"].error() == simdjson::SUCCESS;
  if (id.empty() || is_private || !Verifies(jwk)) return std::nullopt;
  KeyPtr key = PublicKey(jwk);
  ERR_clear_error();
  if (key == nullptr) return std::nullopt;
  absl::StatusOr<VerifyingKey> parsed = VerifyingKey::FromKey(std::move(key), id, Text(jwk, "alg"));
  if (!parsed.ok()) return std::nullopt;
  return *std::move(parsed);
}

}  // namespace

absl::StatusOr<std::vector<VerifyingKey>> ParseJwks(const std::string& json) {
  simdjson::dom::parser parser;
  simdjson::dom::array jwks;
  if (parser.parse(json)["keys"].get_array().get(jwks) != simdjson::SUCCESS) {
    return absl::InvalidArgumentError("it is no JWK set");
  }
  if (jwks.size() > kMostKeys) return absl::InvalidArgumentError("the JWK set has more than 100 keys");
  std::vector<VerifyingKey> keys;
  for (const element entry : jwks) {
    object jwk;
    if (entry.get_object().get(jwk) != simdjson::SUCCESS) continue;
    std::optional<VerifyingKey> key = ParseJwk(jwk);
    const auto same_id = [&](const VerifyingKey& other) { return other.id() == key->id(); };
    if (key && std::ranges::none_of(keys, same_id)) keys.push_back(*std::move(key));
  }
  if (keys.empty()) return absl::InvalidArgumentError("the JWK set has no key that signs tokens");
  return keys;
}

}  // namespace boulevard::runtime
