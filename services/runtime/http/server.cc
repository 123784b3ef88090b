#include "services/runtime/http/server.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "services/runtime/http/acceptor.h"
#include "services/runtime/http/loop.h"
#include "services/runtime/http/tls_context.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::http {
namespace {

absl::StatusOr<std::unique_ptr<TlsContext>> LoadTls(const TlsFiles& files) {
  if (files.empty()) return nullptr;
  if (files.certificate.empty() || files.key.empty()) {
    return absl::InvalidArgumentError("TLS needs both a certificate file and a key file");
  }
  return TlsContext::Load(files);
}

// When it ends: a site whose certificate has run out cannot be reached by anyone who checks.
void LogCertificate(const TlsContext& tls) {
  const std::string end = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", tls.ExpiresAt(), absl::UTCTimeZone());
  if (tls.ExpiresAt() < absl::Now()) return log::Error("tls certificate has expired", {{"expires", end}});
  log::Info("tls certificate loaded", {{"expires", end}});
}

}  // namespace

class Server::Impl {
 public:
  Impl(const ServerOptions& options, Handler handler, std::unique_ptr<TlsContext> tls)
      : site_(std::make_shared<Site>(options, std::move(handler), std::move(tls))) {
    for (int i = 0; i < std::max(1, options.threads); ++i) loops_.push_back(std::make_shared<Loop>(site_));
    acceptor_.emplace(site_, loops_);
  }

  absl::Status Start();
  void Stop();
  void ReloadTls();

  const std::string& address() const { return address_; }

 private:
  void WatchTlsFiles();

  const std::shared_ptr<Site> site_;
  std::vector<std::shared_ptr<Loop>> loops_;
  std::optional<Acceptor> acceptor_;
  std::string address_;
  bool stopped_ = false;
  absl::Notification stopping_;
  std::thread tls_watch_;
};

absl::Status Server::Impl::Start() {
  ASSIGN_OR_RETURN(address_, acceptor_->Listen(site_->options.address));
  for (const auto& loop : loops_) loop->Start();
  if (site_->tls) {
    LogCertificate(*site_->tls);
    tls_watch_ = std::thread([this] { WatchTlsFiles(); });
  }
  return absl::OkStatus();
}

void Server::Impl::WatchTlsFiles() {
  while (!stopping_.WaitForNotificationWithTimeout(site_->options.tls_check_every)) {
    if (site_->tls->FilesHaveChanged()) ReloadTls();
  }
}

void Server::Impl::ReloadTls() {
  if (!site_->tls) return;
  const absl::Status reloaded = site_->tls->Reload();
  if (reloaded.ok()) return LogCertificate(*site_->tls);
  log::Error("tls files not reloaded, the old ones stay in use", {{"error", StdView(reloaded.message())}});
}

void Server::Impl::Stop() {
  if (std::exchange(stopped_, true)) return;
  stopping_.Notify();
  if (tls_watch_.joinable()) tls_watch_.join();
  absl::Notification accepted;
  loops_.front()->Run([this, &accepted] {
    acceptor_->Stop();
    accepted.Notify();
  });
  accepted.WaitForNotification();
  for (const auto& loop : loops_) loop->Drain();
  if (!site_->seats.AwaitEmpty(site_->options.drain_timeout)) log::Warning("http drain timed out");
  for (const auto& loop : loops_) loop->Finish();
  // Late answers may keep a loop alive after this server, so nothing of the server may stay in it.
  acceptor_.reset();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Handler handler) {
  ASSIGN_OR_RETURN(std::unique_ptr<TlsContext> tls, LoadTls(options.tls));
  auto impl = std::make_unique<Impl>(options, std::move(handler), std::move(tls));
  RETURN_IF_ERROR(impl->Start());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::string_view Request::Header(std::string_view name) const {
  for (const auto& [header, value] : headers) {
    if (header == name) return value;
  }
  return "";
}

bool Request::HasHeader(std::string_view name) const {
  return std::ranges::any_of(headers, [&](const auto& header) { return header.first == name; });
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() {
  Stop();
}

void Server::Stop() {
  impl_->Stop();
}

void Server::ReloadTls() {
  impl_->ReloadTls();
}

std::string Server::address() const {
  return impl_->address();
}

}  // namespace boulevard::runtime::http
