#ifndef BOULEVARD_SERVICES_RUNTIME_ACCESS_TOKEN_FLAGS_H_
#define BOULEVARD_SERVICES_RUNTIME_ACCESS_TOKEN_FLAGS_H_

#include "services/runtime/access/authenticator.h"

namespace CLI {
class App;
}

namespace boulevard::runtime::access {

// The flags of every program that verifies tokens.
void AddTokenFlags(CLI::App& app, TokenOptions& options);

}  // namespace boulevard::runtime::access

#endif  // BOULEVARD_SERVICES_RUNTIME_ACCESS_TOKEN_FLAGS_H_
