#include "tests/support/http/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace boulevard::tests {
namespace {

// Longer than any deadline of the programs under test.
constexpr int kPatienceSeconds = 30;

HttpResponse ParseHead(const std::string& head) {
  HttpResponse response;
  const std::vector<std::string> lines = absl::StrSplit(head, "\r\n");
  if (!absl::SimpleAtoi(lines[0].substr(9, 3), &response.status)) response.status = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t colon = lines[i].find(": ");
    if (colon == std::string::npos) continue;
    response.headers[absl::AsciiStrToLower(lines[i].substr(0, colon))] = lines[i].substr(colon + 2);
  }
  return response;
}

}  // namespace

std::string HttpResponse::Header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

HttpClient::HttpClient(const std::string& address) : address_(address) {
  Connect();
}

void HttpClient::Connect() {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in target{};
  target.sin_family = AF_INET;
  target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  target.sin_port = htons(static_cast<uint16_t>(std::stoi(address_.substr(address_.rfind(':') + 1))));
  const timeval patience{.tv_sec = kPatienceSeconds, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  // When it fails, so does every read, and no call is answered.
  connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&target), sizeof(target)) == 0;
}

void HttpClient::Reconnect() {
  tls_.reset();
  close(socket_);
  received_.clear();
  Connect();
}

HttpClient::HttpClient(const std::string& address, const ClientTls& tls) : HttpClient(address) {
  tls_ = std::make_unique<TlsLayer>(socket_, tls);
}

HttpClient::~HttpClient() {
  close(socket_);
}

void HttpClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = tls_ ? tls_->Send(bytes) : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
}

bool HttpClient::Fill() {
  char chunk[16384];
  const ssize_t read = tls_ ? tls_->Receive(chunk, sizeof(chunk)) : recv(socket_, chunk, sizeof(chunk), 0);
  if (read <= 0) return false;
  received_.append(chunk, static_cast<size_t>(read));
  return true;
}

HttpResponse HttpClient::Receive(bool without_body) {
  size_t end;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!Fill()) return {};
  }
  HttpResponse response = ParseHead(received_.substr(0, end));
  received_.erase(0, end + 4);
  size_t length = 0;
  if (without_body || !absl::SimpleAtoi(response.Header("content-length"), &length)) return response;
  while (received_.size() < length) {
    if (!Fill()) return {};
  }
  response.body = received_.substr(0, length);
  received_.erase(0, length);
  return response;
}

std::optional<std::string> HttpClient::ReceiveChunk() {
  size_t end;
  while ((end = received_.find("\r\n")) == std::string::npos) {
    if (!Fill()) return std::nullopt;
  }
  const size_t size = std::stoul(received_.substr(0, end), nullptr, 16);
  while (received_.size() < end + 2 + size + 2) {
    if (!Fill()) return std::nullopt;
  }
  std::string chunk = received_.substr(end + 2, size);
  received_.erase(0, end + 2 + size + 2);
  return chunk;
}

HttpResponse HttpClient::Call(std::string_view method, std::string_view target,
                              const std::vector<std::pair<std::string, std::string>>& headers,
                              std::string_view body) {
  std::string request(method);
  request.append(" ").append(target).append(" HTTP/1.1\r\nHost: boulevard\r\n");
  for (const auto& [name, value] : headers) request.append(name).append(": ").append(value).append("\r\n");
  if (!body.empty()) request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  request.append("\r\n").append(body);
  Send(request);
  return Receive(method == "HEAD");
}

std::string HttpClient::ReadToEnd() {
  while (Fill()) {
  }
  return std::exchange(received_, {});
}

void HttpClient::FinishSending() {
  if (tls_) tls_->FinishSending();
  shutdown(socket_, SHUT_WR);
}

}  // namespace boulevard::tests
