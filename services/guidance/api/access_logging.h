#ifndef BOULEVARD_SERVICES_GUIDANCE_API_ACCESS_LOGGING_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_ACCESS_LOGGING_H_

#include "services/guidance/domain/store.h"
#include "services/runtime/rpc/handlers.h"

// What of a call the use cases cannot put in the access log themselves. Each stands in a transaction of its
// own, before the answer leaves; when it cannot be written, the call fails. The stores outlive them.
namespace boulevard::guidance::api {

// A call that was refused, whose own transaction was rolled back: to its caller (PERMISSION_DENIED), or
// because the young person has not agreed. An answer that is given again for an idempotency key. The version
// that is there now, which an update gets to see that named another. To be wrapped around everything else.
runtime::rpc::Handlers::Wrapper LogAroundCalls(domain::Store& store);

// A call that its role alone refuses: no handler runs.
runtime::rpc::Handlers::RefusalListener LogRoleRefusals(domain::Store& store);

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_ACCESS_LOGGING_H_
