#ifndef BOULEVARD_SERVICES_RUNTIME_VAULT_KEY_RING_H_
#define BOULEVARD_SERVICES_RUNTIME_VAULT_KEY_RING_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/sealed_box.h"
#include "services/runtime/auth/secret_bytes.h"

namespace boulevard::runtime::vault {

// One master key: 32 random bytes, of which come (HKDF) its id, the key that wraps data keys, and the key of
// the hashes that are searched by. The id is a fingerprint: a line of the file that was damaged is noticed.
class MasterKey {
 public:
  MasterKey(SecretBytes secret, absl::Time made_at);
  static MasterKey Make(absl::Time now);

  const std::string& id() const { return id_; }  // 16 hex digits; no secret
  absl::Time made_at() const { return made_at_; }
  std::string_view secret() const { return View(secret_); }
  const SealedBox& wrapping() const { return wrapping_; }
  std::string_view searching() const { return View(searching_); }

 private:
  SecretBytes secret_;
  absl::Time made_at_;
  std::string id_;
  SealedBox wrapping_;
  SecretBytes searching_;
};

// The master keys of a site, the oldest first. One of them is current: it seals. All of them open. In a file:
//
//   boulevard-key-ring 1
//   current 5f0c9a3e77d21b48
//   key 5f0c9a3e77d21b48 2026-11-22T14:31:08Z LS0tLSBzZWNyZXQgLS0t...
class KeyRing {
 public:
  // The ring in a file, which only its owner may change and only its owner or group may read.
  // FAILED_PRECONDITION with a sentence that says what is wrong; never with what is in it.
  static absl::StatusOr<KeyRing> Read(const std::filesystem::path& path);
  static absl::StatusOr<KeyRing> Parse(std::string_view text);

  // Makes the file with one key, which is current. OK when there is one already.
  static absl::Status Make(const std::filesystem::path& path, absl::Time now);
  // Adds a key, which opens records from now on but does not seal them yet; gives its id. Whoever reads the
  // file finds it whole, as it was before or as it is then; of two who write it at once, one waits.
  static absl::StatusOr<std::string> Add(const std::filesystem::path& path, absl::Time now);
  // Makes the newest key the current one, and adds one first when it is that already; gives its id.
  static absl::StatusOr<std::string> Advance(const std::filesystem::path& path, absl::Time now);
  // Takes a key out that is not current. NOT_FOUND when it is not there.
  static absl::Status Remove(const std::filesystem::path& path, std::string_view id);

  const MasterKey& current() const { return keys_[current_]; }
  const std::vector<MasterKey>& keys() const { return keys_; }
  // Null when there is none with that id.
  const MasterKey* Find(std::string_view id) const;

 private:
  KeyRing(std::vector<MasterKey> keys, size_t current) : keys_(std::move(keys)), current_(current) {}
  SecretBytes Text() const;

  std::vector<MasterKey> keys_;
  size_t current_;
};

}  // namespace boulevard::runtime::vault

#endif  // BOULEVARD_SERVICES_RUNTIME_VAULT_KEY_RING_H_
