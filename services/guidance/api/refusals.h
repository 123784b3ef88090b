#ifndef BOULEVARD_SERVICES_GUIDANCE_API_REFUSALS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_REFUSALS_H_

#include "services/guidance/domain/store.h"
#include "services/runtime/rpc/handlers.h"

namespace boulevard::guidance::api {

// Puts a call that was refused to its caller (PERMISSION_DENIED) in the access log too, in a transaction of
// its own: that of the call was rolled back. To be wrapped around everything else. The store outlives it.
runtime::rpc::Handlers::Wrapper LogRefusals(domain::Store& store);

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_REFUSALS_H_
