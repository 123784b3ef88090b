#include "services/runtime/access/key_place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/test_key.h"
#include "services/runtime/http/server.h"

namespace boulevard::runtime::access {
namespace {

class KeyPlaceTest : public ::testing::Test {
 protected:
  KeyPlaceTest() {
    server_ = *http::Server::Start(
        {.address = "127.0.0.1:0"}, [this](const http::Request& request, http::Respond respond) {
          const auto found = pages_.find(request.path);
          if (found == pages_.end()) return std::move(respond)({.status = 404});
          std::move(respond)({.status = 200, .headers = {}, .body = found->second});
        });
    base_ = absl::StrCat("http://", server_->address());
    pages_["/keys"] = TestKey::JwkSet({key_.Jwk()});
    Discover(base_ + "/issuer", base_ + "/keys");
  }

  void Discover(const std::string& issuer, const std::string& jwks_uri) {
    pages_["/issuer/.well-known/openid-configuration"] =
        absl::StrCat(R"({"issuer":")", issuer, R"(","jwks_uri":")", jwks_uri, "\"}");
  }
  void ExpectKey(const KeyPlace& place) {
    const absl::StatusOr<KeysRead> read = ReadKeys(place);
    ASSERT_TRUE(read.ok()) << read.status();
    ASSERT_EQ(read->keys.size(), 1u);
    EXPECT_EQ(read->keys[0].id(), key_.Kid());
  }
  std::string FaultOf(const KeyPlace& place) { return std::string(ReadKeys(place).status().message()); }

  const TestKey key_ = TestKey::Ed25519();
  std::map<std::string, std::string> pages_;
  std::unique_ptr<http::Server> server_;
  std::string base_;
};

TEST_F(KeyPlaceTest, ReadsAFile) {
  const std::filesystem::path file =
      std::filesystem::path(::testing::TempDir()) / absl::StrCat("key_place_test.", getpid());
  std::ofstream(file) << TestKey::JwkSet({key_.Jwk()});
  ExpectKey({.issuer = "someone", .jwks = file});
  std::ofstream(file) << "no keys";
  EXPECT_EQ(FaultOf({.jwks = file}), "it is no JWK set");
  std::filesystem::remove(file);
  EXPECT_FALSE(ReadKeys({.jwks = file}).ok());
}

TEST_F(KeyPlaceTest, ReadsAUrl) {
  ExpectKey({.issuer = "someone", .jwks = base_ + "/keys"});
  pages_.erase("/keys");
  EXPECT_FALSE(ReadKeys({.jwks = base_ + "/keys"}).ok());
}

TEST_F(KeyPlaceTest, AsksTheIssuerWhereItsKeysAre) {
  ExpectKey({.issuer = base_ + "/issuer"});
  Discover(base_ + "/issuer/", base_ + "/keys");
  ExpectKey({.issuer = base_ + "/issuer/"});
}

TEST_F(KeyPlaceTest, BelievesNoDiscoveryDocumentOfAnother) {
  const KeyPlace place{.issuer = base_ + "/issuer"};
  Discover("https://elsewhere.example", base_ + "/keys");
  EXPECT_EQ(FaultOf(place), "the discovery document is another issuer's");
  Discover(place.issuer, "file:///etc/keys");
  EXPECT_EQ(FaultOf(place), "the discovery document has no jwks_uri");
  pages_["/issuer/.well-known/openid-configuration"] = "<html>";
  EXPECT_EQ(FaultOf(place), "the discovery document is no JSON object");
}

}  // namespace
}  // namespace boulevard::runtime::access
