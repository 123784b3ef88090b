#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/runtime/config/address.h"
#include "services/runtime/config/endpoints_file.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/config/secret.h"
#include "services/runtime/config/signals.h"

namespace boulevard::runtime::config {
namespace {

using ::testing::HasSubstr;

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

TEST(AddressTest, ReadsHostAndPort) {
  for (const char* text : {"127.0.0.1:8080", "[::1]:0", "placements:65535"}) {
    const absl::StatusOr<Address> address = ParseAddress(text);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(AddressText(*address), text);
  }
  EXPECT_EQ(ParseAddress("[::1]:0")->host, "::1");
}

TEST(AddressTest, RefusesWhatIsNone) {
  for (const char* text : {"", "8080", ":8080", "localhost", "localhost:", "localhost:65536", "localhost:-1",
                           "localhost:+1", "::1:80", "[]:80", "h:80 "}) {
    EXPECT_THAT(Message(ParseAddress(text).status()), HasSubstr("is no address")) << text;
  }
}

TEST(AddressTest, SaysWhyAServerCannotListen) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), length), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
  const std::string taken = absl::StrCat("127.0.0.1:", ntohs(address.sin_port));

  EXPECT_EQ(Message(CannotListen(taken)),
            absl::StrCat("cannot listen on ", taken,
                         ": the port is taken; stop the other program or choose another port"));
  EXPECT_THAT(Message(CannotListen("192.0.2.1:8080")), HasSubstr("no address of this machine"));
  close(listener);
}

class FileTest : public ::testing::Test {
 protected:
  ~FileTest() override { std::filesystem::remove(path_); }
  const std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) / absl::StrCat("secret_test.", getpid());
};
using SecretTest = FileTest;
using EndpointsFileTest = FileTest;

TEST_F(SecretTest, IsTheTextWithoutTheSpaceAround) {
  std::ofstream(path_) << " pass word \r\n";
  EXPECT_EQ(ReadSecret(path_).value(), "pass word");
}

TEST_F(SecretTest, MustBeThere) {
  EXPECT_THAT(Message(ReadSecret(path_).status()), HasSubstr("cannot be read"));
  std::ofstream(path_) << "\n";
  EXPECT_THAT(Message(ReadSecret(path_).status()), HasSubstr("is empty"));
}

TEST(FlagsTest, ComeFromTheCommandLineThenTheEnvironmentThenTheDefault) {
  setenv("BOULEVARD_TEST_HTTP", "127.0.0.1:1", 1);
  setenv("BOULEVARD_TEST_GRPC", "127.0.0.1:2", 1);
  std::string http = "127.0.0.1:0";
  std::string grpc = "127.0.0.1:0";
  int workers = 8;
  bool development = false;
  CLI::App app;
  Prepare(app, "boulevard-test");
  AddFlag(app, "--test-http", http, "Where HTTP is served.")->check(IsAddress());
  AddFlag(app, "--test-grpc", grpc, "Where gRPC is served.")->check(IsAddress());
  AddFlag(app, "--workers", workers, "Workers.");
  AddFlag(app, "--development", development, "Development.");
  const char* const arguments[] = {"program", "--test-grpc", "[::1]:3", "--development"};
  EXPECT_EQ(Parse(app, 4, arguments), std::nullopt);
  EXPECT_EQ(http, "127.0.0.1:1");
  EXPECT_EQ(grpc, "[::1]:3");
  EXPECT_EQ(workers, 8);
  EXPECT_TRUE(development);
  unsetenv("BOULEVARD_TEST_HTTP");
  unsetenv("BOULEVARD_TEST_GRPC");
}

TEST(FlagsTest, AFaultIsNamedAndEndsTheProgram) {
  std::string http;
  CLI::App app;
  Prepare(app, "boulevard-test");
  AddFlag(app, "--test-http", http, "Where HTTP is served.")->check(IsAddress());
  const char* const arguments[] = {"program", "--test-http", "nowhere"};
  ::testing::internal::CaptureStderr();
  const std::optional<int> exit_code = Parse(app, 3, arguments);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("--test-http: \"nowhere\" is no address"));
  EXPECT_EQ(exit_code, 2);
}

TEST(FlagsTest, AProgramWithoutItsSubcommandShowsItsHelp) {
  CLI::App app;
  Prepare(app, "boulevard-test");
  app.require_subcommand(1);
  app.add_subcommand("walk", "Along the boulevard");
  const char* const arguments[] = {"program"};
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(Parse(app, 1, arguments), 2);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("Along the boulevard"));
}

TEST(FlagsTest, HelpAndVersionEndTheProgramWell) {
  for (const char* flag : {"--help", "--version"}) {
    CLI::App app;
    Prepare(app, "boulevard-test");
    const char* const arguments[] = {"program", flag};
    ::testing::internal::CaptureStdout();
    EXPECT_EQ(Parse(app, 2, arguments), 0);
    EXPECT_THAT(::testing::internal::GetCapturedStdout(), HasSubstr("boulevard-test"));
  }
  EXPECT_EQ(EnvironmentName("--data-dir"), "BOULEVARD_DATA_DIR");
}

TEST_F(EndpointsFileTest, IsOneJsonObject) {
  ASSERT_TRUE(WriteEndpointsFile(path_, {{"grpc", "127.0.0.1:1"}, {"metrics", "[::1]:2"}}).ok());
  EXPECT_EQ(ReadSecret(path_).value(), R"({"grpc":"127.0.0.1:1","metrics":"[::1]:2"})");
  EXPECT_TRUE(WriteEndpointsFile("", {}).ok());
  EXPECT_THAT(Message(WriteEndpointsFile(path_ / "below-a-file.json", {})), HasSubstr("cannot write"));
}

TEST(SignalsTest, AreWaitedForAndNotFatal) {
  // In a thread of its own, so that the block ends with it.
  std::thread([] {
    BlockTerminationSignals();
    pthread_kill(pthread_self(), SIGTERM);
    EXPECT_EQ(WaitForTermination(), SIGTERM);
    pthread_kill(pthread_self(), SIGINT);
    EXPECT_EQ(WaitForTermination(), SIGINT);
  }).join();
}

TEST(SignalsTest, HangupReloadsOrEnds) {
  std::thread([] {
    BlockTerminationSignals();
    pthread_kill(pthread_self(), SIGHUP);
    EXPECT_EQ(WaitForTermination(), SIGHUP);
    int reloads = 0;
    pthread_kill(pthread_self(), SIGHUP);
    EXPECT_EQ(WaitForTermination([&] {
                if (++reloads == 2) pthread_kill(pthread_self(), SIGTERM);
                if (reloads == 1) pthread_kill(pthread_self(), SIGHUP);
              }),
              SIGTERM);
    EXPECT_EQ(reloads, 2);
  }).join();
}

}  // namespace
}  // namespace boulevard::runtime::config
