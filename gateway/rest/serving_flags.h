#ifndef BOULEVARD_GATEWAY_REST_SERVING_FLAGS_H_
#define BOULEVARD_GATEWAY_REST_SERVING_FLAGS_H_

#include "gateway/rest/serving.h"
#include "services/runtime/config/flags.h"

namespace boulevard::gateway::rest {

// The flags of every program that serves the REST API. For main.cc alone, as runtime/config/flags.h is.
void AddServingFlags(CLI::App& app, Serving& serving);

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_SERVING_FLAGS_H_
