#include "services/runtime/vault/vault.h"

#include <sys/stat.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::vault {
namespace {

// What a sealed text is bound to. Names hold no NUL and an id is always 16 bytes: no two places have one
// text.
std::string Place(std::string_view table, const Uuid& id, std::string_view column) {
  std::string place("boulevard-1");
  place.append(1, '\0').append(table).append(1, '\0').append(id.AsBytes()).append(column);
  return place;
}

// No column has this name.
constexpr std::string_view kDataKey = "*data key*";

// Another one when the file is another, or was written to: whoever writes it renames a new one into place.
std::string StampOf(const std::filesystem::path& path) {
  struct stat now {};
  if (stat(path.c_str(), &now) != 0) return "";
  return absl::StrCat(now.st_dev, ":", now.st_ino, ":", now.st_size, ":", now.st_mtim.tv_sec, ".",
                      now.st_mtim.tv_nsec);
}

WrappedKey WrappedBy(const MasterKey& master, std::string_view table, const Uuid& id,
                     const SecretBytes& data_key) {
  return {.master_key = master.id(),
          .bytes = master.wrapping().Seal(Place(table, id, kDataKey), View(data_key))};
}

std::string HashUnder(const MasterKey& key, const SearchTerm& term) {
  std::string text(term.kind);
  text.append(1, '\0').append(term.folded);
  return std::string(View(HmacSha256(key.searching(), text)));
}

}  // namespace

RecordKey::RecordKey(std::shared_ptr<const KeyRing> ring, std::string_view table, const Uuid& id,
                     std::string_view data_key, WrappedKey wrapped)
    : ring_(std::move(ring)), table_(table), id_(id), box_(data_key), wrapped_(std::move(wrapped)) {}

std::string RecordKey::Seal(std::string_view column, std::string_view text) const {
  return box_.Seal(Place(table_, id_, column), text);
}

absl::StatusOr<std::string> RecordKey::Open(std::string_view column, std::string_view sealed) const {
  std::optional<std::string> text = box_.Open(Place(table_, id_, column), sealed);
  if (text) return *std::move(text);
  return absl::DataLossError(absl::StrCat("a sealed ", AbslView(column), " of ", table_, " does not open"));
}

std::string RecordKey::SearchHash(const SearchTerm& term) const {
  return HashUnder(*ring_->Find(wrapped_.master_key), term);
}

absl::StatusOr<std::unique_ptr<Vault>> Vault::Open(const std::filesystem::path& path) {
  // Before it is read: what is written in between is read again.
  std::string stamp = StampOf(path);
  ASSIGN_OR_RETURN(KeyRing ring, KeyRing::Read(path));
  return std::unique_ptr<Vault>(new Vault(path, std::move(ring), std::move(stamp)));
}

Vault::Vault(std::filesystem::path path, KeyRing ring, std::string stamp)
    : path_(std::move(path)),
      ring_(std::make_shared<const KeyRing>(std::move(ring))),
      stamp_(std::move(stamp)) {}

RecordKey Vault::NewKey(std::string_view table, const Uuid& id) {
  const SecretBytes data_key = RandomBytes(SealedBox::kKeyBytes);
  std::shared_ptr<const KeyRing> ring = this->ring();
  WrappedKey wrapped = WrappedBy(ring->current(), table, id, data_key);
  return {std::move(ring), table, id, View(data_key), std::move(wrapped)};
}

absl::StatusOr<RecordKey> Vault::OpenKey(std::string_view table, const Uuid& id, const WrappedKey& wrapped) {
  ASSIGN_OR_RETURN(Opened opened, Unwrap(table, id, wrapped));
  return RecordKey(std::move(opened.ring), table, id, View(opened.data_key), wrapped);
}

absl::StatusOr<WrappedKey> Vault::Rewrap(std::string_view table, const Uuid& id, const WrappedKey& wrapped) {
  ASSIGN_OR_RETURN(const Opened opened, Unwrap(table, id, wrapped));
  return WrappedBy(ring()->current(), table, id, opened.data_key);
}

std::vector<std::string> Vault::SearchHashes(const SearchTerm& term) {
  const std::shared_ptr<const KeyRing> ring = this->ring();  // held: another thread may read a newer one
  std::vector<std::string> hashes;
  for (const MasterKey& key : ring->keys()) hashes.push_back(HashUnder(key, term));
  return hashes;
}

std::shared_ptr<const KeyRing> Vault::ring() {
  absl::MutexLock lock(&mutex_);
  ReadIfChanged();
  return ring_;
}

absl::StatusOr<Vault::Opened> Vault::Unwrap(std::string_view table, const Uuid& id,
                                            const WrappedKey& wrapped) {
  std::shared_ptr<const KeyRing> ring = RingWith(wrapped.master_key);
  const MasterKey* const master = ring->Find(wrapped.master_key);
  if (master == nullptr) {
    return absl::DataLossError(
        absl::StrCat("the key ring has no master key ", wrapped.master_key, ", which records are under"));
  }
  std::optional<std::string> data_key = master->wrapping().Open(Place(table, id, kDataKey), wrapped.bytes);
  if (!data_key) {
    return absl::DataLossError(absl::StrCat("a data key of ", AbslView(table), " does not open"));
  }
  Opened opened{std::move(ring), SecretOf(*data_key)};
  Wipe(*data_key);
  return opened;
}

std::shared_ptr<const KeyRing> Vault::RingWith(std::string_view id) {
  absl::MutexLock lock(&mutex_);
  // Records are opened by the hundred: the file is looked at for none that is under a key of before.
  if (ring_->Find(id) == nullptr) ReadIfChanged();
  return ring_;
}

void Vault::ReadIfChanged() {
  std::string stamp = StampOf(path_);
  if (stamp == stamp_) return;
  absl::StatusOr<KeyRing> ring = KeyRing::Read(path_);
  // Said once for each state of the file.
  stamp_ = std::move(stamp);
  if (ring.ok()) {
    ring_ = std::make_shared<const KeyRing>(*std::move(ring));
    log::Info("key ring read again", {{"current", ring_->current().id()}});
  } else {
    log::Error("key ring not read", {{"reason", StdView(ring.status().message())}});
  }
}

}  // namespace boulevard::runtime::vault
