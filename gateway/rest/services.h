#ifndef BOULEVARD_GATEWAY_REST_SERVICES_H_
#define BOULEVARD_GATEWAY_REST_SERVICES_H_

#include <vector>

#include <google/protobuf/descriptor.h>

namespace boulevard::gateway::rest {

// The services of all packages of the contract that have an HTTP form, by name.
std::vector<const google::protobuf::ServiceDescriptor*> PublicServices();

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_SERVICES_H_
