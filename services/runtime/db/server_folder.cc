#include "services/runtime/db/server_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::db {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInstallProgram = "/usr/bin/mariadb-install-db";
constexpr uint64_t kMebibyte = 1024 * 1024;
constexpr uint64_t kLeastFreeMebibytes = 200;
constexpr absl::Duration kLockPause = absl::Milliseconds(20);

// The server alone: mariadb-server would also set one up that runs by itself.
absl::Status CheckPrograms() {
  for (const char* program : {ServerFolder::kServerProgram, kInstallProgram}) {
    if (access(program, X_OK) != 0) {
      return absl::FailedPreconditionError(
          absl::StrCat(program, " is missing: install the Debian package mariadb-server-core"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSocketPath(const fs::path& folder) {
  const size_t most = sizeof(sockaddr_un::sun_path) - 1;
  const size_t length = ServerFolder::SocketIn(folder).native().size();
  if (length <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("the path of the database folder is too long for a socket by ", length - most,
                   " characters: ", folder.string()));
}

absl::Status MakePrivate(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return absl::ErrnoToStatus(error.value(), absl::StrCat("cannot make the folder ", folder.string()));
  }
  struct stat info {};
  if (stat(folder.c_str(), &info) != 0 || info.st_uid != geteuid()) {
    return absl::PermissionDeniedError(
        absl::StrCat("the database folder belongs to another user: ", folder.string()));
  }
  if (chmod(folder.c_str(), S_IRWXU) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot close the folder to others: ", folder.string()));
  }
  return absl::OkStatus();
}

absl::Status CheckSpace(const fs::path& folder) {
  struct statvfs info {};
  if (statvfs(folder.c_str(), &info) != 0) return absl::OkStatus();
  const uint64_t free_mebibytes = uint64_t{info.f_bavail} * info.f_frsize / kMebibyte;
  if (free_mebibytes >= kLeastFreeMebibytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrCat("the disk is full: ", free_mebibytes, " MiB are free in ",
                                                   folder.string(), ", the database needs ",
                                                   kLeastFreeMebibytes));
}

absl::StatusOr<FileDescriptor> OpenLock(const fs::path& path) {
  FileDescriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.number() < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot open ", path.string()));
  return file;
}

bool TryLock(const FileDescriptor& file) {
  return flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

std::vector<std::string> UserArguments() {
  if (geteuid() == 0) return {"--user=root"};
  return {};
}

fs::path ServerFolder::SocketIn(const fs::path& folder) {
  return folder / "mariadb.sock";
}

absl::StatusOr<ServerFolder> ServerFolder::Open(const fs::path& path, absl::Time deadline) {
  ServerFolder folder(fs::absolute(path).lexically_normal());
  RETURN_IF_ERROR(CheckPrograms());
  RETURN_IF_ERROR(CheckSocketPath(folder.path()));
  RETURN_IF_ERROR(MakePrivate(folder.path()));
  RETURN_IF_ERROR(CheckSpace(folder.path()));
  RETURN_IF_ERROR(folder.TakeLocks(deadline));
  RETURN_IF_ERROR(MakePrivate(folder.temporary()));
  RETURN_IF_ERROR(folder.MakeDatabase());
  // Left by a server that was killed; its return shall mean that the new one listens.
  std::error_code error;
  fs::remove(folder.socket(), error);
  return folder;
}

absl::Status ServerFolder::TakeLocks(absl::Time deadline) {
  ASSIGN_OR_RETURN(owner_lock_, OpenLock(path_ / "owner.lock"));
  if (!TryLock(owner_lock_)) {
    return absl::AlreadyExistsError(
        absl::StrCat("another process is using the database folder ", path_.string()));
  }
  ASSIGN_OR_RETURN(server_lock_, OpenLock(path_ / "server.lock"));
  // flock knows no deadline.
  while (!TryLock(server_lock_)) {
    if (absl::Now() >= deadline) {
      return absl::DeadlineExceededError(
          absl::StrCat("the former database server is still stopping in ", path_.string()));
    }
    absl::SleepFor(kLockPause);
  }
  return absl::OkStatus();
}

// Made under another name first, so that one half made is never taken for a whole one.
absl::Status ServerFolder::MakeDatabase() const {
  std::error_code error;
  if (fs::exists(data(), error)) return absl::OkStatus();
  const fs::path unfinished = path_ / "data.unfinished";
  const fs::path output = path_ / "install.log";
  fs::remove_all(unfinished, error);
  ChildOptions install{
      .arguments = {kInstallProgram, "--no-defaults", absl::StrCat("--datadir=", unfinished.string()),
                    "--skip-test-db", "--auth-root-authentication-method=normal", "--innodb-log-file-size=4M",
                    absl::StrCat("--tmpdir=", temporary().string())},
      .output = output,
      .inherited_file = server_lock()};
  for (const std::string& argument : UserArguments()) install.arguments.push_back(argument);
  ASSIGN_OR_RETURN(const pid_t pid, StartChild(install));
  if (const int code = Reap(pid); code != 0) {
    return absl::InternalError(
        absl::StrCat("the database could not be made (exit code ", code, "): see ", output.string()));
  }
  fs::rename(unfinished, data(), error);
  if (error) return absl::ErrnoToStatus(error.value(), "cannot give the new database its name");
  fs::remove(output, error);
  return absl::OkStatus();
}

}  // namespace boulevard::runtime::db
