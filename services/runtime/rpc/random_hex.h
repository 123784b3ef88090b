#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_RANDOM_HEX_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_RANDOM_HEX_H_

#include <cstddef>
#include <string>

namespace boulevard::runtime::rpc {

// Lower-case hex digits for names that must not collide but guard nothing: incidents, traces. Thread-safe.
std::string RandomHex(size_t digits);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_RANDOM_HEX_H_
