#include "services/runtime/rpc/tls.h"

#include <cstdio>

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::rpc {
namespace {

using grpc::experimental::FileWatcherCertificateProvider;
using File = std::unique_ptr<FILE, Free<std::fclose>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;

constexpr unsigned kLookEverySeconds = 5;

File Open(const std::string& path) {
  return File(std::fopen(path.c_str(), "re"));
}

absl::Status Unusable(const std::string& path, const char* what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(absl::StrCat(path, " ", what));
}

absl::StatusOr<Certificate> ReadCertificate(const std::string& path) {
  const File file = Open(path);
  if (file == nullptr) return Unusable(path, "cannot be read");
  Certificate certificate(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return Unusable(path, "holds no certificate in PEM");
  return certificate;
}

absl::Status CheckIdentity(const TlsFiles& files) {
  ASSIGN_OR_RETURN(const Certificate certificate, ReadCertificate(files.certificate));
  const File file = Open(files.key);
  if (file == nullptr) return Unusable(files.key, "cannot be read");
  const KeyPtr key(PEM_read_PrivateKey(file.get(), nullptr, nullptr, nullptr));
  if (key == nullptr) return Unusable(files.key, "holds no private key in PEM");
  if (X509_check_private_key(certificate.get(), key.get()) == 1) return absl::OkStatus();
  return Unusable(files.key, "is not the key of the certificate beside it");
}

std::shared_ptr<FileWatcherCertificateProvider> Watch(const TlsFiles& files) {
  return std::make_shared<FileWatcherCertificateProvider>(files.key, files.certificate, files.ca,
                                                          kLookEverySeconds);
}

}  // namespace

absl::Status CheckTls(const TlsFiles& files) {
  if (files.certificate.empty() != files.key.empty()) {
    return absl::InvalidArgumentError("a TLS certificate and its key are given together");
  }
  if (!files.certificate.empty()) RETURN_IF_ERROR(CheckIdentity(files));
  return files.ca.empty() ? absl::OkStatus() : ReadCertificate(files.ca).status();
}

std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsFiles& files) {
  if (files.certificate.empty()) return grpc::InsecureServerCredentials();
  grpc::experimental::TlsServerCredentialsOptions options(Watch(files));
  options.watch_identity_key_cert_pairs();
  if (!files.ca.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> ChannelCredentialsOf(const TlsFiles& files) {
  if (files.ca.empty()) return grpc::InsecureChannelCredentials();
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(Watch(files));
  options.watch_root_certs();
  if (!files.certificate.empty()) options.watch_identity_key_cert_pairs();
  return grpc::experimental::TlsCredentials(options);
}

}  // namespace boulevard::runtime::rpc
