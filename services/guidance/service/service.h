#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_SERVICE_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_SERVICE_H_

#include <memory>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/service/service.h"

namespace boulevard::guidance {

// Guidance as a part of a program: its database, and its handlers behind workers.
class GuidanceService final : public runtime::service::Service {
 public:
  // Brings the schema up to date first. Fails when the database does not answer, or knows other migrations.
  static absl::StatusOr<std::unique_ptr<GuidanceService>> Start(const runtime::service::Setting& setting);
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
