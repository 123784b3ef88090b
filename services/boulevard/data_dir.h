#ifndef BOULEVARD_SERVICES_BOULEVARD_DATA_DIR_H_
#define BOULEVARD_SERVICES_BOULEVARD_DATA_DIR_H_

#include <filesystem>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace boulevard {

// Where a running site listens, as "127.0.0.1:8080".
struct Endpoints {
  std::string http;
  std::string grpc;
  std::string metrics;
};

// What a site keeps in its folder:
//   mariadb/               the private database, unless another one is used
//   keys/development.pem   signs tokens that are accepted with --development
//   keys/webhooks.pem      seals the secrets of webhooks, unless another key is given
//   keys/master.keys
//                          the master keys that personal data is sealed under, unless others are given
//   endpoints.json         while it runs: where it listens
//   serve.lock             held by the process that serves
class DataDir {
 public:
  explicit DataDir(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path database() const { return path_ / "mariadb"; }
  std::filesystem::path development_key() const { return path_ / "keys" / "development.pem"; }
  std::filesystem::path webhook_key() const { return path_ / "keys" / "webhooks.pem"; }
  std::filesystem::path master_keys() const { return path_ / "keys" / "master.keys"; }
  std::filesystem::path endpoints() const { return path_ / "endpoints.json"; }
  const std::filesystem::path& path() const { return path_; }

  // Makes the folder, open to its owner alone, and tries that it can be written to.
  absl::Status Prepare() const;

  void RemoveEndpoints() const;

 private:
  std::filesystem::path path_;
};

// The right to serve a data directory; given back when it goes, also by kill -9.
class ServeLock {
 public:
  // ALREADY_EXISTS when another process serves it.
  static absl::StatusOr<ServeLock> Take(const DataDir& dir);
  ServeLock(ServeLock&& other) noexcept;
  ~ServeLock();

 private:
  explicit ServeLock(int file) : file_(file) {}
  int file_;
};

}  // namespace boulevard

#endif  // BOULEVARD_SERVICES_BOULEVARD_DATA_DIR_H_
