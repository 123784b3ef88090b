#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_TLS_FLAGS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_TLS_FLAGS_H_

#include "services/runtime/rpc/tls.h"

namespace CLI {
class App;
}

namespace boulevard::runtime::rpc {

// Of a service, for those that call it.
void AddServerTlsFlags(CLI::App& app, TlsFiles& files);
// Of a program that calls services: one identity for all of them.
void AddClientTlsFlags(CLI::App& app, TlsFiles& files);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_TLS_FLAGS_H_
