#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_SERVICE_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_SERVICE_H_

#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/guidance/service/retention_options.h"
#include "services/runtime/service/service.h"

namespace boulevard::guidance {

// The master keys that personal data is sealed under; see runtime::vault::KeyRing.
struct MasterKeyOptions {
  std::string file;
  bool make = false;  // makes the file when it is not there
};

// Guidance as a part of a program: its database, its handlers behind workers, and what it does by itself
// (numbers its events, chains its access log, anonymises what is due).
class GuidanceService final : public runtime::service::Service {
 public:
  struct Options {
    runtime::service::Setting setting;
    MasterKeyOptions master_keys;
    RetentionOptions retention = {};
  };

  // Brings the schema up to date first. Fails when the database does not answer, or knows other migrations,
  // and when the master keys cannot be read.
  static absl::StatusOr<std::unique_ptr<GuidanceService>> Start(const Options& options);
  ~GuidanceService() override;

  runtime::rpc::Backend& backend() override;
  absl::Status Ready() const override;
  void Stop() override;

  // The services that the backend answers for.
  static std::vector<const google::protobuf::ServiceDescriptor*> Services();

 private:
  class Impl;
  explicit GuidanceService(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::guidance

#endif  // BOULEVARD_SERVICES_GUIDANCE_SERVICE_SERVICE_H_
