#ifndef BOULEVARD_SERVICES_RUNTIME_DB_SERVER_FOLDER_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_SERVER_FOLDER_H_

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/child_process.h"

namespace boulevard::runtime::db {

// The folder of a private server, owned by this process while the object lives.
//
// Two locks (flock) guard it. owner.lock is held by the process that owns the folder, and by nothing else.
// server.lock is inherited by the programs that write into the folder: it stays taken until a server, whose
// owner was killed, has stopped too.
class ServerFolder {
 public:
  // Makes the folder when it is missing, and the database in it. ALREADY_EXISTS when another living process
  // owns it; DEADLINE_EXCEEDED when the server of a former owner does not stop.
  static absl::StatusOr<ServerFolder> Open(const std::filesystem::path& folder, absl::Time deadline);

  static std::filesystem::path SocketIn(const std::filesystem::path& folder);
  static constexpr const char* kServerProgram = "/usr/sbin/mariadbd";

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path data() const { return path_ / "data"; }
  // Never /tmp: a mariadbd that starts deletes the temporary tables of every other one there.
  std::filesystem::path temporary() const { return path_ / "tmp"; }
  std::filesystem::path socket() const { return SocketIn(path_); }
  std::filesystem::path log() const { return path_ / "mariadb.log"; }
  int server_lock() const { return server_lock_.number(); }

 private:
  explicit ServerFolder(std::filesystem::path path) : path_(std::move(path)) {}
  absl::Status TakeLocks(absl::Time deadline);
  absl::Status MakeDatabase() const;

  std::filesystem::path path_;
  FileDescriptor owner_lock_;
  FileDescriptor server_lock_;
};

// What makes the program run as the user it was started by: mariadbd refuses to run as root unless told so.
std::vector<std::string> UserArguments();

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_SERVER_FOLDER_H_
