#include "services/runtime/http/acceptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <utility>

#include <boost/asio/buffer.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/http/client_name.h"
#include "services/runtime/http/message_head.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::chrono::milliseconds kPause{100};
// Before it is the turn of the connections that are open.
constexpr int kMostAtOnce = 64;

absl::StatusOr<tcp::endpoint> ParseAddress(std::string_view address) {
  const absl::Status bad = absl::InvalidArgumentError(absl::StrCat(
      AbslView(address), " is not an address to listen on: write it as 127.0.0.1:8080 or [::1]:8080"));
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return bad;
  std::string_view host = address.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  int port = 0;
  if (!absl::SimpleAtoi(AbslView(address.substr(colon + 1)), &port) || port < 0 || port > 65535) return bad;
  Error error;
  const asio::ip::address parsed =
      asio::ip::make_address(std::string(host == "localhost" ? "127.0.0.1" : host), error);
  if (error) return bad;
  return tcp::endpoint(parsed, static_cast<uint16_t>(port));
}

absl::Status ListenError(std::string_view address, const Error& error) {
  if (error == asio::error::address_in_use) {
    return absl::AlreadyExistsError(absl::StrCat(AbslView(address), " is taken by another program"));
  }
  return absl::UnavailableError(absl::StrCat("cannot listen on ", AbslView(address), ": ", error.message()));
}

bool IsOutOfDescriptors(const Error& error) {
  return error == asio::error::no_descriptors || error == boost::system::errc::too_many_files_open_in_system;
}

int OpenSpare() {
  return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace

Acceptor::Acceptor(std::shared_ptr<Site> site, std::vector<std::shared_ptr<Loop>> loops)
    : site_(std::move(site)),
      loops_(std::move(loops)),
      acceptor_(loops_.front()->context()),
      pause_(loops_.front()->context()),
      spare_(OpenSpare()) {}

Acceptor::~Acceptor() {
  if (spare_ >= 0) close(spare_);
}

absl::StatusOr<std::string> Acceptor::Listen(std::string_view address) {
  ASSIGN_OR_RETURN(const tcp::endpoint endpoint, ParseAddress(address));
  Error error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) acceptor_.non_blocking(true, error);
  if (error) return ListenError(address, error);
  AwaitConnections();
  const std::string host = endpoint.address().to_string();
  return absl::StrCat(endpoint.address().is_v6() ? absl::StrCat("[", host, "]") : host, ":",
                      acceptor_.local_endpoint().port());
}

void Acceptor::AwaitConnections() {
  acceptor_.async_wait(tcp::acceptor::wait_read, [this](const Error& error) {
    if (!error) AcceptAll();
  });
}

void Acceptor::AcceptAfterPause() {
  pause_.expires_after(kPause);
  pause_.async_wait([this](const Error& cancelled) {
    if (cancelled) return;
    if (spare_ < 0) spare_ = OpenSpare();
    AcceptAll();
  });
}

void Acceptor::AcceptAll() {
  Error error = AcceptWaiting();
  if (IsOutOfDescriptors(error)) error = RefuseWaiting();
  if (!error || error == asio::error::would_block || error == asio::error::connection_aborted) {
    return AwaitConnections();
  }
  log::Warning("http cannot accept connections", {{"error", int64_t{error.value()}}});
  AcceptAfterPause();
}

Acceptor::Error Acceptor::AcceptWaiting() {
  Error error;
  for (int i = 0; i < kMostAtOnce && !error; ++i) {
    const std::shared_ptr<Loop> loop = NextLoop();
    Socket socket(loop->context());
    acceptor_.accept(socket, error);
    if (error) break;
    if (std::exchange(refusing_, false)) log::Info("http accepts connections again");
    Welcome(loop, std::move(socket));
  }
  return error;
}

Acceptor::Error Acceptor::RefuseWaiting() {
  Error error;
  for (int i = 0; i < kMostAtOnce && !error && spare_ >= 0; ++i) {
    close(spare_);
    {
      Socket socket(loops_.front()->context());
      acceptor_.accept(socket, error);
      if (!error) Refuse(std::move(socket), Refused::kDescriptors);
    }
    spare_ = OpenSpare();
    if (!error && !std::exchange(refusing_, true)) {
      log::Warning("http refuses connections: no file descriptors left");
    }
  }
  return spare_ >= 0 ? error : make_error_code(asio::error::no_descriptors);
}

void Acceptor::Welcome(const std::shared_ptr<Loop>& loop, Socket socket) {
  Error gone;
  const tcp::endpoint remote = socket.remote_endpoint(gone);
  if (gone) return;
  std::string client = ClientName(remote.address());
  switch (site_->seats.Take(client)) {
    case Seats::Outcome::kFull:
      return Refuse(std::move(socket), Refused::kConnectionLimit);
    case Seats::Outcome::kFullForOne:
      return Refuse(std::move(socket), Refused::kClientLimit);
    case Seats::Outcome::kTaken:
      break;
  }
  loop->Run([loop, socket = std::move(socket), client = std::move(client)]() mutable {
    loop->Adopt(std::move(socket), std::move(client));
  });
}

// Nobody waits for the client here, so it may miss the reason. Over TLS it gets none: the handshake that it
// takes to give one is what the limits are to save.
void Acceptor::Refuse(Socket socket, Refused reason) {
  site_->metrics.Count(reason);
  if (site_->tls) return;
  std::string refusal;
  const Response response = site_->RefusalOf({}, 503, "Too many connections.");
  AppendHead(response, site_->fixed_headers, /*keep_alive=*/false, /*is_http11=*/true, refusal);
  refusal += response.body;
  Error ignored;
  socket.non_blocking(true, ignored);
  socket.send(asio::buffer(refusal), 0, ignored);
  // Closing on bytes that nobody read would make the system throw the reason away as well.
  std::array<char, 4096> unread;
  socket.receive(asio::buffer(unread), 0, ignored);
}

void Acceptor::Stop() {
  pause_.cancel();
  while (!AcceptWaiting()) {
  }
  Error ignored;
  acceptor_.close(ignored);
}

}  // namespace boulevard::runtime::http
