#include "tests/access/oidc_provider.h"

#include <signal.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tests/support/http/http_client.h"
#include "tests/support/site/program.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

constexpr absl::Duration kStartPatience = absl::Seconds(30);

}  // namespace

OidcProvider::OidcProvider(std::filesystem::path folder) : folder_(std::move(folder)) {
  Start();
}

void OidcProvider::Start() {
  const std::string port = address_.empty() ? "0" : address_.substr(address_.rfind(':') + 1);
  std::filesystem::remove(folder_ / "provider.json");
  process_ = std::make_unique<Process>(
      std::vector<std::string>{"/usr/bin/env", "node", BOULEVARD_OIDC_PROVIDER, folder_, port},
      folder_ / "provider.log");
  const bool listens = Eventually(kStartPatience, [&] {
    return std::filesystem::exists(folder_ / "provider.json") || !process_->Running();
  });
  std::ifstream file(folder_ / "provider.json");
  const auto read = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!listens || !read.is_object()) Die("the OpenID provider did not start", process_->Output());
  address_ = read.value("address", "");
}

void OidcProvider::Stop() {
  process_->Signal(SIGTERM);
  process_->Wait(kStartPatience);
}

void OidcProvider::ExchangeKeys() {
  Stop();
  std::filesystem::remove(folder_ / "keys.json");
  Start();
}

std::string OidcProvider::issuer() const {
  const bool tls = std::filesystem::exists(folder_ / "server.crt");
  return absl::StrCat(tls ? "https" : "http", "://", address_);
}

std::string OidcProvider::Token(const std::string& client, const std::string& resource) const {
  HttpClient http(address_);
  const std::string form =
      absl::StrCat("grant_type=client_credentials&client_id=", client,
                   "&client_secret=no+secret&resource=https://boulevard.test/", resource);
  const HttpResponse response =
      http.Call("POST", "/token", {{"Content-Type", "application/x-www-form-urlencoded"}}, form);
  const auto body = nlohmann::json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  if (response.status != 200) Die("the OpenID provider gave no token", response.body);
  return body.value("access_token", "");
}

}  // namespace boulevard::tests
