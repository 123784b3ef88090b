#ifndef BOULEVARD_GATEWAY_REST_TEST_SERVICE_H_
#define BOULEVARD_GATEWAY_REST_TEST_SERVICE_H_

namespace boulevard::gateway::rest {

// What the tests of this room put behind the gateway.
inline constexpr char kService[] = "boulevard.testing.v1.EchoService";

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_TEST_SERVICE_H_
