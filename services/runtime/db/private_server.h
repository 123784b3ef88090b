#ifndef BOULEVARD_SERVICES_RUNTIME_DB_PRIVATE_SERVER_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_PRIVATE_SERVER_H_

#include <filesystem>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace boulevard::runtime::db {

// A mariadbd of our own in a folder of our own: the database of a small site and of every test. It listens on
// a Unix socket alone, in a folder that only the owner can enter.
//
// It dies with the process that started it, also after kill -9 of that process; a server that was killed is
// started again and recovers from its log. Only one process can own a folder: Start waits for a server that
// is still stopping, and gives ALREADY_EXISTS when another living process owns the folder.
class PrivateServer {
 public:
  struct Options {
    std::filesystem::path folder;  // made when missing; the socket is folder/mariadb.sock
    bool durable = true;           // false: no fsync, for tests that do not crash it
    int buffer_pool_mebibytes = 128;
    absl::Duration start_timeout = absl::Seconds(60);
  };

  // Ready when it returns. One clear sentence each for: mariadbd not installed, disk full, folder not ours, a
  // path too long for a socket; else the last lines of its error log's file name.
  static absl::StatusOr<std::unique_ptr<PrivateServer>> Start(const Options& options);
  // Stops it cleanly and waits.
  ~PrivateServer();

  // "mysql://root@/<schema>?socket=..."; makes the schema when it is not there.
  absl::StatusOr<std::string> UrlOf(std::string_view schema);
  // The same for a folder whose server another process owns.
  static absl::StatusOr<std::string> SchemaIn(const std::filesystem::path& folder, std::string_view schema);
  // That address; nothing is started or made.
  static std::string UrlIn(const std::filesystem::path& folder, std::string_view schema);
  // Whether a server answers on the folder's socket now.
  static bool AnswersIn(const std::filesystem::path& folder);

  // The process now running; changes when it was started again.
  int pid() const;

 private:
  class Impl;
  explicit PrivateServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_PRIVATE_SERVER_H_
