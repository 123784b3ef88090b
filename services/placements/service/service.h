#ifndef BOULEVARD_SERVICES_PLACEMENTS_SERVICE_SERVICE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SERVICE_SERVICE_H_

#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/service/service.h"

namespace boulevard::placements {

struct WebhookOptions {
  // Holds the key that seals their secrets, of 32 characters or more; empty: none can be registered.
  std::string key_file;
  std::string ca_file;         // PEM of whoever certifies receivers; empty: whom the system trusts
  bool allow_private = false;  // receivers that are not of the public internet; for development alone
};

// Placements as a part of a program: its database, its handlers behind workers, and what it does by itself
// (expires overdue offers, sends to webhooks, counts places).
class PlacementsService final : public runtime::service::Service {
 public:
  struct Options {
    runtime::service::Setting setting;
    WebhookOptions webhooks = {};
  };

  // Brings the schema up to date first. Fails when the database does not answer, or knows other migrations,
  // and when the key for webhooks cannot be read or is short.
  static absl::StatusOr<std::unique_ptr<PlacementsService>> Start(const Options& options);
  ~PlacementsService() override;

  runtime::rpc::Backend& backend() override;
  absl::Status Ready() const override;
  void Stop() override;

  // The services that the backend answers for.
  static std::vector<const google::protobuf::ServiceDescriptor*> Services();

 private:
  class Impl;
  explicit PlacementsService(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::placements

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SERVICE_SERVICE_H_
