#include "services/runtime/auth/signing_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/base64url.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

constexpr size_t kSignatureBytes = 64;

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

absl::StatusOr<KeyPtr> NewKey() {
  KeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (key == nullptr) return absl::InternalError("no Ed25519 key could be made");
  return key;
}

// Makes a new key at `path`, whole and with mode 0600 or not at all. When another process makes one at the
// same time, the first to link its file wins, and the other's key is thrown away.
absl::Status MakeKey(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const KeyPtr key, NewKey());
  const BioPtr pem(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PKCS8PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return absl::InternalError("no Ed25519 key could be written");
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

}  // namespace

absl::StatusOr<SigningKey> SigningKey::Open(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(KeyPtr key, ReadKey(path));
  if (key == nullptr) {
    RETURN_IF_ERROR(MakeKey(path));
    ASSIGN_OR_RETURN(key, ReadKey(path));
    if (key == nullptr) return FileError("read", path);
  }
  return SigningKey(std::move(key));
}

absl::StatusOr<SigningKey> SigningKey::Read(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(KeyPtr key, ReadKey(path));
  if (key == nullptr) return FileError("read", path);
  return SigningKey(std::move(key));
}

absl::StatusOr<SigningKey> SigningKey::Make() {
  ASSIGN_OR_RETURN(KeyPtr key, NewKey());
  return SigningKey(std::move(key));
}

std::string SigningKey::Sign(std::string_view type, std::string_view claims) const {
  const std::string header =
      absl::StrCat(R"({"alg":"EdDSA","kid":")", id_, R"(","typ":")", AbslView(type), R"("})");
  std::string token = absl::StrCat(Base64UrlEncode(header), ".", Base64UrlEncode(claims));
  const DigestContext context(EVP_MD_CTX_new());
  std::string signature(kSignatureBytes, '\0');
  size_t length = signature.size();
  EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key_.get(), nullptr);
  EVP_DigestSign(context.get(), reinterpret_cast<uint8_t*>(signature.data()), &length, Bytes(token),
                 token.size());
  absl::StrAppend(&token, ".", Base64UrlEncode(signature));
  return token;
}

std::string SigningKey::PublicKeyPem() const {
  const BioPtr pem(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(pem.get(), key_.get());
  return TextOf(*pem);
}

}  // namespace boulevard::runtime
