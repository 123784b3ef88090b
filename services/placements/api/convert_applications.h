#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_APPLICATIONS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_APPLICATIONS_H_

#include "boulevard/placements/v1/applications.pb.h"
#include "services/placements/domain/application.h"
#include "services/placements/domain/application_change.h"

// Applications, between contract and domain.
namespace boulevard::placements::api {

v1::Application ApplicationMessage(const domain::Application& application);
v1::Pause PauseMessage(const domain::Pause& pause);
v1::ApplicationHistoryEntry ChangeMessage(const domain::ApplicationChange& change);

// What a caller may change. The message is whole: what is left out is cleared.
void Apply(const v1::Application& message, domain::Application& application);
// Without what the service fills in.
domain::Application ApplicationFrom(const v1::Application& message);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_APPLICATIONS_H_
