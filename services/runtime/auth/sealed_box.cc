#include "services/runtime/auth/sealed_box.h"

#include <memory>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "services/runtime/auth/crypto.h"

namespace boulevard::runtime {
namespace {

constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;

unsigned char* Writable(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
int Size(std::string_view text) {
  return static_cast<int>(text.size());
}

const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

}  // namespace

SealedBox SealedBox::FromText(std::string_view text) {
  Digest digest = Sha256(text);
  SealedBox box(View(digest));
  OPENSSL_cleanse(digest.data(), digest.size());
  return box;
}

std::string SealedBox::Seal(std::string_view bound_to, std::string_view text) const {
  const SecretBytes random = RandomBytes(kNonceBytes);
  const std::string_view nonce = View(random);
  std::string hidden(text.size(), '\0');
  std::string tag(kTagBytes, '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  MustBeDone(EVP_EncryptInit_ex2(cipher.get(), Aes256Gcm(), Bytes(View(key_)), Bytes(nonce), nullptr) == 1);
  MustBeDone(EVP_EncryptUpdate(cipher.get(), nullptr, &written, Bytes(bound_to), Size(bound_to)) == 1);
  MustBeDone(EVP_EncryptUpdate(cipher.get(), Writable(hidden), &written, Bytes(text), Size(text)) == 1);
  MustBeDone(EVP_EncryptFinal_ex(cipher.get(), Writable(hidden) + written, &written) == 1);
  MustBeDone(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, tag.data()) == 1);
  std::string sealed;
  sealed.reserve(nonce.size() + hidden.size() + tag.size());
  return sealed.append(nonce).append(hidden).append(tag);
}

std::optional<std::string> SealedBox::Open(std::string_view bound_to, std::string_view sealed) const {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const std::string_view nonce = sealed.substr(0, kNonceBytes);
  const std::string_view hidden = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  std::string text(hidden.size(), '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  MustBeDone(EVP_DecryptInit_ex2(cipher.get(), Aes256Gcm(), Bytes(View(key_)), Bytes(nonce), nullptr) == 1);
  MustBeDone(EVP_DecryptUpdate(cipher.get(), nullptr, &written, Bytes(bound_to), Size(bound_to)) == 1);
  MustBeDone(EVP_DecryptUpdate(cipher.get(), Writable(text), &written, Bytes(hidden), Size(hidden)) == 1);
  MustBeDone(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(cipher.get(), Writable(text) + written, &written) != 1) {
    Wipe(text);
    return std::nullopt;
  }
  return text;
}

}  // namespace boulevard::runtime
