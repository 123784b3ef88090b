#ifndef BOULEVARD_TESTS_SUPPORT_HTTP_CERTIFICATE_H_
#define BOULEVARD_TESTS_SUPPORT_HTTP_CERTIFICATE_H_

#include <filesystem>
#include <string>

namespace boulevard::tests {

struct CertificateFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::string serial;  // in hexadecimal, as TlsLayer gives it
};

// Makes a certificate for localhost with a new key (P-256), good for a day, and writes both as PEM into
// `folder`: NAME.pem and NAME.key.pem. What was there is replaced.
CertificateFiles WriteCertificate(const std::filesystem::path& folder, const std::string& name);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_HTTP_CERTIFICATE_H_
