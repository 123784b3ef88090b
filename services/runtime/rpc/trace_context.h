#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_TRACE_CONTEXT_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_TRACE_CONTEXT_H_

#include <string>
#include <string_view>

namespace boulevard::runtime::rpc {

// The trace id of a W3C `traceparent` (https://www.w3.org/TR/trace-context/), or a new one when that is
// missing or malformed. 32 hex digits.
std::string TraceIdFrom(std::string_view traceparent);

// The `traceparent` to send on: the same trace, a new parent id.
std::string Traceparent(std::string_view trace_id);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_TRACE_CONTEXT_H_
