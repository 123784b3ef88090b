#ifndef BOULEVARD_TESTS_ACCESS_OIDC_PROVIDER_H_
#define BOULEVARD_TESTS_ACCESS_OIDC_PROVIDER_H_

#include <filesystem>
#include <memory>
#include <string>

#include "tests/support/site/process.h"

namespace boulevard::tests {

// The OpenID provider of provider.js as a process of its own, on one port for as long as this lives. Whatever
// does not start ends the test program.
class OidcProvider {
 public:
  // Keeps what it needs in the folder, which is there; with server.crt and server.key in it, it speaks TLS.
  explicit OidcProvider(std::filesystem::path folder);

  void Start();
  void Stop();
  // Starts again with new keys, and none of the old.
  void ExchangeKeys();

  // "http://127.0.0.1:34567", or https when the folder has a certificate.
  std::string issuer() const;
  // What it gives to that client for that resource: see provider.js.
  std::string Token(const std::string& client, const std::string& resource = "RS256") const;

 private:
  std::filesystem::path folder_;
  std::string address_;
  std::unique_ptr<Process> process_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_ACCESS_OIDC_PROVIDER_H_
