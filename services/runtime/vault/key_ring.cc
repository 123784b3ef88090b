#include "services/runtime/vault/key_ring.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::vault {
namespace {

constexpr std::string_view kFirstLine = "boulevard-key-ring 1";
constexpr size_t kIdBytes = 8;
constexpr size_t kLongestFile = 64 * 1024;

absl::Status Faulty(std::string_view what) {
  return absl::FailedPreconditionError(AbslView(what));
}

// Closed when it goes.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

std::string ErrorText() {
  return std::generic_category().message(errno);
}

absl::Status CannotBe(std::string_view what, const std::filesystem::path& path, std::string_view why) {
  return Faulty(
      absl::StrCat("the key ring ", path.string(), " cannot be ", AbslView(what), ": ", AbslView(why)));
}

SecretBytes DerivedFrom(const SecretBytes& secret, std::string_view purpose, size_t bytes) {
  return HkdfSha256(View(secret), "", absl::StrCat("boulevard master key;", AbslView(purpose)), bytes);
}

// "key ID TIME BASE64".
absl::StatusOr<MasterKey> ParseKey(const std::vector<absl::string_view>& words) {
  absl::Time made_at;
  std::string error;
  if (words.size() != 4 || !absl::ParseTime(absl::RFC3339_full, words[2], &made_at, &error)) {
    return Faulty("a line is not \"key ID TIME BASE64\"");
  }
  std::string bytes;
  const bool decoded = absl::Base64Unescape(words[3], &bytes);
  SecretBytes secret = SecretOf(bytes);
  Wipe(bytes);
  if (!decoded || secret.size() != SealedBox::kKeyBytes) {
    return Faulty(absl::StrCat("key ", words[1], " is not 32 bytes in base64"));
  }
  MasterKey key(std::move(secret), made_at);
  if (key.id() != words[1]) return Faulty(absl::StrCat("key ", words[1], " is damaged: it is another key"));
  return key;
}

// The whole of a file that nobody but its owner could have changed, or read.
absl::StatusOr<SecretBytes> ReadGuarded(const std::filesystem::path& path) {
  const File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (file.descriptor() < 0 || fstat(file.descriptor(), &info) != 0) {
    return CannotBe("read", path, ErrorText());
  }
  if (!S_ISREG(info.st_mode)) return CannotBe("read", path, "it is not a file");
  if ((info.st_mode & (S_IWGRP | S_IRWXO)) != 0) {
    return CannotBe("trusted", path,
                    "others may read or write it; chmod 600 it, and think of who has read it");
  }
  SecretBytes text(kLongestFile);
  size_t length = 0;
  while (length < text.size()) {
    const ssize_t got = read(file.descriptor(), text.data() + length, text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return CannotBe("read", path, ErrorText());
    if (got == 0) break;
    length += static_cast<size_t>(got);
  }
  if (length == text.size()) return CannotBe("read", path, "it is too long");
  text.resize(length);
  return text;
}

absl::Status WriteWhole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Faulty(ErrorText());
    text.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(descriptor) == 0 ? absl::OkStatus() : Faulty(ErrorText());
}

// In the place of what was there, whole or not at all, and on the disk when this returns.
absl::Status Replace(const std::filesystem::path& path, std::string_view text) {
  std::string draft = path.string() + ".XXXXXX";
  absl::Status written;
  {
    const File file(mkostemp(draft.data(), O_CLOEXEC));  // makes it with mode 0600
    if (file.descriptor() < 0) return CannotBe("written", path, ErrorText());
    written = WriteWhole(file.descriptor(), text);
  }
  if (written.ok() && rename(draft.c_str(), path.c_str()) != 0) written = Faulty(ErrorText());
  if (!written.ok()) {
    unlink(draft.c_str());
    return CannotBe("written", path, StdView(written.message()));
  }
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const File directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.descriptor() < 0 || fsync(directory.descriptor()) != 0) {
    return CannotBe("kept", path, ErrorText());
  }
  return absl::OkStatus();
}

