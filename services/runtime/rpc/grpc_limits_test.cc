#include <arpa/inet.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/runtime/rpc/test_service.h"

namespace boulevard::runtime::rpc {
namespace {

// The frames of RFC 9113.
constexpr uint8_t kSettings = 4, kPing = 6, kGoAway = 7;
constexpr uint16_t kMaxConcurrentStreams = 3, kMaxHeaderListSize = 6;
constexpr uint32_t kEnhanceYourCalm = 11;

struct Frame {
  uint8_t type = 0;
  std::string payload;
};

uint32_t NumberIn(std::string_view bytes) {
  uint32_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<uint8_t>(byte);
  return number;
}

std::string Bytes(uint8_t type, std::string_view payload) {
  std::string frame{'\0', '\0', static_cast<char>(payload.size()), static_cast<char>(type)};
  frame.append(5, '\0');  // no flags, stream 0
  return frame.append(payload);
}

// A client that may misbehave: it speaks as much HTTP/2 as it wants to.
class RawClient {
 public:
  explicit RawClient(const std::string& address) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    const std::pair<std::string, std::string> host_and_port = absl::StrSplit(address, ':');
    int port = 0;
    EXPECT_TRUE(absl::SimpleAtoi(host_and_port.second, &port));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)), 0);
    Send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Bytes(kSettings, ""));
  }
  ~RawClient() { close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void Send(std::string_view bytes) const {
    EXPECT_EQ(send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  // The next frame of that type; nothing when the connection closes before.
  std::optional<Frame> Await(uint8_t type) const {
    while (true) {
      const std::string head = Read(9);
      if (head.size() < 9) return std::nullopt;
      Frame frame{.type = static_cast<uint8_t>(head[3]), .payload = Read(NumberIn(head.substr(0, 3)))};
      if (frame.type == type) return frame;
    }
  }

 private:
  std::string Read(size_t size) const {
    std::string bytes(size, '\0');
    const ssize_t read = recv(socket_, bytes.data(), size, MSG_WAITALL);
    bytes.resize(read < 0 ? 0 : static_cast<size_t>(read));
    return bytes;
  }

  const int socket_;
};

class GrpcLimitsTest : public ::testing::Test {
 protected:
  Service& Start(const ConnectionLimits& limits) {
    GrpcServerOptions options = Service::Options();
    options.limits = limits;
    return service_.emplace(site_, Echo, options);
  }
  grpc::StatusCode CodeWithMetadata(size_t bytes) {
    grpc::GenericStub stub(grpc::CreateChannel(service_->address(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    context.AddMetadata("note", std::string(bytes, 'x'));
    const grpc::Slice nothing;
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    absl::Notification answered;
    grpc::Status status;
    stub.UnaryCall(&context, "/boulevard.testing.v1.EchoService/GetThing", grpc::StubOptions(), &request,
                   &response, [&](const grpc::Status& came) {
                     status = came;
                     answered.Notify();
                   });
    answered.WaitForNotification();
    return status.error_code();
  }

  TestSite site_;
  std::optional<Service> service_;
};

TEST_F(GrpcLimitsTest, TheSettingsSayHowManyCallsMayBeUnderWay) {
  const RawClient client(Start({.metadata_bytes = 16'384, .streams = 7}).address());
  const std::optional<Frame> settings = client.Await(kSettings);
  ASSERT_TRUE(settings.has_value());
  std::map<uint16_t, uint32_t> values;
  for (size_t at = 0; at + 6 <= settings->payload.size(); at += 6) {
    values[static_cast<uint16_t>(NumberIn(settings->payload.substr(at, 2)))] =
        NumberIn(settings->payload.substr(at + 2, 4));
  }
  EXPECT_EQ(values[kMaxConcurrentStreams], 7u);
  EXPECT_EQ(values[kMaxHeaderListSize], 16'384u);
}

TEST_F(GrpcLimitsTest, TooMuchMetadataIsRefused) {
  Start({});
  EXPECT_EQ(CodeWithMetadata(1'000), grpc::StatusCode::UNAUTHENTICATED) << "it has no token";
  EXPECT_EQ(CodeWithMetadata(20'000), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(GrpcLimitsTest, WhoPingsWithoutEndIsSentAway) {
  const RawClient client(Start({}).address());
  ASSERT_TRUE(client.Await(kSettings).has_value());
  std::string pings;
  for (int i = 0; i < 10; ++i) pings += Bytes(kPing, "12345678");
  client.Send(pings);
  const std::optional<Frame> farewell = client.Await(kGoAway);
  ASSERT_TRUE(farewell.has_value());
  EXPECT_EQ(NumberIn(farewell->payload.substr(4, 4)), kEnhanceYourCalm);
}

TEST_F(GrpcLimitsTest, AnIdleConnectionIsClosed) {
  const RawClient client(Start({.idle = absl::Milliseconds(200)}).address());
  EXPECT_TRUE(client.Await(kGoAway).has_value());
}

TEST_F(GrpcLimitsTest, AnOldConnectionIsClosed) {
  const RawClient client(Start({.age = absl::Milliseconds(200)}).address());
  EXPECT_TRUE(client.Await(kGoAway).has_value());
}

}  // namespace
}  // namespace boulevard::runtime::rpc
