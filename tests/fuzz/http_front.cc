// Bytes as a client may send them on one connection: to the reader of requests, whole and in pieces, and to a
// real server over loopback.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/http/request_reader.h"
#include "services/runtime/http/server.h"
#include "services/runtime/status/absl_view.h"
#include "tests/fuzz/fuzz.h"

namespace boulevard::fuzz {
namespace {

using runtime::http::Request;
using runtime::http::RequestReader;
using runtime::http::Respond;
using runtime::http::Server;
using runtime::http::ServerOptions;

constexpr size_t kMostHeadBytes = 2048;
constexpr size_t kMostBodyBytes = 4096;

bool IsToken(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
  });
}

// What the handler may rely on, whatever the client sent.
void RequireClean(const Request& request) {
  constexpr std::string_view kEnds("\r\n\0", 3);
  Require(IsToken(request.method), "a method is a token", request.method);
  Require(request.path.find_first_of(" ?\r\n") == std::string::npos, "a path is one part", request.path);
  Require(request.query.find_first_of(" \r\n") == std::string::npos, "a query is one part", request.query);
  Require(request.body.size() <= kMostBodyBytes, "a body keeps to the limit");
  size_t bytes = 0;
  for (const auto& [name, value] : request.headers) {
    Require(IsToken(name), "a header's name is a token", name);
    Require(value.find_first_of(kEnds) == std::string::npos, "a header's value is one line", value);
    bytes += name.size() + value.size();
  }
  Require(bytes <= kMostHeadBytes, "a head keeps to the limit");
}

ServerOptions Options() {
  ServerOptions options;
  options.address = "127.0.0.1:0";
  options.max_header_bytes = kMostHeadBytes;
  options.max_body_bytes = kMostBodyBytes;
  return options;
}

// What the bytes of a connection come to.
struct Reading {
  std::vector<std::string> requests;
  bool refused = false;
  friend bool operator==(const Reading&, const Reading&) = default;
};

std::string TextOf(const Request& request) {
  std::string text = absl::StrCat(request.method, " ", request.path, "?", request.query, "\n");
  for (const auto& [name, value] : request.headers) absl::StrAppend(&text, name, ":", value, "\n");
  return absl::StrCat(text, "\n", request.body);
}

// Reads as a connection does to which the bytes come `piece` by `piece`.
Reading Read(std::string_view bytes, size_t piece) {
  static const ServerOptions options = Options();
  Reading reading;
  size_t begin = 0;
  for (size_t end = 0;;) {
    RequestReader reader(options);
    while (reader.state() == RequestReader::State::kHead || reader.state() == RequestReader::State::kBody) {
      const size_t taken = reader.Read(bytes.substr(begin, end - begin));
      Require(taken <= end - begin, "a reader takes what is there");
      begin += taken;
      if (taken > 0) continue;
      if (end == bytes.size() && reader.state() < RequestReader::State::kDone) return reading;
      end = std::min(bytes.size(), end + piece);
    }
    reading.refused = reader.state() == RequestReader::State::kRefused;
    if (reading.refused) return reading;
    RequireClean(reader.request());
    reading.requests.push_back(TextOf(reader.request()));
    if (!reader.keep_alive()) return reading;
  }
}

std::atomic<size_t> handled = 0;

uint16_t ServerPort() {
  static Server* const server = [] {
    auto started = Server::Start(Options(), [](const Request& request, Respond respond) {
      RequireClean(request);
      ++handled;
      std::move(respond)({.body = request.body});
    });
    Require(started.ok(), "the server starts");
    return started->release();
  }();
  static const std::string address = server->address();
  int port = 0;
  Require(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port), "the server has a port");
  return static_cast<uint16_t>(port);
}

// Calls again when libFuzzer's clock has interrupted the call.
template <typename Call>
ssize_t Retry(Call call) {
  ssize_t result = 0;
  do {
    result = call();
  } while (result < 0 && errno == EINTR);
  return result;
}

// A connection from another loopback address each time: from one alone the ports run out within seconds.
int Connect() {
  static uint32_t client = 0;
  client = (client + 1) % 0xfffff0;
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(0x7f000002 + client);
  const auto* const generic = reinterpret_cast<const sockaddr*>(&address);
  Require(bind(connection, generic, sizeof(address)) == 0, "a client has an address", std::to_string(errno));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(ServerPort());
  const bool connected = Retry([&] { return connect(connection, generic, sizeof(address)); }) == 0;
  // One that was interrupted has gone on by itself.
  Require(connected || errno == EISCONN, "the server listens", std::to_string(errno));
  return connection;
}

// Sends the bytes and ends; all that came back.
std::string Answers(std::string_view bytes) {
  const int connection = Connect();
  // The server may have refused already and gone.
  while (!bytes.empty()) {
    const ssize_t sent = Retry([&] { return send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
    if (sent <= 0) break;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  shutdown(connection, SHUT_WR);
  std::string answers;
  std::array<char, 4096> buffer;
  const auto receive = [&] { return recv(connection, buffer.data(), buffer.size(), 0); };
  for (ssize_t got = 0; (got = Retry(receive)) > 0;) answers.append(buffer.data(), static_cast<size_t>(got));
  close(connection);
  return answers;
}

// Every answer begins as one does.
void RequireAnswers(std::string_view answers) {
  if (answers.empty()) return;
  Require(answers.starts_with("HTTP/1.1 "), "an answer is HTTP", answers);
  int status = 0;
  Require(absl::SimpleAtoi(runtime::AbslView(answers.substr(9, 3)), &status), "an answer has a status",
          answers);
  const bool known =
      status == 100 || status == 200 || (status >= 400 && status <= 431) || status == 501 || status == 505;
  Require(known, "no bytes are a fault of the server", answers);
}

}  // namespace
}  // namespace boulevard::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boulevard::fuzz;
  const std::string_view bytes = TextOf(data, size);
  const Reading reading = Read(bytes, bytes.size());
  Require(Read(bytes, 1) == reading, "requests are the same however they come");
  const size_t before = handled;
  const std::string answers = Answers(bytes);
  RequireAnswers(answers);
  Require(handled - before == reading.requests.size(), "the server handles what is read", answers);
  const bool answered = !reading.requests.empty() || reading.refused;
  Require(!answered || !answers.empty(), "what is read is answered", answers);
  return 0;
}
