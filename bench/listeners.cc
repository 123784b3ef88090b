#include "bench/listeners.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {
namespace {

constexpr std::string_view kRent = "\"rentCents\":";
// Longer than what is looked for.
constexpr size_t kKept = 24;

}  // namespace

Listeners::Listeners(const std::string& address, const std::string& target, const std::string& token,
                     int count)
    : rest_(static_cast<size_t>(count)), began_(kMostChanges), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  for (int i = 0; i < count; ++i) {
    auto client = std::make_unique<tests::HttpClient>(address);
    const tests::HttpResponse head = client->Call(
        "GET", target, {{"Authorization", absl::StrCat("Bearer ", token)}, {"Accept", "text/event-stream"}});
    if (head.status != 200) tests::Die(absl::StrCat("listener ", i, " is answered ", head.status), head.body);
    epoll_event event{.events = EPOLLIN, .data = {.u32 = static_cast<uint32_t>(i)}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, client->socket(), &event);
    clients_.push_back(std::move(client));
  }
  thread_ = std::thread([this] { Run(); });
}

Listeners::~Listeners() {
  Stop();
  close(epoll_);
}

void Listeners::AwaitSilence() const {
  size_t before = 0;
  do {
    before = reads_;
    absl::SleepFor(absl::Seconds(1));
  } while (reads_ != before);
}

std::vector<float> Listeners::Stop() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
  return latencies_ms_;
}

void Listeners::Run() {
  std::array<epoll_event, 256> events;
  while (!stop_) {
    const int ready = epoll_wait(epoll_, events.data(), events.size(), 100);
    for (int i = 0; i < ready; ++i) Hear(events[static_cast<size_t>(i)].data.u32);
  }
}

void Listeners::Hear(size_t listener) {
  thread_local std::array<char, 64 * 1024> bytes;
  const ssize_t read = recv(clients_[listener]->socket(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (read <= 0) return;
  ++reads_;
  const absl::Time now = absl::Now();
  std::string& text = rest_[listener];
  text.append(bytes.data(), static_cast<size_t>(read));
  size_t at = 0;
  for (size_t found; (found = text.find(kRent, at)) != std::string::npos;) {
    const size_t begin = found + kRent.size();
    const size_t end = text.find_first_not_of("0123456789", begin);
    if (end == std::string::npos) break;
    at = end;
    int rent = 0;
    if (!absl::SimpleAtoi(text.substr(begin, end - begin), &rent) || rent < kFirstRent) continue;
    const absl::Time began = began_[static_cast<size_t>(rent - kFirstRent)];
    latencies_ms_.push_back(static_cast<float>(absl::ToDoubleMilliseconds(now - began)));
    ++heard_;
  }
  text.erase(0, std::max(at, text.size() - std::min(text.size(), kKept)));
}

}  // namespace boulevard::bench
