#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/base64url.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

using BioPtr = std::unique_ptr<BIO, Free<BIO_free>>;

std::string TextOf(BIO& bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(&bio, &data);  // NOLINT(google-runtime-int): OpenSSL's type
  return {data, static_cast<size_t>(length)};
}

absl::Status FileError(std::string_view what, const std::filesystem::path& path) {
  return absl::FailedPreconditionError(absl::StrCat("the key file ", path.string(), " cannot be ",
                                                    AbslView(what), ": ", std::strerror(errno)));
}

// Null when there is no such file.
absl::StatusOr<KeyPtr> ReadKey(const std::filesystem::path& path) {
  const std::unique_ptr<FILE, Free<std::fclose>> file(std::fopen(path.c_str(), "re"));
  if (file == nullptr) {
    if (errno == ENOENT) return KeyPtr();
    return FileError("read", path);
  }
  KeyPtr key(PEM_read_PrivateKey(file.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (key == nullptr || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
    return absl::FailedPreconditionError(
        absl::StrCat("the key file ", path.string(), " holds no Ed25519 private key in PEM"));
  }
  return key;
}

absl::Status WriteWhole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return absl::ErrnoToStatus(errno, "write");
    text.remove_prefix(static_cast<size_t>(written));
  }
  if (fsync(descriptor) != 0) return absl::ErrnoToStatus(errno, "fsync");
  return absl::OkStatus();
}

// Makes a new key at `path`, whole and with mode 0600 or not at all. When another process makes one at the
// same time, the first to link its file wins, and the other's key is thrown away.
absl::Status MakeKey(const std::filesystem::path& path) {
  const KeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const BioPtr pem(BIO_new(BIO_s_mem()));
  if (key == nullptr ||
      PEM_write_bio_PKCS8PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return absl::InternalError("no Ed25519 key could be made");
  }
  std::string draft = path.string() + ".XXXXXX";
  const int descriptor = mkostemp(draft.data(), O_CLOEXEC);  // makes it with mode 0600
  if (descriptor < 0) return FileError("made", path);
  const absl::Status written = WriteWhole(descriptor, TextOf(*pem));
  close(descriptor);
  const bool linked = written.ok() && (link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  const absl::Status result = linked ? absl::OkStatus() : FileError("made", path);
  unlink(draft.c_str());
  return result;
}

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<uint8_t>(c) < 0x20) {
      absl::StrAppend(&out, "\\u", absl::Hex(static_cast<uint8_t>(c), absl::kZeroPad4));
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string ClaimsJson(const Principal& principal, absl::Time now, absl::Duration ttl) {
  std::string json = absl::StrCat(R"({"iss":")", AbslView(kTokenIssuer), R"(","aud":")",
                                  AbslView(kTokenAudience), R"(","sub":)");
  AppendJsonString(json, principal.subject);
  absl::StrAppend(&json, R"(,"role":")", AbslView(RoleName(principal.role)), "\"");
  if (principal.provider_id) {
    absl::StrAppend(&json, R"(,"provider_id":")", principal.provider_id->ToString(), "\"");
  }
  absl::StrAppend(&json, R"(,"iat":)", absl::ToUnixSeconds(now), R"(,"exp":)", absl::ToUnixSeconds(now + ttl),
                  "}");
  return json;
}

}  // namespace

class TokenSigner::Impl {
 public:
  explicit Impl(KeyPtr key) : key_(std::move(key)) {}

  std::string Sign(const Principal& principal, absl::Time now, absl::Duration ttl) const {
    const std::string header = absl::StrCat(R"({"alg":"EdDSA","kid":")", KeyId(*key_), R"(","typ":"JWT"})");
    std::string token =
        absl::StrCat(Base64UrlEncode(header), ".", Base64UrlEncode(ClaimsJson(principal, now, ttl)));
    const std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    std::string signature(64, '\0');
    size_t length = signature.size();
    EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key_.get(), nullptr);
    EVP_DigestSign(context.get(), reinterpret_cast<uint8_t*>(signature.data()), &length,
                   reinterpret_cast<const uint8_t*>(token.data()), token.size());
    absl::StrAppend(&token, ".", Base64UrlEncode(signature));
    return token;
  }

  std::string PublicKeyPem() const {
    const BioPtr pem(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(pem.get(), key_.get());
    return TextOf(*pem);
  }

 private:
  const KeyPtr key_;
};

TokenSigner::TokenSigner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TokenSigner::TokenSigner(TokenSigner&&) noexcept = default;
TokenSigner::~TokenSigner() = default;

absl::StatusOr<TokenSigner> TokenSigner::Open(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(KeyPtr key, ReadKey(path));
  if (key == nullptr) {
    RETURN_IF_ERROR(MakeKey(path));
    ASSIGN_OR_RETURN(key, ReadKey(path));
    if (key == nullptr) return FileError("read", path);
  }
  return TokenSigner(std::make_unique<Impl>(std::move(key)));
}

std::string TokenSigner::Sign(const Principal& principal, absl::Time now, absl::Duration ttl) const {
  return impl_->Sign(principal, now, ttl);
}

std::string TokenSigner::PublicKeyPem() const {
  return impl_->PublicKeyPem();
}

}  // namespace boulevard::runtime
