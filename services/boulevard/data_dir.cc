#include "services/boulevard/data_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/macros.h"

namespace boulevard {
namespace {

std::string ErrorText(int number) {
  return std::generic_category().message(number);
}

absl::Status CannotUse(const std::filesystem::path& path, std::string_view reason) {
  return absl::FailedPreconditionError(
      absl::StrCat("cannot use ", path.string(), " as data directory: ", std::string(reason)));
}

absl::Status WriteAll(const std::filesystem::path& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return absl::FailedPreconditionError(ErrorText(errno));
  errno = 0;
  const ssize_t written = write(file, text.data(), text.size());
  const bool synced = written == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
  const int error = synced ? 0 : errno != 0 ? errno : ENOSPC;
  close(file);
  return synced ? absl::OkStatus() : absl::FailedPreconditionError(ErrorText(error));
}

}  // namespace

absl::Status DataDir::Prepare() const {
  std::error_code error;
  const bool made = std::filesystem::create_directories(path_, error);
  if (error) return CannotUse(path_, error.message());
  if (made) std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
  std::filesystem::create_directory(development_key().parent_path(), error);
  if (error) return CannotUse(path_, error.message());
  // Found out now and in one sentence, not later and by halves.
  const std::filesystem::path probe = path_ / ".probe";
  const absl::Status status = WriteAll(probe, std::string(4096, ' '));
  std::filesystem::remove(probe, error);
  return status.ok() ? status : CannotUse(path_, std::string(status.message()));
}

void DataDir::RemoveEndpoints() const {
  std::error_code ignored;
  std::filesystem::remove(endpoints(), ignored);
}

absl::StatusOr<ServeLock> ServeLock::Take(const DataDir& dir) {
  const std::filesystem::path path = dir.path() / "serve.lock";
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return CannotUse(dir.path(), ErrorText(errno));
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return ServeLock(file);
  close(file);
  return absl::AlreadyExistsError(absl::StrCat("another boulevard already serves ", dir.path().string()));
}

ServeLock::ServeLock(ServeLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

ServeLock::~ServeLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace boulevard
