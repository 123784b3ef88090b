#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/token.h"

namespace boulevard::runtime {
namespace {

using ::testing::HasSubstr;

class TokenSignerTest : public ::testing::Test {
 protected:
  TokenSignerTest() { std::filesystem::create_directory(folder_); }
  ~TokenSignerTest() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / absl::StrCat("token_signer_test.", getpid());
  const std::filesystem::path path_ = folder_ / "token.pem";
  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
};

TEST_F(TokenSignerTest, WhatItSignsIsVerified) {
  const absl::StatusOr<TokenSigner> signer = TokenSigner::Open(path_);
  ASSERT_TRUE(signer.ok()) << signer.status();
  TokenVerifier verifier(clock_);
  ASSERT_TRUE(verifier.AddPublicKey(signer->PublicKeyPem()).ok());
  Principal duwo{.subject = "a \"quoted\\\nname", .role = Role::kProvider, .provider_id = Uuid{}};
  duwo.provider_id->bytes[3] = 7;

  const std::string token = signer->Sign(duwo, clock_.Now(), absl::Hours(1));
  const absl::StatusOr<Principal> verified = verifier.Verify(token);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->subject, duwo.subject);
  EXPECT_EQ(verified->role, Role::kProvider);
  EXPECT_EQ(verified->provider_id, duwo.provider_id);
  clock_.Advance(absl::Hours(1) + absl::Seconds(30));
  EXPECT_FALSE(verifier.Verify(token).ok());
}

TEST_F(TokenSignerTest, TheKeyStaysAndIsTheOwnersAlone) {
  const absl::StatusOr<TokenSigner> first = TokenSigner::Open(path_);
  const absl::StatusOr<TokenSigner> second = TokenSigner::Open(path_);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->PublicKeyPem(), second->PublicKeyPem());
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600);
}

TEST_F(TokenSignerTest, ThoseWhoRaceGetOneKey) {
  std::vector<std::string> keys(8);
  std::vector<std::thread> threads;
  for (std::string& key : keys) {
    threads.emplace_back([this, &key] {
      const absl::StatusOr<TokenSigner> signer = TokenSigner::Open(path_);
      key = signer.ok() ? signer->PublicKeyPem() : signer.status().ToString();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(keys, ::testing::Each(keys.front()));
  EXPECT_THAT(keys.front(), HasSubstr("PUBLIC KEY"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "a draft was left behind";
}

TEST_F(TokenSignerTest, SaysWhatIsWrongWithAFile) {
  std::ofstream(path_) << "no key";
  EXPECT_THAT(TokenSigner::Open(path_).status().ToString(), HasSubstr("holds no Ed25519 private key"));
  EXPECT_THAT(TokenSigner::Open(folder_ / "missing" / "token.pem").status().ToString(),
              HasSubstr("cannot be made: No such file"));
}

}  // namespace
}  // namespace boulevard::runtime
