#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_CLIENT_NAME_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_CLIENT_NAME_H_

#include <string>

#include <boost/asio/ip/address.hpp>

namespace boulevard::runtime::http {

// Request::client of a connection from that address.
std::string ClientName(const boost::asio::ip::address& address);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_CLIENT_NAME_H_
