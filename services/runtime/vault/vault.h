#ifndef BOULEVARD_SERVICES_RUNTIME_VAULT_VAULT_H_
#define BOULEVARD_SERVICES_RUNTIME_VAULT_VAULT_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/auth/sealed_box.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/vault/key_ring.h"
#include "services/runtime/vault/search_term.h"

// Personal data at rest. Each record has a data key of its own, which seals its columns and is itself kept in
// the record, wrapped by a master key of the site. What is sealed opens only in its own table, record and
// column.
namespace boulevard::runtime::vault {

// How a data key is kept: two columns of its record.
struct WrappedKey {
  std::string master_key;  // CHAR(16): the id of the master key that wrapped it
  std::string bytes;       // VARBINARY(60)

  friend bool operator==(const WrappedKey&, const WrappedKey&) = default;
};

// The data key of one record, open. Wiped when it goes. Thread-safe.
class RecordKey {
 public:
  // Table and column are names of ours, without NUL. Sealed text is 28 bytes longer.
  std::string Seal(std::string_view column, std::string_view text) const;
  // DATA_LOSS when it was not sealed for this column of this record, or was changed since.
  absl::StatusOr<std::string> Open(std::string_view column, std::string_view sealed) const;

  // What the record is found by: 32 bytes, to be written beside wrapped(), and again whenever that changes.
  std::string SearchHash(const SearchTerm& term) const;

  const WrappedKey& wrapped() const { return wrapped_; }

 private:
  friend class Vault;
  RecordKey(std::shared_ptr<const KeyRing> ring, std::string_view table, const Uuid& id,
            std::string_view data_key, WrappedKey wrapped);

  std::shared_ptr<const KeyRing> ring_;
  std::string table_;
  Uuid id_;
  SealedBox box_;
  WrappedKey wrapped_;
};

// Gives data keys and hashes under the master keys of a file. Notices by itself when the file changes: it
// looks whenever it makes a key or a hash, and when a record names a key that it does not know yet. While the
// file cannot be read it goes on with what it has, and logs that. Thread-safe.
class Vault {
 public:
  // Errors as of KeyRing::Read.
  static absl::StatusOr<std::unique_ptr<Vault>> Open(const std::filesystem::path& ring);

  // A new data key for a new record, under the current master key.
  RecordKey NewKey(std::string_view table, const Uuid& id);
  // The data key of a record that is there. Who seals with it and writes only a part of the record's columns
  // holds the lock of its row: a rotation gives the record another data key. DATA_LOSS when it is not this
  // record's, or its master key is not on the ring.
  absl::StatusOr<RecordKey> OpenKey(std::string_view table, const Uuid& id, const WrappedKey& wrapped);
  // The same data key, wrapped by the current master key. Errors as of OpenKey.
  absl::StatusOr<WrappedKey> Rewrap(std::string_view table, const Uuid& id, const WrappedKey& wrapped);

  // What a record may be found by, whichever master key of the ring it is under: "hash IN (?, ?)". Of two
  // records under different keys no index can say that they are one person's: ask, before one is made.
  std::vector<std::string> SearchHashes(const SearchTerm& term);

  // The keys as they are now.
  std::shared_ptr<const KeyRing> ring();

 private:
  struct Opened {
    std::shared_ptr<const KeyRing> ring;
    SecretBytes data_key;
  };

  Vault(std::filesystem::path path, KeyRing ring, std::string stamp);
  absl::StatusOr<Opened> Unwrap(std::string_view table, const Uuid& id, const WrappedKey& wrapped);
  std::shared_ptr<const KeyRing> RingWith(std::string_view id);
  void ReadIfChanged() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::filesystem::path path_;
  absl::Mutex mutex_;
  std::shared_ptr<const KeyRing> ring_ ABSL_GUARDED_BY(mutex_);
  std::string stamp_ ABSL_GUARDED_BY(mutex_);  // of the file as it was read
};

}  // namespace boulevard::runtime::vault

#endif  // BOULEVARD_SERVICES_RUNTIME_VAULT_VAULT_H_
