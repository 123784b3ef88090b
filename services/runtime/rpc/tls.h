#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_TLS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_TLS_H_

#include <memory>
#include <string>

#include "absl/status/status.h"

namespace grpc {
class ChannelCredentials;
class ServerCredentials;
}  // namespace grpc

namespace boulevard::runtime::rpc {

// PEM files of one end of a connection between programs. They are looked at again every few seconds: what is
// exchanged there counts for connections made from then on.
struct TlsFiles {
  std::string certificate;  // its own, with the chain; empty: it shows none
  std::string key;          // of that certificate
  std::string ca;           // whose certificates the other end must have; empty: any, or none
};

// OK when the files can be used: each is there, key and certificate belong together. A sentence naming the
// file otherwise, since gRPC would say nothing and refuse every connection.
absl::Status CheckTls(const TlsFiles& files);

// Of a server. Without a certificate it speaks no TLS; with a `ca` it refuses whoever has no certificate of
// it.
std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsFiles& files);
// Of a client. Without a `ca` it speaks no TLS; the server's certificate must name the host that is called.
std::shared_ptr<grpc::ChannelCredentials> ChannelCredentialsOf(const TlsFiles& files);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_TLS_H_
