#include "services/runtime/http/loop.h"

#include <algorithm>
#include <vector>

#include "services/runtime/http/connection.h"
#include "services/runtime/http/message_head.h"

namespace boulevard::runtime::http {
namespace {

// How often deadlines are looked at: often enough to keep within a quarter of the shortest timeout.
std::chrono::nanoseconds TickOf(const ServerOptions& options) {
  absl::Duration shortest = std::min(
      {options.handshake_timeout, options.header_timeout, options.idle_timeout, options.transfer_timeout});
  if (options.drain_idle > absl::ZeroDuration()) shortest = std::min(shortest, options.drain_idle);
  return absl::ToChronoNanoseconds(std::clamp(shortest / 4, absl::Milliseconds(10), absl::Seconds(1)));
}

}  // namespace

Site::Site(ServerOptions server_options, Handler server_handler, std::unique_ptr<TlsContext> tls_context)
    : options(std::move(server_options)),
      fixed_headers(HeaderLines(options.headers)),
      handler(std::move(server_handler)),
      tls(std::move(tls_context)),
      seats(options.max_connections, options.max_connections_per_client),
      metrics(options.metrics) {}

std::unique_ptr<Stream> Site::MakeStream(int socket) const {
  return tls ? tls->MakeStream(socket) : MakePlainStream(socket);
}

Response Site::RefusalOf(const Request& request, int status, std::string_view detail) const {
  Response response = Refusal(status, detail);
  if (options.complete_refusal) options.complete_refusal(request, response);
  return response;
}

Loop::Loop(std::shared_ptr<Site> site) : site_(std::move(site)) {}

void Loop::Start() {
  Tick();
  thread_ = std::thread([this] { context_.run(); });
}

void Loop::Adopt(boost::asio::ip::tcp::socket socket, std::string client) {
  if (finished_) return site_->seats.Leave(client);
  auto connection = std::make_shared<Connection>(shared_from_this(), std::move(socket), std::move(client));
  connections_.insert(connection.get());
  site_->metrics.Opened();
  if (draining_) connection->Drain();
  connection->Run();
}

void Loop::Remove(Connection& connection) {
  connections_.erase(&connection);
  site_->metrics.Closed();
  site_->seats.Leave(connection.client());
}

void Loop::Drain() {
  Run([this] {
    draining_ = true;
    const std::vector<Connection*> all(connections_.begin(), connections_.end());
    for (Connection* connection : all) connection->Drain();
  });
}

void Loop::Finish() {
  Run([this] {
    const std::vector<Connection*> all(connections_.begin(), connections_.end());
    for (Connection* connection : all) connection->Close();
    finished_ = true;
    ticker_.cancel();
    context_.stop();
  });
  thread_.join();
  {
    absl::MutexLock lock(&mutex_);
    open_ = false;
  }
  // What is still queued holds connections, and those hold this loop: run it, so that all of them go.
  context_.restart();
  context_.poll();
}

void Loop::Tick() {
  ticker_.expires_after(TickOf(site_->options));
  ticker_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    const auto now = std::chrono::steady_clock::now();
    const std::vector<Connection*> all(connections_.begin(), connections_.end());
    for (Connection* connection : all) connection->CloseIfLate(now);
    Tick();
  });
}

}  // namespace boulevard::runtime::http
