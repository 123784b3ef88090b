#include "services/runtime/http/server.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/http/loop.h"
#include "services/runtime/http/message_head.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;

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

}  // namespace

class Server::Impl {
 public:
  Impl(const ServerOptions& options, Handler handler)
      : site_(std::make_shared<Site>(options, std::move(handler))) {
    for (int i = 0; i < std::max(1, options.threads); ++i) loops_.push_back(std::make_shared<Loop>(site_));
    acceptor_.emplace(loops_.front()->context());
    retry_.emplace(loops_.front()->context());
  }

  absl::Status Listen();
  void Stop();

  const std::string& address() const { return address_; }

 private:
  void Accept();
  void OnAccepted(const Error& error, std::shared_ptr<Loop> loop, tcp::socket socket);

  const std::shared_ptr<Site> site_;
  std::vector<std::shared_ptr<Loop>> loops_;
  std::optional<tcp::acceptor> acceptor_;
  std::optional<asio::steady_timer> retry_;
  size_t next_loop_ = 0;
  std::string address_;
  bool stopped_ = false;
};

absl::Status Server::Impl::Listen() {
  const std::string& address = site_->options.address;
  ASSIGN_OR_RETURN(const tcp::endpoint endpoint, ParseAddress(address));
  Error error;
  acceptor_->open(endpoint.protocol(), error);
  if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_->bind(endpoint, error);
  if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
  if (error) return ListenError(address, error);
  address_ = absl::StrCat(endpoint.address().is_v6() ? absl::StrCat("[", endpoint.address().to_string(), "]")
                                                     : endpoint.address().to_string(),
                          ":", acceptor_->local_endpoint().port());
  Accept();
  for (const auto& loop : loops_) loop->Start();
  return absl::OkStatus();
}

void Server::Impl::Accept() {
  std::shared_ptr<Loop> loop = loops_[next_loop_++ % loops_.size()];
  asio::io_context& context = loop->context();
  acceptor_->async_accept(context,
                          [this, loop = std::move(loop)](const Error& error, tcp::socket socket) mutable {
                            OnAccepted(error, std::move(loop), std::move(socket));
                          });
}

void Server::Impl::OnAccepted(const Error& error, std::shared_ptr<Loop> loop, tcp::socket socket) {
  if (error == asio::error::operation_aborted) return;
  if (error) {
    // Out of descriptors, most likely: trying again at once would spin.
    log::Warning("http accept failed", {{"error", int64_t{error.value()}}});
    retry_->expires_after(std::chrono::milliseconds(100));
    retry_->async_wait([this](const Error& cancelled) {
      if (!cancelled) Accept();
    });
    return;
  }
  if (site_->Enter()) {
    Loop& target = *loop;
    target.Run(
        [loop = std::move(loop), socket = std::move(socket)]() mutable { loop->Adopt(std::move(socket)); });
  } else {
    std::string refusal;
    const Response response = Refusal(503, "Too many connections.");
    AppendHead(response, site_->fixed_headers, false, refusal);
    refusal += response.body;
    Error ignored;
    socket.non_blocking(true, ignored);
    socket.send(asio::buffer(refusal), 0, ignored);
  }
  Accept();
}

void Server::Impl::Stop() {
  if (std::exchange(stopped_, true)) return;
  loops_.front()->Run([this] {
    Error ignored;
    acceptor_->close(ignored);
    retry_->cancel();
  });
  for (const auto& loop : loops_) loop->Drain();
  if (!site_->AwaitEmpty(site_->options.drain_timeout)) log::Warning("http drain timed out");
  for (const auto& loop : loops_) loop->Finish();
  // Late answers may keep a loop alive after this server, so nothing of the server may stay in it.
  acceptor_.reset();
  retry_.reset();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Handler handler) {
  auto impl = std::make_unique<Impl>(options, std::move(handler));
  RETURN_IF_ERROR(impl->Listen());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::string_view Request::Header(std::string_view name) const {
  for (const auto& [header, value] : headers) {
    if (header == name) return value;
  }
  return "";
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() {
  Stop();
}

void Server::Stop() {
  impl_->Stop();
}
std::string Server::address() const {
  return impl_->address();
}

}  // namespace boulevard::runtime::http