// One at a time changes the file: a lock on the file itself would be one on what is about to be replaced.
absl::Status Alone(const std::filesystem::path& path, const std::function<absl::Status()>& change) {
  const File lock(open((path.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor() < 0) return CannotBe("written", path, ErrorText());
  while (flock(lock.descriptor(), LOCK_EX) != 0) {
    if (errno != EINTR) return CannotBe("written", path, ErrorText());
  }
  return change();
}

}  // namespace

MasterKey::MasterKey(SecretBytes secret, absl::Time made_at)
    : secret_(std::move(secret)),
      made_at_(made_at),
      id_(absl::BytesToHexString(AbslView(View(DerivedFrom(secret_, "id", kIdBytes))))),
      wrapping_(View(DerivedFrom(secret_, "wrap data keys", SealedBox::kKeyBytes))),
      searching_(DerivedFrom(secret_, "hash what is searched by", SealedBox::kKeyBytes)) {}

MasterKey MasterKey::Make(absl::Time now) {
  return {RandomBytes(SealedBox::kKeyBytes), now};
}

absl::StatusOr<KeyRing> KeyRing::Read(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const SecretBytes text, ReadGuarded(path));
  absl::StatusOr<KeyRing> ring = Parse(View(text));
  if (ring.ok()) return ring;
  return CannotBe("used", path, StdView(ring.status().message()));
}

absl::StatusOr<KeyRing> KeyRing::Parse(std::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(AbslView(text), '\n', absl::SkipWhitespace());
  if (lines.empty() || lines[0] != AbslView(kFirstLine)) {
    return Faulty(absl::StrCat("it does not begin with \"", AbslView(kFirstLine), "\""));
  }
  std::vector<MasterKey> keys;
  std::string current;
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<absl::string_view> words = absl::StrSplit(lines[i], ' ', absl::SkipWhitespace());
    if (words[0] == "current" && words.size() == 2 && current.empty()) {
      current = std::string(words[1]);
    } else if (words[0] == "key") {
      ASSIGN_OR_RETURN(MasterKey key, ParseKey(words));
      keys.push_back(std::move(key));
    } else {
      return Faulty(absl::StrCat("line ", i + 1, " is neither a key nor which one is current"));
    }
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].id() == current) return KeyRing(std::move(keys), i);
  }
  return Faulty("the key that is current is not in it");
}

const MasterKey* KeyRing::Find(std::string_view id) const {
  for (const MasterKey& key : keys_) {
    if (key.id() == id) return &key;
  }
  return nullptr;
}

SecretBytes KeyRing::Text() const {
  SecretBytes text;
  const auto add = [&text](std::string_view part) { text.insert(text.end(), part.begin(), part.end()); };
  add(absl::StrCat(AbslView(kFirstLine), "\ncurrent ", current().id(), "\n"));
  for (const MasterKey& key : keys_) {
    add(absl::StrCat("key ", key.id(), " ",
                     absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", key.made_at(), absl::UTCTimeZone()), " "));
    std::string base64 = absl::Base64Escape(AbslView(key.secret()));
    add(base64);
    Wipe(base64);
    add("\n");
  }
  return text;
}

absl::Status KeyRing::Make(const std::filesystem::path& path, absl::Time now) {
  return Alone(path, [&]() -> absl::Status {
    if (std::error_code ignored; std::filesystem::exists(path, ignored)) return absl::OkStatus();
    std::vector<MasterKey> keys;
    keys.push_back(MasterKey::Make(now));
    return Replace(path, View(KeyRing(std::move(keys), 0).Text()));
  });
}

absl::StatusOr<std::string> KeyRing::Add(const std::filesystem::path& path, absl::Time now) {
  std::string id;
  RETURN_IF_ERROR(Alone(path, [&]() -> absl::Status {
    ASSIGN_OR_RETURN(KeyRing ring, Read(path));
    ring.keys_.push_back(MasterKey::Make(now));
    id = ring.keys_.back().id();
    return Replace(path, View(ring.Text()));
  }));
  return id;
}

absl::StatusOr<std::string> KeyRing::Advance(const std::filesystem::path& path, absl::Time now) {
  std::string id;
  RETURN_IF_ERROR(Alone(path, [&]() -> absl::Status {
    ASSIGN_OR_RETURN(KeyRing ring, Read(path));
    if (ring.current_ + 1 == ring.keys_.size()) ring.keys_.push_back(MasterKey::Make(now));
    ring.current_ = ring.keys_.size() - 1;
    id = ring.current().id();
    return Replace(path, View(ring.Text()));
  }));
  return id;
}

absl::Status KeyRing::Remove(const std::filesystem::path& path, std::string_view id) {
  return Alone(path, [&]() -> absl::Status {
    ASSIGN_OR_RETURN(KeyRing ring, Read(path));
    if (ring.Find(id) == nullptr) return absl::NotFoundError(absl::StrCat("there is no key ", AbslView(id)));
    if (ring.current().id() == id) return Faulty("the current key cannot be taken out");
    const std::string current = ring.current().id();
    std::erase_if(ring.keys_, [&](const MasterKey& key) { return key.id() == id; });
    ring.current_ = static_cast<size_t>(ring.Find(current) - ring.keys_.data());
    return Replace(path, View(ring.Text()));
  });
}

}  // namespace boulevard::runtime::vault
