#include "services/guidance/api/handlers.h"

namespace boulevard::guidance::api {

void BindAll(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  BindMentors(store, clock, handlers);
}

}  // namespace boulevard::guidance::api
