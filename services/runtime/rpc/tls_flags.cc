#include "services/runtime/rpc/tls_flags.h"

#include "services/runtime/config/flags.h"

namespace boulevard::runtime::rpc {

void AddServerTlsFlags(CLI::App& app, TlsFiles& files) {
  using config::AddFlag;
  AddFlag(app, "--grpc-tls-certificate", files.certificate, "PEM file: certificate for gRPC, with its chain");
  AddFlag(app, "--grpc-tls-key", files.key, "PEM file: its key")->needs("--grpc-tls-certificate");
  AddFlag(app, "--grpc-client-ca", files.ca, "PEM file: only callers with a certificate of these authorities")
      ->needs("--grpc-tls-certificate");
}

void AddClientTlsFlags(CLI::App& app, TlsFiles& files) {
  using config::AddFlag;
  AddFlag(app, "--services-ca", files.ca,
          "PEM file: speak TLS with the services; who signs their certificates");
  AddFlag(app, "--services-certificate", files.certificate, "PEM file: the certificate that is shown to them")
      ->needs("--services-ca");
  AddFlag(app, "--services-key", files.key, "PEM file: its key")->needs("--services-certificate");
}

}  // namespace boulevard::runtime::rpc
